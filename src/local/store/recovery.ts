import { corrupt, type Damage, missing } from './failures.ts'
import { firstVersion } from './keeping.ts'
import { readLogs, type Step } from './logs.ts'
import { isUnfinished, logName, numbersAmong, snapshotName } from './names.ts'
import { readSnapshot, type Snapshot } from './snapshot.ts'

/** What the files in a folder say. */
export type Recovered = {
  readonly base: Snapshot
  /** What happened since. */
  readonly steps: readonly Step[]
  readonly version: number
  /** The process before left in peace: no version was seen beyond this one. */
  readonly isClosed: boolean
  /** The log to go on with, and how much of it is sound: what follows was never acknowledged. */
  readonly log: { readonly number: number; readonly length: number }
  /** The logs between the base and that one. */
  readonly behind: readonly number[]
  /** What a process that was killed had no more time to remove. */
  readonly leftovers: readonly string[]
}

type Files = ReadonlyMap<string, Buffer>

/**
 * What was written, from the newest snapshot and the logs that follow it.
 *
 * A kill tears the end of the last write, a loss of power whatever was not yet synced. What comes after
 * the first damage is dropped if none of it was acknowledged, which the marks in the log tell; otherwise
 * this throws `StateCorrupt`.
 */
export function recover(folder: string, files: Files): Recovered {
  const base = baseOf(folder, files)
  const logs = numbersAmong(files.keys(), 'log').filter((number) => number >= base.number)
  const { end, ...read } = readLogs(folder, files, logs, base.version)
  const last = end?.log ?? logs.at(-1) ?? base.number
  const length = end?.offset ?? files.get(logName(last))?.length ?? 0
  const old = (name: 'log' | 'snapshot') =>
    numbersAmong(files.keys(), name).filter((number) => number < base.number)
  return {
    ...{ base, ...read, log: { number: last, length } },
    behind: logs.filter((number) => number < last),
    leftovers: [
      ...[...files.keys()].filter(isUnfinished),
      ...old('snapshot').map(snapshotName),
      ...[...old('log'), ...logs.filter((number) => number > last)].map(logName),
    ],
  }
}

/** The newest snapshot that is sound; all logs from there on must be there. */
function baseOf(folder: string, files: Files): Snapshot {
  let base = nothing
  let damage: Damage | undefined
  for (const number of numbersAmong(files.keys(), 'snapshot').toReversed()) {
    const read = readSnapshot(folder, number, files.get(snapshotName(number)) ?? Buffer.alloc(0))
    if (!('offset' in read)) {
      base = read
      break
    }
    damage ??= read
  }
  const logs = numbersAmong(files.keys(), 'log')
  const gap = gapIn(logs, base.number)
  if (gap === undefined || files.size === 0) return base
  if (damage !== undefined) throw corrupt(folder, damage)
  throw missing(folder, gap === 1 ? snapshotName(logs[0] ?? 1) : logName(gap))
}

/** The first log follows no snapshot, as if it were one of nothing. */
const nothing: Snapshot = { number: 1, version: firstVersion, objects: [], length: 0 }

function gapIn(logs: readonly number[], from: number): number | undefined {
  const last = Math.max(from, logs.at(-1) ?? 0)
  for (let number = from; number <= last; number++) if (!logs.includes(number)) return number
  return undefined
}
