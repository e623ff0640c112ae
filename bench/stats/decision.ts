import { judge, type Memory, noMemory } from '../../src/stats/decision/judge.ts'
import type { Look } from '../../src/stats/decision/look.ts'
import type { Question } from '../../src/stats/decision/question.ts'
import type { Observed, UnitCount } from '../../src/stats/effects/observed.ts'
import { type Chance, stream } from '../../src/stats/simulation/chance.ts'
import { drawBinomial } from '../../src/stats/simulation/draws/binomial.ts'
import { drawNormal } from '../../src/stats/simulation/draws/normal.ts'
import { type Margins, type Stratum, stratum } from '../../src/stats/strata/stratum.ts'
import { counts } from '../../src/stats/sums/counts.ts'
import {
  createLatencyRecorder,
  type LatencyHistogram,
  latencyHistogram,
} from '../../src/stats/sums/latency-histogram.ts'
import { moments, withValue } from '../../src/stats/sums/moments.ts'
import { type Statistic, total } from '../../src/stats/sums/statistic.ts'

/** Whether every request is a unit of its own, or they come back and are kept by buckets. */
type Arrivals = 'Requests' | 'Units'

/**
 * One whole decision, as an operator takes it at every look: 3 challengers, 10 metrics of usual kinds
 * and 5 epochs, in the middle of a round in which nothing is proven yet.
 */
export function decisionOf(arrivals: Arrivals): () => readonly number[] {
  const look = lookFrom(stream(1), arrivals)
  const memory: Memory = judge(look, noMemory).memory
  return () => judge(look, memory).rows.flatMap(({ low }) => low ?? [])
}

/** What is decided, in one line. */
export const decisionInWords =
  '3 challengers × 10 metrics (5 guardrails) × 5 epochs, doubts, verdict, expected time'

const challengers = ['a', 'b', 'c']
/** Of each challenger. */
const shares = [0.05, 0.1, 0.15, 0.2, 0.25]
const perEpoch = 8000

function lookFrom(chance: Chance, arrivals: Arrivals): Look {
  const observing = observers(chance, arrivals)
  return {
    method: 'AlwaysValid',
    alpha: 0.05,
    harmAlpha: 0.05,
    elapsedMs: 1,
    minimumMs: 1,
    maximumMs: 2,
    plannedN: 20_000,
    entered: challengers.length,
    trials: challengers.map((challenger) => ({
      challenger,
      attempt: 1,
      questions: questions(observing),
    })),
    quality: {
      units: {
        isSample: false,
        seen: {
          level: 0,
          epochs: shares.map((share) => ({
            shares: each(1 - 3 * share, share),
            units: each(Math.round(1000 * (1 - 3 * share)), Math.round(1000 * share)),
          })),
        },
      },
      missing: challengers.map((challenger) => ({
        metric: 'accuracy',
        challenger,
        observed: observing.rate(0.01),
      })),
      tallies: { lost: 0, all: 1000 },
      pairs: undefined,
    },
  }
}

const each = (old: number, challenger: number) => ({
  old,
  ...Object.fromEntries(challengers.map((name) => [name, challenger])),
})

function questions({ rate, mean, latencies }: Observers): readonly Question[] {
  const guardrail = { role: 'Guardrail', goal: 'Decrease' } as const
  const shown = { role: 'Info', goal: 'Increase' } as const
  return [
    { ...named('accuracy'), role: 'Objective', goal: 'Increase', observed: rate(0.9) },
    {
      ...named('errors'),
      ...guardrail,
      margin: { absolute: 0.005 },
      observed: rate(0.002),
    },
    { ...named('slow'), ...guardrail, margin: { ratio: 1.2 }, observed: rate(0.05) },
    { ...named('p95'), ...guardrail, margin: { ratio: 1.1 }, observed: latencies() },
    { ...named('loss'), ...guardrail, margin: { absolute: 0.1 }, observed: mean() },
    { ...named('slo'), ...guardrail, limit: 0.1, observed: rate(0.05) },
    { ...named('margin'), ...shown, observed: mean() },
    { ...named('value'), ...shown, observed: mean() },
    { ...named('clicks'), ...shown, observed: rate(0.3) },
    { ...named('returns'), ...shown, observed: rate(0.01) },
  ]
}

const named = (metric: string) => ({ metric, meaning: metric })

type Observers = ReturnType<typeof observers>

/** What may be observed of a metric, at random. */
function observers(chance: Chance, arrivals: Arrivals) {
  const margins = arrivals === 'Requests' ? alone : bucketed
  const units = arrivals === 'Requests' ? undefined : { champion: unitCount, challenger: unitCount }

  function rate(p: number) {
    const count = (n: number) => ({ n, events: drawBinomial(chance, n, p) })
    const strata = epochs(counts, margins, count)
    return { of: 'Split', figure: 'Rate', strata, units } as const
  }

  function mean(): Observed {
    const strata = epochs(moments(0), margins, (n) => {
      let sums = moments(0).none
      for (let i = 0; i < n; i++) sums = withValue(sums, 1 + drawNormal(chance))
      return sums
    })
    return { of: 'Split', figure: 'Mean', range: { low: -9, high: 11 }, strata, units }
  }

  function latencies(): Observed {
    const strata = epochs(latencyHistogram(), margins, (n): LatencyHistogram => {
      const recorder = createLatencyRecorder(latencyHistogram().none)
      for (let i = 0; i < n; i++) recorder.add(100 * Math.exp(0.5 * drawNormal(chance)))
      return recorder.record()
    })
    return { of: 'Latencies', quantile: 0.95, strata, units }
  }

  return { rate, mean, latencies }
}

const unitCount: UnitCount = { units: 3000, withEvent: 500, effective: 2500, asLarge: 1000 }

type Kept = <S>(statistic: Statistic<S>, n: number, count: (n: number) => S) => Margins<S>

const alone: Kept = (_, n, count) => ({ whole: count(n), byBucket: [], bySlice: [] })

const bucketed: Kept = (statistic, n, count) => {
  const byBucket = Array.from({ length: 64 }, () => count(Math.round(n / 64)))
  return { whole: total(statistic, byBucket), byBucket, bySlice: [] }
}

function epochs<S>(
  statistic: Statistic<S>,
  margins: Kept,
  count: (n: number) => S,
): readonly Stratum<S>[] {
  return shares.map((share, epoch) =>
    stratum({
      epoch,
      chance: share / (1 - 2 * share),
      champion: margins(statistic, perEpoch * (1 - 3 * share), count),
      challenger: margins(statistic, perEpoch * share, count),
    }),
  )
}
