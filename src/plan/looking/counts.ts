import type { Tally } from '../../evidence/tally.ts'
import type { Both } from '../../stats/effects/observed.ts'
import type { AskedMetric } from './asked-metric.ts'
import type { Case } from './case.ts'
import { type Gathered, gathered } from './gathered.ts'
import { type CountRequests, requestsAfter, requestsOf } from './requests.ts'
import { roleIn } from './roles.ts'

/** How far the outcomes of one side are, for a metric. */
type Ripeness = {
  /** Predictions that are old enough to be judged. */
  readonly mature: number
  /** Those whose truth may still come. */
  readonly pending: number
  /** Truths that came too late to count. */
  readonly late: number
}

/** What `status` says of a challenger beside what was judged. */
export type CountsOfChallenger = {
  readonly challenger: string
  /** The part of its requests that the champion has answered in its place; nothing without requests. */
  readonly fallbackShare: number | undefined
  /** By metric that routers count. */
  readonly metrics: { readonly [metric: string]: Both<Ripeness> }
}

/** Of everybody who entered, also of who has left. O(delays · rows), and O(metrics · cells) for each. */
export function countsIn(asked: Case, tallies: readonly Tally[]): readonly CountsOfChallenger[] {
  const from = gathered(asked, tallies)
  const metrics = asked.metrics.filter(
    (metric) => metric.counted !== undefined && roleIn(asked, metric) !== undefined,
  )
  const after = countingAfter(from, metrics)
  const atOnce = requestsAfter(from, 0)
  return asked.challengers.map(({ key }) => {
    const { requests, stoodIn } = atOnce(requestsOf(key))
    return {
      challenger: key,
      fallbackShare: requests > 0 ? stoodIn / requests : undefined,
      metrics: Object.fromEntries(
        metrics.map(({ name, counted }) => {
          const count = after.get(counted?.delayMs ?? 0) ?? atOnce
          // Both have answered a copy, which bears the challenger's name.
          const champion = from.source === 'Live' ? asked.champion : key
          return [name, { champion: ripe(count, champion), challenger: ripe(count, key) }]
        }),
      ),
    }
  })
}

/** Metrics of one delay have their requests in common. */
function countingAfter(from: Gathered, metrics: readonly AskedMetric[]) {
  const delays = new Set(metrics.map(({ counted }) => counted?.delayMs ?? 0))
  return new Map([...delays].map((delayMs) => [delayMs, requestsAfter(from, delayMs)]))
}

function ripe(count: CountRequests, variant: string): Ripeness {
  const { requests, mature, late } = count(requestsOf(variant))
  return { mature, pending: requests - mature, late }
}
