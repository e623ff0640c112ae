import { below, pointBelow } from '../../../../src/stats/distributions/distribution.ts'
import { normal } from '../../../../src/stats/distributions/normal.ts'
import { rootOf } from '../../../../src/stats/fixed/root.ts'
import { factorAt } from '../../../../src/stats/simulation/course.ts'
import type { LatencyModel } from '../../../../src/stats/simulation/outcomes/latency.ts'

/**
 * The true ratio of quantiles, challenger ÷ champion, of all requests until a time, where requests come evenly
 * and latencies have no tail of their own: with the course of the day two shapes mix differently, so it moves.
 */
export function pooledRatio(
  quantile: number,
  model: LatencyModel,
): (look: { readonly nowMs: number }) => number {
  const known = new Map<number, number>()
  return ({ nowMs }) => {
    const ratio = known.get(nowMs) ?? Math.exp(pooled(1, nowMs) - pooled(0, nowMs))
    known.set(nowMs, ratio)
    return ratio
  }

  function pooled(variant: number, nowMs: number): number {
    const { medians, course, deviation, deviations } = model
    const spread = deviations?.[variant] ?? deviation
    const middles = Array.from({ length: moments }, (_, i) =>
      Math.log((medians[variant] ?? 0) * factorAt(course, ((i + 0.5) / moments) * nowMs)),
    )
    const share = (log: number) =>
      middles.reduce((sum, middle) => sum + below(normal, (log - middle) / spread), 0) / moments
    const reach = pointBelow(normal, quantile) * spread
    const [low, high] = [Math.min(...middles) + reach, Math.max(...middles) + reach]
    return rootOf((log) => share(log) - quantile, low - 1e-9, high + 1e-9)
  }
}

/** Into so many the time is cut. */
const moments = 400
