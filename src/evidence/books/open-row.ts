import { type Counter, createCounter, mergedSums } from '../metrics/counter.ts'
import type { Metric } from '../metrics/metric.ts'
import type { AnySums, Observation } from '../metrics/sums.ts'
import type { Row, RowName } from '../tally.ts'

/** A row that is written to, in place. */
export type OpenRow = {
  readonly name: RowName
  requests: number
  late: number
  incomplete: number
  /** By metric of the book; begun when the first observation comes. */
  readonly sums: Counters
  readonly champion: Counters
  /** As it was last read, while nothing was added. */
  read: Row | undefined
}

/** Of metrics in the order of their book. */
export type Counters = (Counter | undefined)[]

export const openRow = ({ variant, how, bucket }: RowName): OpenRow => ({
  name: { variant, how, bucket },
  requests: 0,
  late: 0,
  incomplete: 0,
  sums: [],
  champion: [],
  read: undefined,
})

/** Going on from where it was read. */
export function reopenedRow(row: Row, metrics: readonly Metric[]): OpenRow {
  const { requests, late, sums, pairs } = row
  const begun = (all: readonly (AnySums | null)[] = []) =>
    metrics.map((metric, nth) => {
      const start = all[nth] ?? undefined
      return start && createCounter(metric, start)
    })
  return {
    ...openRow(row),
    requests,
    late,
    incomplete: pairs?.incomplete ?? 0,
    sums: begun(sums),
    champion: begun(pairs?.champion),
  }
}

/** One more observation of the metric in this place. */
export function count(
  counters: Counters,
  place: number,
  metric: Metric,
  observation: Observation,
): void {
  let counter = counters[place]
  if (counter === undefined) {
    counter = createCounter(metric)
    counters[place] = counter
  }
  counter.add(observation)
}

/** What was counted so far. What was read stays as it was. */
export function readRow(row: OpenRow, metrics: readonly Metric[], isPaired: boolean): Row {
  if (row.read?.sums.length === metrics.length) return row.read
  const { name, requests, late, incomplete } = row
  const read = (counters: Counters) => metrics.map((_, nth) => counters[nth]?.read() ?? null)
  const single = { ...name, requests, late, sums: read(row.sums) }
  row.read = isPaired ? { ...single, pairs: { incomplete, champion: read(row.champion) } } : single
  return row.read
}

/** Takes over all that another row has counted. */
export function absorbRow(row: OpenRow, other: OpenRow, metrics: readonly Metric[]): void {
  row.requests += other.requests
  row.late += other.late
  row.incomplete += other.incomplete
  row.read = undefined
  for (const [place, metric] of metrics.entries()) {
    row.sums[place] = joined(metric, row.sums[place], other.sums[place])
    row.champion[place] = joined(metric, row.champion[place], other.champion[place])
  }
}

function joined(
  metric: Metric,
  a: Counter | undefined,
  b: Counter | undefined,
): Counter | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return createCounter(metric, mergedSums(metric, a.read(), b.read()))
}
