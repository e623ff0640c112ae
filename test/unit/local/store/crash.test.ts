import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openOn } from '../../../../src/local/store/directory.ts'
import { firstVersion } from '../../../../src/local/store/keeping.ts'
import { recover } from '../../../../src/local/store/recovery.ts'
import type { Store } from '../../../../src/local/store/store.ts'
import { below, chance } from '../../../chance.ts'
import { contentOf, noTrouble, thing, writeByChance } from './given.ts'
import { createMemoryDisk, type Files } from './memory-disk.ts'
import { killed, powerless, recorded, type Step } from './tape.ts'

/** What several processes in turn did to a folder, and what was seen as of each version. */
type Taped = { readonly tape: Step[]; readonly contents: Map<number, string> }

/** Some leave in peace, others die in the middle of something. */
async function taped(seed: number, sessions: number): Promise<Taped> {
  const it: Taped = { tape: [], contents: new Map() }
  const random = chance(seed)
  const aWhile = async () => {
    while (random() < 0.6) await nextTurn()
  }
  const disk = { ...createMemoryDisk(), sync: aWhile, syncFolder: aWhile }
  for (let n = 0; n < sessions; n++) {
    const process = recorded(disk, it.tape)
    const store = await openOn(process, '/state', { trouble: noTrouble, logBytes: 700 })
    show(it, store)
    for (let left = 1 + below(random, 15); left > 0; left--) await writeOnce(it, store, random)
    if (random() < 0.5) await store.close()
    process.die()
  }
  return it
}

async function writeOnce(it: Taped, store: Store, random: () => number): Promise<void> {
  writeByChance(store, random, 8)
  show(it, store)
  if (random() < 0.5) await nextTurn()
  if (random() < 0.7) return
  const version = store.version()
  await store.durable()
  it.tape.push({ kind: 'safe', version })
}

function show({ tape, contents }: Taped, store: Store): void {
  contents.set(store.version(), contentOf(store))
  tape.push({ kind: 'shown', version: store.version() })
}

it('finds everything that was seen, killed at any byte of any write', async () => {
  const it = await taped(3, 5)
  const { tape } = it
  const wrong: unknown[] = []
  let points = 0
  for (const [at, step] of tape.entries()) {
    const between = killed(tape, at, 0)
    expect(await check(it, between, at)).toBeGreaterThanOrEqual(lastOf(tape, 'shown', at))
    if (step.kind !== 'append') continue
    const sound = soundIn(between)
    const stride = step.bytes.includes('"kind":"snapshot"') ? 16 : 1
    for (let bytes = 1; bytes < step.bytes.length; bytes += stride) {
      if (soundIn(killed(tape, at, bytes)) !== sound) wrong.push([at, bytes])
      points += 1
    }
  }
  expect(wrong).toEqual([])
  expect(points).toBeGreaterThan(5000)
  expect(snapshotsIn(tape)).toBeGreaterThan(2)
}, 120_000)

it('finds everything that was safe, whatever else a loss of power takes', async () => {
  const it = await taped(4, 40)
  const { tape } = it
  const random = chance(5)
  let lost = 0
  const anywhere = Array.from({ length: 1200 }, () => below(random, tape.length))
  const afterRenames = tape.flatMap(({ kind }, at) => (kind === 'rename' ? at + 1 : []))
  for (const at of [...anywhere, ...afterRenames.flatMap((at) => Array(12).fill(at))]) {
    const version = await check(it, powerless(tape, at, random), at)
    expect(version).toBeGreaterThanOrEqual(lastOf(tape, 'safe', at))
    if (version < lastOf(tape, 'shown', at)) lost += 1
  }
  expect(lost).toBeGreaterThan(100)
  expect(snapshotsIn(tape)).toBeGreaterThan(5)
}, 120_000)

/** Which part of which files is taken for what was written. */
function soundIn(files: Files): string {
  const { base, steps: _, leftovers: __, ...rest } = recover('/state', files)
  return JSON.stringify({ ...rest, base: base.number })
}

/** Recovers, and goes on; returns the version that was reached before. */
async function check(it: Taped, files: Files, at: number): Promise<number> {
  const shown = lastOf(it.tape, 'shown', at)
  const { version } = recover('/state', files)
  const disk = createMemoryDisk(files)
  const store = await openOn(disk, '/state', { trouble: noTrouble })
  expect(contentOf(store), `at step ${at}`).toBe(contentAt(it, version))
  expect(store.version(), 'a version that was seen never comes again').toBeGreaterThanOrEqual(shown)
  const isKnown = store.changesSince('pods', shown) !== undefined
  expect(isKnown, 'a watch goes on where nothing got lost').toBe(version >= shown)
  store.put('pods', 'a/new', thing('new'))
  await store.durable()
  const again = await openOn(createMemoryDisk(disk.files()), '/state', { trouble: noTrouble })
  expect(contentOf(again)).toBe(contentOf(store))
  return version
}

/** As it was seen last, up to a version. */
function contentAt({ contents }: Taped, version: number): string {
  const seen = [...contents.keys()].filter((other) => other <= version)
  return contents.get(Math.max(...seen)) ?? '[[],[],[]]'
}

function lastOf(tape: readonly Step[], kind: 'shown' | 'safe', until: number): number {
  const versions = tape.slice(0, until).flatMap((step) => (step.kind === kind ? step.version : []))
  return Math.max(firstVersion, ...versions)
}

const snapshotsIn = (tape: readonly Step[]) => tape.filter(({ kind }) => kind === 'rename').length
