import { inOrder, type Keyed, keyed } from './keyed.ts'
import type { Statistic } from './statistic.ts'

/** When and to what a unit was exposed. */
export type Exposure = { readonly variant: string; readonly epoch: number; readonly slice: number }

/** All that is known of one unit, since its first exposure. */
export type UnitRow = Exposure & {
  /** A keyed hash of the unit, uniform in [0, 1). It stands for the unit. */
  readonly hash: number
  /** Requests in that epoch. */
  readonly n: number
  /** And in all epochs: how busy the unit is. */
  readonly total: number
  /** By metric, the slice in which the unit was exposed to what became its first event. */
  readonly firstEvent: Keyed<number>
  /** The unit was seen under two variants in one epoch, which must not happen. */
  readonly conflict?: true
}

/** Exact rows of the units whose hash is below θ = 2^-level, in ascending order of hashes. */
export type UnitSample = { readonly level: number; readonly rows: readonly UnitRow[] }

/** Rows that a sample holds at most. */
export const sampleCapacity = 4096

/**
 * Whole units, drawn by hash: every router draws the same ones, so that a unit is complete wherever
 * its requests went. When they get too many, θ is halved until they fit; merging takes the smaller θ. The
 * outcome doesn't depend on the order: what is dropped above θ would have been dropped at the end.
 *
 * A unit that both parts know counts where it was first exposed: the earlier epoch wins, but for how busy the unit is
 * over all. In the same epoch counts add up, and the earliest slice is kept. Should it show two variants in
 * one epoch, the one first in the order of code units wins, and the row says `conflict`.
 *
 * O(rows · metrics). Adaptive sampling by hash is P. B. Gibbons's ("Distinct sampling for highly-accurate
 * answers to distinct values queries and event reports", VLDB 2001).
 */
export function unitSample(capacity = sampleCapacity): Statistic<UnitSample> {
  return {
    none: { level: 0, rows: [] },
    merge: (a, b) => {
      const level = Math.max(a.level, b.level)
      return fitted(level, capacity, mergedRows(below(a, level), below(b, level)))
    },
  }
}

/** The part of all units that is sampled at a level. */
export const theta = (level: number): number => 2 ** -level

/** Level and rows after as many halvings as it takes. Requires rows in ascending order of hashes. O(rows). */
export function fitted(level: number, capacity: number, rows: readonly UnitRow[]): UnitSample {
  const tooMuch = rows[capacity]?.hash
  if (tooMuch === undefined) return { level, rows }
  let higher = level
  while (theta(higher) > tooMuch) higher++
  return { level: higher, rows: below({ level, rows }, higher) }
}

/** One request of a unit. */
export const requestOf = (hash: number, exposure: Exposure): UnitRow => ({
  hash,
  ...exposure,
  n: 1,
  total: 1,
  firstEvent: {},
})

/** What became of a request: the metrics of which it is an event. */
export function outcomeOf(hash: number, exposure: Exposure, events: readonly string[]): UnitRow {
  const firstEvent = Object.fromEntries(events.map((metric) => [metric, exposure.slice]))
  return { hash, ...exposure, n: 0, total: 0, firstEvent: inOrder(firstEvent) }
}

/** Two rows of the same unit, as one. */
export function mergedRow(a: UnitRow, b: UnitRow): UnitRow {
  const total = a.total + b.total
  if (a.epoch !== b.epoch) return { ...(a.epoch < b.epoch ? a : b), total }
  if (a.variant !== b.variant) return { ...(a.variant < b.variant ? a : b), total, conflict: true }
  return {
    hash: a.hash,
    variant: a.variant,
    epoch: a.epoch,
    slice: Math.min(a.slice, b.slice),
    n: a.n + b.n,
    total,
    firstEvent: byFirst.merge(a.firstEvent, b.firstEvent),
    ...(a.conflict || b.conflict ? { conflict: true } : {}),
  }
}

function mergedRows(a: readonly UnitRow[], b: readonly UnitRow[]): readonly UnitRow[] {
  const all: UnitRow[] = []
  let j = 0
  for (const row of a) {
    let other = b[j]
    for (; other !== undefined && other.hash < row.hash; other = b[++j]) all.push(other)
    const same = other?.hash === row.hash ? other : undefined
    if (same !== undefined) j++
    all.push(same === undefined ? row : mergedRow(row, same))
  }
  return [...all, ...b.slice(j)]
}

function below({ level, rows }: UnitSample, wanted: number): readonly UnitRow[] {
  return level === wanted ? rows : rows.filter(({ hash }) => hash < theta(wanted))
}

const byFirst = keyed({ merge: (a: number, b: number) => Math.min(a, b) })
