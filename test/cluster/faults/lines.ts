import { expiredLine } from './answers.ts'
import type { Fault, Kind } from './faults.ts'

/** What to send of what came, and what is to become of the answer next. */
export type Step = {
  readonly pass: Buffer
  readonly next: Next
  /** What has struck in this step. */
  readonly hit?: LineKind
}

/** `cut` breaks the connection, `end` ends the answer cleanly, `hush` lets nothing pass ever after. */
type Next = 'flow' | 'cut' | 'end' | 'hush'

/** Some faults break the next line that comes, others strike as soon as a line has ended. */
type Strike = { readonly where: 'within' | 'between'; readonly adds: string; readonly next: Next }

const strikes = {
  cut: { where: 'within', adds: '', next: 'cut' },
  truncate: { where: 'within', adds: '', next: 'end' },
  garbage: { where: 'within', adds: '\n', next: 'flow' },
  silence: { where: 'between', adds: '', next: 'hush' },
  expiredEvent: { where: 'between', adds: expiredLine, next: 'end' },
} as const satisfies { readonly [kind in Kind]?: Strike }

export type LineKind = keyof typeof strikes

const isOfLines = (kind: Kind): kind is LineKind => kind in strikes

const newline = 10
const nothing = Buffer.alloc(0)
/** What is broken where there is no line to break: an event that begins. */
const fragment = Buffer.from('{"type":"MODIFIED","object":{"apiVersion":"')

/**
 * The lines of one watch, of which one at most is broken. Nothing is held back: a line that comes in
 * pieces leaves in pieces.
 */
export function createLines(fault?: Fault) {
  let armed = fault !== undefined && isOfLines(fault.kind) ? fault.kind : undefined
  let left = fault?.afterLines ?? 0
  let isMidLine = false
  /** Whether the rest of a broken line is yet to come, and to be dropped. */
  let isDropping = false

  /** An empty chunk before the first lets strike what needs no line. */
  function take(chunk: Buffer): Step {
    if (!isDropping) return sift(chunk)
    const end = chunk.indexOf(newline)
    if (end === -1) return flow(nothing)
    isDropping = false
    return sift(chunk.subarray(end + 1))
  }

  function sift(chunk: Buffer): Step {
    if (armed === undefined) return flow(chunk)
    const spared = sparedOf(chunk)
    const [whole, rest] = [chunk.subarray(0, spared), chunk.subarray(spared)]
    if (left > 0) return flow(whole)
    if (strikes[armed].where === 'between') return struck(armed, whole)
    return rest.length === 0 ? flow(whole) : broken(armed, whole, rest)
  }

  /** How much of a chunk belongs to lines that are to pass unharmed. */
  function sparedOf(chunk: Buffer): number {
    let at = 0
    for (; left > 0; left -= 1) {
      const end = chunk.indexOf(newline, at)
      if (end === -1) return chunk.length
      at = end + 1
    }
    return at
  }

  function broken(kind: LineKind, whole: Buffer, rest: Buffer): Step {
    const end = rest.indexOf(newline)
    const line = end === -1 ? rest : rest.subarray(0, end)
    const kept = Buffer.concat([whole, partOf(line, fault?.part ?? 0)])
    if (kind !== 'garbage') return struck(kind, kept)
    isDropping = end === -1
    return struck(kind, kept, end === -1 ? nothing : rest.subarray(end + 1))
  }

  /** Strikes now, whatever was planned; only `expiredEvent` waits for the end of a line that has begun. */
  function strike(kind: LineKind): Step {
    if (kind === 'expiredEvent' && isMidLine) {
      armed = kind
      left = 1
      return flow(nothing)
    }
    if (strikes[kind].where === 'between') return struck(kind, nothing)
    isDropping ||= isMidLine && kind === 'garbage'
    return struck(kind, isMidLine ? nothing : fragment)
  }

  function struck(kind: LineKind, before: Buffer, after: Buffer = nothing): Step {
    armed = undefined
    const { adds, next } = strikes[kind]
    const { pass } = flow(Buffer.concat([before, Buffer.from(adds), after]))
    return { pass, next, hit: kind }
  }

  function flow(pass: Buffer): Step {
    if (pass.length > 0) isMidLine = pass.at(-1) !== newline
    return { pass, next: 'flow' }
  }

  return {
    take,
    strike,
    /** Forgets what has not struck yet. */
    disarm: () => {
      armed = undefined
    },
  }
}

/** Never nothing, and never all of it: a line feed at the end is not missed. */
export function partOf(bytes: Buffer, part: number): Buffer {
  const most = bytes.length - (bytes.at(-1) === newline ? 2 : 1)
  return bytes.subarray(0, Math.max(1, Math.min(most, Math.floor(part * bytes.length))))
}
