import type { Cell } from '../../stats/strata/tally-key.ts'
import { type Counts, counts } from '../../stats/sums/counts.ts'
import type { LatencyHistogram } from '../../stats/sums/latency-histogram.ts'
import type { Sparse } from '../../stats/sums/sparse.ts'
import type { Evidence } from '../merged.ts'
import { kinds } from '../metrics/kinds.ts'
import type { Metric } from '../metrics/metric.ts'
import type { AnySums, Sums, SumsName } from '../metrics/sums.ts'
import type { Source } from '../tally.ts'
import { byKey } from './cells.ts'
import { rowsAfter, rowsOf } from './rows.ts'

/** Requests under one key, or copies of them, and what did not come of them. */
export type Requests = {
  readonly requests: number
  readonly late: number
  readonly incomplete: number
}

/** All of them; of those that had this long for their outcomes, beside what a metric of that delay knows. O(rows). */
export function requestCells(
  evidence: Evidence,
  source: Source,
  delayMs = 0,
): readonly Cell<Requests>[] {
  const found = byKey<Requests>((a, b) => ({
    requests: a.requests + b.requests,
    late: a.late + b.late,
    incomplete: a.incomplete + b.incomplete,
  }))
  for (const { key, row } of rowsAfter(evidence, source, delayMs)) {
    const { requests, late, pairs } = row
    found.add(key, { requests, late, incomplete: pairs?.incomplete ?? 0 })
  }
  return found.cells()
}

/**
 * How many requests of live traffic a metric knows nothing of, as events: of mature ones, truths that did not come in
 * time or could not be scored. O(rows).
 */
export function missingCells(evidence: Evidence, metric: Metric): readonly Cell<Counts>[] {
  const { sums } = kinds[metric.kind]
  const size = sizes[sums] as (sums: AnySums) => number
  const found = byKey(counts.merge)
  for (const { key, row, place } of rowsOf(evidence, 'Live', metric)) {
    const known = row.sums[place] ?? null
    found.add(key, { n: row.requests, events: row.requests - (known === null ? 0 : size(known)) })
  }
  return found.cells().map(({ key, statistic: { n, events } }) => ({
    key,
    // Outcomes may be known of requests that are not: whoever gave the receipt may be gone.
    statistic: events < 0 ? { n: n - events, events: 0 } : { n, events },
  }))
}

/** How many observations there were. */
const sizes: { readonly [N in SumsName]: (sums: Sums[N]) => number } = {
  Counts: ({ n }: Counts) => n,
  Moments: ({ n, beyond }) => n + beyond,
  Vector: ({ n, beyond }) => n + beyond,
  Places: (sparse: Sparse) => sparse.reduce((sum, [, count]) => sum + count, 0),
  Latencies: ({ n }: LatencyHistogram) => n,
}
