import { below } from '../../chance.ts'

/** Files by their names. */
export type Files = ReadonlyMap<string, Buffer>

/** What was done to a disk, and what a test notes in between. Files are numbered, since they change their names. */
export type Step =
  | { readonly kind: 'append'; readonly file: number; readonly bytes: Buffer }
  | { readonly kind: 'create'; readonly file: number; readonly name: string }
  | { readonly kind: 'rename'; readonly file: number; readonly from: string; readonly to: string }
  | { readonly kind: 'remove'; readonly name: string }
  /** Everything on the tape before `until` is safe: of one file, or of which files there are. */
  | { readonly kind: 'synced'; readonly file: number | 'folder'; readonly until: number }
  /** A sync failed: what it was to save of that file will never be, though a later one succeeds. */
  | { readonly kind: 'lost'; readonly file: number; readonly until: number }
  /** Somebody counted so far; somebody was told that it is safe; a process began with it, or left with it in peace. */
  | { readonly kind: 'counted' | 'durable' | 'begun' | 'closed'; readonly count: number }

/** What a process leaves behind that was killed in the middle of a step, after some of its bytes. */
export function killed(tape: readonly Step[], at: number, bytes: number): Files {
  const done = tape.slice(0, at)
  const under = tape[at]
  if (under?.kind === 'append') done.push({ ...under, bytes: under.bytes.subarray(0, bytes) })
  const named = [...namesAfter(done)]
  return new Map(named.map(([name, file]) => [name, Buffer.concat(appendedTo(file, done))]))
}

/**
 * What a machine may leave behind that lost its power. Of what was not synced: of a file's content some, in
 * order, and perhaps with a hole; of which files there are anything.
 */
export function powerless(tape: readonly Step[], at: number, random: () => number): Files {
  const done = tape.slice(0, at)
  const until = safeUntil(done, 'folder')
  const named = namesAfter(done.filter((_, index) => index < until || random() < 0.5))
  const survived = (file: number) => contentAfterLoss(done, file, random)
  return new Map([...named].map(([name, file]) => [name, survived(file)]))
}

function contentAfterLoss(done: readonly Step[], file: number, random: () => number): Buffer {
  const until = safeUntil(done, file)
  const safe = Buffer.concat(appendedTo(file, withLosses(done, file).slice(0, until)))
  const rest = Buffer.concat(appendedTo(file, done.slice(until)))
  const kept = Buffer.from(rest.subarray(0, below(random, rest.length + 1)))
  if (random() < 0.3) {
    const begin = below(random, kept.length + 1)
    kept.fill(0, begin, begin + below(random, kept.length - begin + 1))
  }
  return Buffer.concat([safe, kept])
}

/** As Linux does it: pages that could not be written count as written, and are not. */
function withLosses(done: readonly Step[], file: number): readonly Step[] {
  const isLost = done.map(() => false)
  let safe = 0
  for (const step of done) {
    if (step.kind === 'lost' && step.file === file) isLost.fill(true, safe, step.until)
    if (step.kind === 'synced' && step.file === file) safe = step.until
  }
  return done.map((step, at) =>
    isLost[at] && step.kind === 'append'
      ? { ...step, bytes: Buffer.alloc(step.bytes.length) }
      : step,
  )
}

function safeUntil(done: readonly Step[], file: number | 'folder'): number {
  let until = 0
  for (const step of done) {
    if (step.kind === 'synced' && step.file === file) until = Math.max(until, step.until)
  }
  return until
}

function namesAfter(steps: readonly Step[]): Map<string, number> {
  const names = new Map<string, number>()
  for (const step of steps) {
    if (step.kind === 'create') names.set(step.name, step.file)
    if (step.kind === 'rename') names.set(step.to, step.file)
    if (step.kind === 'rename') names.delete(step.from)
    if (step.kind === 'remove') names.delete(step.name)
  }
  return names
}

const appendedTo = (file: number, steps: readonly Step[]): Buffer[] =>
  steps.flatMap((step) => (step.kind === 'append' && step.file === file ? step.bytes : []))

/** The last count that was noted so, before a step. */
export function lastOf(
  tape: readonly Step[],
  kind: 'counted' | 'durable' | 'begun' | 'closed',
  until: number,
): { readonly at: number; readonly count: number } {
  for (let at = until - 1; at >= 0; at--) {
    const step = tape[at]
    if (step?.kind === kind) return { at, count: step.count }
  }
  return { at: -1, count: 0 }
}
