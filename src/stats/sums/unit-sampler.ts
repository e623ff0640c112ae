import { fitted, mergedRow, theta, type UnitRow, type UnitSample } from './unit-sample.ts'

/** A unit sample that is written to. */
export type UnitSampler = {
  /** Whether a unit of this hash is sampled. A few nanoseconds: ask before making a row. */
  readonly wants: (hash: number) => boolean
  /** Counts a request or an outcome; what isn't wanted is ignored. O(metrics of the row). */
  readonly add: (row: UnitRow) => void
  /** All that was counted so far, in O(rows · log rows). */
  readonly sample: () => UnitSample
}

/**
 * For a router: what it yields is what merging all rows one by one would, from `start` on. Half of the
 * rows leave at once when there are too many, so that an addition is O(1) in the long run.
 */
export function createUnitSampler(start: UnitSample, capacity: number): UnitSampler {
  const rows = new Map(start.rows.map((row) => [row.hash, row]))
  let level = start.level
  const wants = (hash: number) => hash >= 0 && hash < theta(level)
  const sorted = () => [...rows.values()].sort((a, b) => a.hash - b.hash)

  const shrink = () => {
    level = fitted(level, capacity, sorted()).level
    for (const hash of rows.keys()) if (!wants(hash)) rows.delete(hash)
  }
  shrink()

  return {
    wants,
    add(row) {
      if (!wants(row.hash)) return
      const known = rows.get(row.hash)
      rows.set(row.hash, known === undefined ? row : mergedRow(known, row))
      if (rows.size > capacity) shrink()
    },
    sample: () => ({ level, rows: sorted() }),
  }
}
