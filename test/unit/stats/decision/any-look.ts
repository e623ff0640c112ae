import type { Look } from '../../../../src/stats/decision/look.ts'
import type { Question, Trial } from '../../../../src/stats/decision/question.ts'
import type { Observed, Units } from '../../../../src/stats/effects/observed.ts'
import type { FigureName } from '../../../../src/stats/estimates/figures.ts'
import type { Quality } from '../../../../src/stats/quality/quality.ts'
import {
  type Margins,
  pairedStratum,
  type Stratum,
  stratum,
} from '../../../../src/stats/strata/stratum.ts'
import type { LatencyHistogram } from '../../../../src/stats/sums/latency-histogram.ts'
import { moments, withValue } from '../../../../src/stats/sums/moments.ts'
import { below } from '../../../chance.ts'
import { fits } from '../effects/given.ts'
import { hourMs } from './given.ts'

type Random = () => number

/** Looks that no router would ever send, besides some that one would: everything that types allow. */
export function anyLook(random: Random): Look {
  const one = oneOf(random)
  return {
    method: one(['AlwaysValid', 'AlwaysValid', 'FixedHorizon', 'Bayesian']),
    alpha: one([0.05, 0.05, 0.5, 0.001, 1e-12, 1e-300]),
    harmAlpha: one([0.05, 0.05, 0.5, 0.001, 1e-12, 1e-300]),
    elapsedMs: one([0, 1, 48 * hourMs, 48 * hourMs, 168 * hourMs, 1e15]),
    minimumMs: one([0, 24 * hourMs]),
    maximumMs: one([0, 168 * hourMs, 168 * hourMs, 1e15]),
    plannedN: one([0, 1, 1000, 10_000, 1e12]),
    entered: below(random, 9),
    trials: Array.from({ length: below(random, 4) }, (_, i) => anyTrial(random, `c${i}`)),
    quality: anyQuality(random),
  }
}

function anyTrial(random: Random, challenger: string): Trial {
  const questions = Array.from({ length: below(random, 5) }, (_, i) => anyQuestion(random, `m${i}`))
  return { challenger, attempt: oneOf(random)([0, 1, 1, 2, 1000]), questions }
}

function anyQuestion(random: Random, metric: string): Question {
  const one = oneOf(random)
  const margin = one<Question['margin']>([
    undefined,
    { absolute: one([0, 1e-9, 0.005, 0.5, 2, 1e9]) },
    { ratio: one([1, 1.1, 1.5, 1e6, 1e-6]) },
  ])
  return {
    metric,
    meaning: 'anything',
    role: one(['Objective', 'Guardrail', 'Guardrail', 'Info']),
    goal: one(['Increase', 'Decrease']),
    observed: anyObserved(random),
    ...(margin && { margin }),
    ...(random() < 0.3 && { limit: one([0, 1, 0.05, 0.5, -1e9, 1e9]) }),
    ...(random() < 0.3 && { minimumEffect: one([0, 1e-12, 0.005, 1e9]) }),
  }
}

function anyObserved(random: Random): Observed {
  const one = oneOf(random)
  const kind = one([
    'Split',
    'Split',
    'Split',
    'Sticky',
    'Latencies',
    'LatencyPairs',
    'Pairs',
    'Reported',
  ])
  if (kind === 'Reported')
    return { of: 'Reported', value: one([undefined, 0, 0.04, 1e308, -1e308, Number.NaN]) }
  if (kind === 'Latencies' || kind === 'LatencyPairs') return anyLatencies(random, kind)
  const figure = one<FigureName>([
    'Rate',
    'Rate',
    'Mean',
    'RootMean',
    'ExplainedVariance',
    'F1',
    'Auc',
  ])
  const count = () => counters[figure](random)
  if (kind === 'Pairs') {
    const effective = random() < 0.3 ? { effective: one([0, 1, 300, 1e6]) } : {}
    return {
      of: 'Pairs',
      figure,
      range: anyRange(random),
      strata: anyPairs(random, count),
      ...effective,
    } as unknown as Observed
  }
  const units = kind === 'Sticky' ? anyUnits(random) : undefined
  const strata = anyStrata(random, count, units !== undefined)
  return { of: 'Split', figure, range: anyRange(random), strata, units } as unknown as Observed
}

/** Known or not, right or wrong. */
const anyRange = (random: Random) =>
  oneOf(random)([
    undefined,
    { low: 0, high: 1 },
    { low: -1e6, high: 1e6 },
    { low: -1e308, high: 1e308 },
    { low: 5, high: 5 },
  ])

function anyLatencies(random: Random, kind: 'Latencies' | 'LatencyPairs'): Observed {
  const one = oneOf(random)
  const quantile = one([0.5, 0.95, 0.99, 0, 1])
  if (kind === 'LatencyPairs') {
    const effective = random() < 0.3 ? { effective: one([0, 1, 300, 1e6]) } : {}
    return {
      of: kind,
      quantile,
      strata: anyPairs(random, () => anyHistogram(random)),
      ...effective,
    }
  }
  const units = random() < 0.3 ? anyUnits(random) : undefined
  const strata = anyStrata(random, () => anyHistogram(random), units !== undefined)
  return { of: kind, quantile, strata, units }
}

/** Something that was counted, of any figure: nothing, one, some or a trillion of it. */
const counters: { readonly [F in FigureName]: (random: Random) => unknown } = {
  Rate: (random) => anyCounts(random),
  Mean: (random) => anyValues(random),
  RootMean: (random) => anyValues(random),
  ExplainedVariance: (random) =>
    fits(Array.from({ length: below(random, 5) }, () => [anyNumber(random), anyNumber(random)])),
  F1: (random) => Array.from({ length: 4 }, () => anyCount(random)),
  Auc: (random) => Array.from({ length: 6 }, () => anyCount(random)),
}

function anyCounts(random: Random) {
  const n = anyCount(random)
  return { n, events: Math.floor(n * oneOf(random)([0, 0.002, 0.05, 0.5, 0.95, 1])) }
}

function anyValues(random: Random) {
  const [size, at] = [anyNumber(random), anyNumber(random)]
  const each = oneOf(random)([0, 1, 100])
  const xs = [at, at + size * random(), at - size * random()]
  return xs.reduce((sum, x) => withValue(sum, x, each), moments(0).none)
}

function anyHistogram(random: Random): LatencyHistogram {
  const n = oneOf(random)([0, 1, 300, 1e9])
  const shift = oneOf(random)([0, 250, 500])
  const buckets = [0, 3, 10].map((i): readonly [number, number] => [shift + i, n])
  return { n: 3 * n, buckets: n === 0 ? [] : buckets, above: [] }
}

function anyStrata<S>(random: Random, count: () => S, byBucket: boolean): readonly Stratum<S>[] {
  const side = (): Margins<S> => {
    const whole = count()
    return { whole, byBucket: byBucket ? anyBuckets(random, whole, count) : [], bySlice: [] }
  }
  return Array.from({ length: below(random, 4) }, (_, epoch) => {
    const chance = oneOf(random)([0.001, 0.05, 0.5, 0.95])
    return stratum({ epoch, chance, champion: side(), challenger: side() })
  })
}

/** They need not add up: nothing may rely on it. */
const anyBuckets = <S>(random: Random, whole: S, count: () => S): readonly S[] =>
  oneOf(random)([[], [whole], Array.from({ length: 64 }, count)])

function anyPairs<S>(random: Random, count: () => S) {
  const both = () => ({ champion: count(), challenger: count() })
  const slices = oneOf(random)([0, 1, 8, 50])
  return Array.from({ length: below(random, 3) }, (_, epoch) => {
    const byBucket = random() < 0.5 ? [] : Array.from({ length: 64 }, both)
    const bySlice = Array.from({ length: slices }, both)
    return pairedStratum({ epoch, pairs: { whole: both(), byBucket, bySlice } })
  })
}

function anyUnits(random: Random): Units {
  const one = oneOf(random)
  const count = () => {
    const units = anyCount(random)
    const withEvent = Math.floor(units * one([0, 0.01, 0.5, 1]))
    return {
      units,
      withEvent,
      effective: units * one([0, 0.1, 1]),
      asLarge: units * one([0, 1e-3, 1]),
    }
  }
  return { champion: count(), challenger: count() }
}

function anyQuality(random: Random): Quality {
  const one = oneOf(random)
  const epochs = Array.from({ length: below(random, 3) }, () => ({
    shares: { champion: one([0.5, 0.95, 0]), c0: one([0.5, 0.05, 0]) },
    units: { champion: one([0, 500, 1e12]), c0: one([0, 500, 1e12]) },
  }))
  const isCalm = random() < 0.7
  const strata = anyStrata(random, () => anyCounts(random), false)
  const observed = { of: 'Split', figure: 'Rate', strata, units: undefined } as const
  return {
    units: {
      isSample: random() < 0.5,
      seen: { level: below(random, 40), epochs: isCalm ? [] : epochs },
    },
    missing: isCalm ? [] : [{ metric: 'm0', challenger: 'c0', observed }],
    tallies: { lost: isCalm ? 0 : below(random, 100), all: one([0, 1000]) },
    pairs: isCalm ? undefined : { complete: below(random, 100), incomplete: below(random, 10) },
  }
}

const anyCount = (random: Random) => oneOf(random)([0, 1, 2, 60, 300, 300, 10_000, 1e6, 1e12])
const anyNumber = (random: Random) => oneOf(random)([0, 1, -1, 1e-9, 1e9, 1e70, 1e100])

const oneOf =
  (random: Random) =>
  <T>(choices: readonly T[]): T =>
    choices[below(random, choices.length)] as T
