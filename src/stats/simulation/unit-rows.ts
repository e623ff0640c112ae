import { fitted, sampleCapacity, type UnitRow, type UnitSample } from '../sums/unit-sample.ts'
import type { Place } from './tally.ts'
import type { Unit } from './units.ts'

/**
 * The rows of all units that come back, and the sample of them that a router would have kept. The same as
 * merging requests and events one by one would give, but written in place.
 */
export function createUnitRows(variants: readonly string[]) {
  const byNumber: (Row | undefined)[] = []
  const ordered: Row[] = []

  function request({ number, sample: hash }: Unit, { epoch, slice, variant }: Place): void {
    const known = byNumber[number]
    if (known === undefined) {
      const name = variants[variant] ?? ''
      const none = { firstEvent: new Map(), read: undefined }
      const row = { hash, epoch, slice, variant: name, n: 1, total: 1, ...none }
      byNumber[number] = row
      ordered.push(row)
    } else {
      // The epoch of first exposure wins, but for how busy the unit is.
      known.total++
      if (known.epoch === epoch) known.n++
      known.read = undefined
    }
  }

  function event({ number }: Unit, place: Place, metric: string): void {
    const row = byNumber[number]
    if (row === undefined || row.epoch !== place.epoch) return
    row.read = undefined
    const first = row.firstEvent.get(metric) ?? Number.POSITIVE_INFINITY
    row.firstEvent.set(metric, Math.min(first, place.slice))
  }

  /** Cheap where little has changed since the last: rows are read anew only then. */
  function sample(capacity = sampleCapacity): UnitSample {
    ordered.sort((a, b) => a.hash - b.hash)
    return fitted(0, capacity, ordered.map(readRow))
  }

  return { request, event, sample }
}

type Row = Pick<UnitRow, 'hash' | 'epoch' | 'slice' | 'variant'> & {
  n: number
  total: number
  readonly firstEvent: Map<string, number>
  /** As it was last read, while nothing was added. */
  read: UnitRow | undefined
}

function readRow(row: Row): UnitRow {
  row.read ??= readAnew(row)
  return row.read
}

function readAnew({ firstEvent, read: _, ...rest }: Row): UnitRow {
  return { ...rest, firstEvent: inOrder(firstEvent) }
}

/** By name, as the sample has it. */
function inOrder(entries: ReadonlyMap<string, number>): { readonly [metric: string]: number } {
  if (entries.size < 2) return Object.fromEntries(entries)
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
}
