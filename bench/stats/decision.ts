import { judge, type Memory, noMemory } from '../../src/stats/decision/judge.ts'
import type { Look } from '../../src/stats/decision/look.ts'
import type { Question } from '../../src/stats/decision/question.ts'
import type { Observed } from '../../src/stats/effects/observed.ts'
import { type Chance, stream } from '../../src/stats/simulation/chance.ts'
import { drawBinomial } from '../../src/stats/simulation/draws/binomial.ts'
import { drawNormal } from '../../src/stats/simulation/draws/normal.ts'
import { type Margins, type Stratum, stratum } from '../../src/stats/strata/stratum.ts'
import {
  createLatencyRecorder,
  type LatencyHistogram,
  latencyHistogram,
} from '../../src/stats/sums/latency-histogram.ts'
import { moments, withValue } from '../../src/stats/sums/moments.ts'

/**
 * One whole decision, as an operator takes it at every look: 3 challengers, 10 metrics of usual kinds
 * and 5 epochs, in the middle of a round in which nothing is proven yet.
 */
export const decide = () => judge(look, memory).rows.flatMap(({ low }) => low ?? [])

/** What is decided, in one line. */
export const decisionInWords =
  '3 challengers × 10 metrics (5 guardrails) × 5 epochs, doubts, verdict, expected time'

const shares = [0.05, 0.1, 0.2, 0.3, 0.5]
const perEpoch = 4000

function lookFrom(chance: Chance): Look {
  const challengers = ['a', 'b', 'c']
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
      questions: questions(chance),
    })),
    quality: {
      units: {
        isSample: false,
        seen: {
          level: 0,
          epochs: shares.map((share) => ({
            shares: { old: 1 - share, a: share },
            units: { old: Math.round(1000 * (1 - share)), a: Math.round(1000 * share) },
          })),
        },
      },
      missing: [],
      tallies: { lost: 0, all: 1000 },
      pairs: undefined,
    },
  }
}

function questions(chance: Chance): readonly Question[] {
  const guardrail = { role: 'Guardrail', goal: 'Decrease' } as const
  const shown = { role: 'Info', goal: 'Increase' } as const
  return [
    { ...named('accuracy'), role: 'Objective', goal: 'Increase', observed: rate(chance, 0.9) },
    {
      ...named('errors'),
      ...guardrail,
      margin: { absolute: 0.005 },
      observed: rate(chance, 0.002),
    },
    { ...named('slow'), ...guardrail, margin: { ratio: 1.2 }, observed: rate(chance, 0.05) },
    { ...named('p95'), ...guardrail, margin: { ratio: 1.1 }, observed: latencies(chance) },
    { ...named('loss'), ...guardrail, margin: { absolute: 0.1 }, observed: mean(chance) },
    { ...named('slo'), ...guardrail, limit: 0.1, observed: rate(chance, 0.05) },
    { ...named('margin'), ...shown, observed: mean(chance) },
    { ...named('value'), ...shown, observed: mean(chance) },
    { ...named('clicks'), ...shown, observed: rate(chance, 0.3) },
    { ...named('returns'), ...shown, observed: rate(chance, 0.01) },
  ]
}

const named = (metric: string) => ({ metric, meaning: metric })

function rate(chance: Chance, p: number): Observed {
  const strata = epochs((n) => ({ n, events: drawBinomial(chance, n, p) }))
  return { of: 'Split', figure: 'Rate', strata, units: undefined }
}

function mean(chance: Chance): Observed {
  const strata = epochs((n) => {
    let sums = moments(0).none
    for (let i = 0; i < n; i++) sums = withValue(sums, 1 + drawNormal(chance))
    return sums
  })
  return { of: 'Split', figure: 'Mean', range: undefined, strata, units: undefined }
}

function latencies(chance: Chance): Observed {
  const strata = epochs((n): LatencyHistogram => {
    const recorder = createLatencyRecorder(latencyHistogram().none)
    for (let i = 0; i < n; i++) recorder.add(100 * Math.exp(0.5 * drawNormal(chance)))
    return recorder.record()
  })
  return { of: 'Latencies', quantile: 0.95, strata, units: undefined }
}

function epochs<S>(count: (n: number) => S): readonly Stratum<S>[] {
  return shares.map((chance, epoch) =>
    stratum({
      epoch,
      chance,
      champion: alone(count(Math.round(perEpoch * (1 - chance)))),
      challenger: alone(count(Math.round(perEpoch * chance))),
    }),
  )
}

const alone = <S>(whole: S): Margins<S> => ({ whole, byBucket: [], bySlice: [] })

const look = lookFrom(stream(1))
const memory: Memory = judge(look, noMemory).memory
