import type { Observed, Units } from '../../../../src/stats/effects/observed.ts'
import type { Counted } from '../../../../src/stats/simulation/counting/statistics.ts'
import { type AllCounted, cellsOf, type Look } from '../../../../src/stats/simulation/look.ts'
import {
  type Asked,
  type Stratum,
  stratify,
  stratifyPairs,
} from '../../../../src/stats/strata/stratum.ts'
import type { Cell } from '../../../../src/stats/strata/tally-key.ts'
import { cohortsOf } from '../../../../src/stats/sums/cohorts.ts'
import { binaryOf, type Confusion } from '../../../../src/stats/sums/confusion.ts'
import { counts } from '../../../../src/stats/sums/counts.ts'
import { latencyHistogram } from '../../../../src/stats/sums/latency-histogram.ts'
import { moments } from '../../../../src/stats/sums/moments.ts'
import { binsOf, type ScoreHistogram } from '../../../../src/stats/sums/score-histogram.ts'
import type { Statistic } from '../../../../src/stats/sums/statistic.ts'
import { vectorMoments } from '../../../../src/stats/sums/vector-moments.ts'

/** What is looked at: a metric, of whom, and how old its slices must be. */
export type Sight = {
  readonly metric: string
  readonly challenger?: string
  readonly delayMs?: number
}

export type Observe = (look: Look) => Observed

/** A figure of both variants, out of what was counted of a metric, each request by itself or on units. */
export function rateOf(sight: Sight, as: 'Events' | 'Hits' | 'Above' = 'Events'): Observe {
  return (look) => split('Rate', strata(look, sight, as, counts), look, sight)
}

export const meanOf =
  (sight: Sight): Observe =>
  (look) =>
    split('Mean', strata(look, sight, 'Values', moments(0)), look, sight)

export const rmseOf =
  (sight: Sight): Observe =>
  (look) =>
    split('RootMean', strata(look, sight, 'SquaredErrors', moments(0)), look, sight)

export const explainedOf =
  (sight: Sight): Observe =>
  (look) => {
    const statistic = vectorMoments([0, 0, 0], 3)
    return split('ExplainedVariance', strata(look, sight, 'Explained', statistic), look, sight)
  }

export const f1Of =
  (sight: Sight): Observe =>
  (look) => {
    const cells = mapped(cellsOf(look, sight.metric, 'Confusion'), outcomesOfYes)
    return split('F1', stratify(cells, asked(look, sight, listOf(4))), look, sight)
  }

export const aucOf =
  (sight: Sight): Observe =>
  (look) => {
    const cells = mapped(cellsOf(look, sight.metric, 'Scores'), byLabel)
    return split('Auc', stratify(cells, asked(look, sight, listOf(400))), look, sight)
  }

export const quantileOf =
  (quantile: number, sight: Sight): Observe =>
  (look) => ({
    of: 'Latencies',
    quantile,
    strata: strata(look, sight, 'Latencies', latencyHistogram([0])),
    units: look.units && unitsOf(look, sight),
  })

/** Of pairs: how they differ in a yes or no, or in a value. */
export const pairedRateOf =
  (sight: Sight): Observe =>
  (look) => {
    const cells = cellsOf(look, sight.metric, 'BothEvents')
    const strata = stratifyPairs(cells, asked(look, sight, both(counts)))
    return { of: 'Pairs', figure: 'Rate', strata, ...effectiveOf(look) }
  }

export const pairedMeanOf =
  (sight: Sight): Observe =>
  (look) => {
    const cells = cellsOf(look, sight.metric, 'BothValues')
    const strata = stratifyPairs(cells, asked(look, sight, both(moments(0))))
    return { of: 'Pairs', figure: 'Mean', strata, ...effectiveOf(look) }
  }

export function strata<K extends keyof Counted>(
  look: Look,
  sight: Sight,
  as: K,
  statistic: Statistic<AllCounted[K]>,
): readonly Stratum<AllCounted[K]>[] {
  return stratify(cellsOf(look, sight.metric, as), asked(look, sight, statistic))
}

export function asked<S>(
  { epochs, slices, nowMs }: Look,
  { challenger = 'new', delayMs = 0 }: Sight,
  statistic: Statistic<S>,
): Asked<S> {
  return { statistic, champion: 'old', challenger, epochs, slices, delayMs, nowMs }
}

function split(figure: string, strata: unknown, look: Look, sight: Sight): Observed {
  const units = look.units && unitsOf(look, sight)
  // The compiler doesn't see that the figure decides the type of the strata.
  return { of: 'Split', figure, strata, units } as Observed
}

/** Who came back, out of the unit sample. */
function unitsOf({ units }: Look, { metric, challenger = 'new' }: Sight): Units {
  const sample = units ?? { level: 0, rows: [] }
  const cohorts = cohortsOf(sample, metric)
  const of = (variant: string) => cohorts.filter((cohort) => cohort.variant === variant)
  const side = (variant: string) => {
    const all = of(variant)
    return {
      units: sum(all.map(({ units }) => units)) * 2 ** sample.level,
      withEvent: sum(all.map(({ unitsWithEvent }) => unitsWithEvent)) * 2 ** sample.level,
      effective: sum(all.map(({ effectiveUnits }) => effectiveUnits)) * 2 ** sample.level,
    }
  }
  return { champion: side('old'), challenger: side(challenger) }
}

/** L. Kish, over all units: every request is a pair. */
function effectiveOf({ units }: Look): { readonly effective?: number } {
  if (units === undefined) return {}
  const all = sum(units.rows.map(({ n }) => n))
  const squares = sum(units.rows.map(({ n }) => n ** 2))
  return { effective: squares > 0 ? (all ** 2 / squares) * 2 ** units.level : 0 }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0)

const mapped = <S, T>(cells: readonly Cell<S>[], of: (statistic: S) => T): readonly Cell<T>[] =>
  cells.map(({ key, statistic }) => ({ key, statistic: of(statistic) }))

const outcomesOfYes = (confusion: Confusion): readonly number[] => {
  const { tp, fp, fn, tn } = binaryOf(confusion, 'yes')
  return [tp, fp, fn, tn]
}

const byLabel = (scores: ScoreHistogram): readonly number[] => {
  const { positive, negative } = binsOf(scores)
  return [...positive, ...negative]
}

const listOf = (length: number): Statistic<readonly number[]> => ({
  none: new Array<number>(length).fill(0),
  merge: (a, b) => a.map((n, i) => n + (b[i] ?? 0)),
})

type Both<S> = { readonly champion: S; readonly challenger: S }

const both = <S>({ none, merge }: Statistic<S>): Statistic<Both<S>> => ({
  none: { champion: none, challenger: none },
  merge: (a, b) => ({
    champion: merge(a.champion, b.champion),
    challenger: merge(a.challenger, b.challenger),
  }),
})
