import type { Observed, Range, Units } from '../../../../src/stats/effects/observed.ts'
import { unitsOfCohorts, unitsOfPairs } from '../../../../src/stats/effects/units-of-sample.ts'
import type { Counted } from '../../../../src/stats/simulation/counting/statistics.ts'
import { type AllCounted, cellsOf, type Look } from '../../../../src/stats/simulation/look.ts'
import {
  type Asked,
  type Stratum,
  stratify,
  stratifyPairs,
} from '../../../../src/stats/strata/stratum.ts'
import type { Cell } from '../../../../src/stats/strata/tally-key.ts'
import { type Cohort, cohortsOf } from '../../../../src/stats/sums/cohorts.ts'
import { binaryOf, type Confusion } from '../../../../src/stats/sums/confusion.ts'
import { counts } from '../../../../src/stats/sums/counts.ts'
import { latencyHistogram } from '../../../../src/stats/sums/latency-histogram.ts'
import { moments } from '../../../../src/stats/sums/moments.ts'
import { type ScoreHistogram, scoreBins } from '../../../../src/stats/sums/score-histogram.ts'
import type { Statistic } from '../../../../src/stats/sums/statistic.ts'
import type { UnitSample } from '../../../../src/stats/sums/unit-sample.ts'
import { vectorMoments } from '../../../../src/stats/sums/vector-moments.ts'

/** What is looked at: a metric, of whom, and how old its slices must be. */
export type Sight = {
  readonly metric: string
  readonly challenger?: string
  readonly delayMs?: number
  /** Within which what is counted of an outcome is known to lie. */
  readonly range?: Range
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

/** `together` is how many bins count as one: where bins are many, and clusters too, that saves time. */
export const aucOf =
  (sight: Sight, together = 1): Observe =>
  (look) => {
    const cells = mapped(cellsOf(look, sight.metric, 'Scores'), byLabel(together))
    return split(
      'Auc',
      stratify(cells, asked(look, sight, listOf((2 * scoreBins) / together))),
      look,
      sight,
    )
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
    const { range } = sight
    return { of: 'Pairs', figure: 'Mean', range, strata, ...effectiveOf(look) }
  }

export const pairedQuantileOf =
  (quantile: number, sight: Sight): Observe =>
  (look) => {
    const cells = cellsOf(look, sight.metric, 'BothLatencies')
    const strata = stratifyPairs(cells, asked(look, sight, both(latencyHistogram())))
    return { of: 'LatencyPairs', quantile, strata, ...effectiveOf(look) }
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
  return { of: 'Split', figure, range: sight.range, strata, units } as Observed
}

/** Who came back, out of the unit sample. */
function unitsOf({ units }: Look, { metric, challenger = 'new' }: Sight): Units {
  const sample = units ?? { level: 0, rows: [] }
  const { level } = sample
  return unitsOfCohorts(cohortsIn(sample, metric), { level, champion: 'old', challenger })
}

/** Many questions of one look ask for the same. */
function cohortsIn(sample: UnitSample, metric: string): readonly Cohort[] {
  const known = knownCohorts.get(sample) ?? new Map<string, readonly Cohort[]>()
  const cohorts = known.get(metric) ?? cohortsOf(sample, metric)
  knownCohorts.set(sample, known.set(metric, cohorts))
  return cohorts
}

const knownCohorts = new WeakMap<UnitSample, Map<string, readonly Cohort[]>>()

/** Over all units: every request is a pair. */
export const effectiveOf = ({ units }: Look) => (units === undefined ? {} : unitsOfPairs(units))

const mapped = <S, T>(cells: readonly Cell<S>[], of: (statistic: S) => T): readonly Cell<T>[] =>
  cells.map(({ key, statistic }) => ({ key, statistic: of(statistic) }))

export const outcomesOfYes = (confusion: Confusion): readonly number[] => {
  const { tp, fp, fn, tn } = binaryOf(confusion, 'yes')
  return [tp, fp, fn, tn]
}

export const byLabel =
  (together: number) =>
  ({ positive, negative }: ScoreHistogram): readonly number[] => {
    const bins = new Array<number>((2 * scoreBins) / together).fill(0)
    for (const [from, side] of [[0, positive] as const, [scoreBins, negative] as const]) {
      for (const [bin, count] of side) {
        const at = Math.floor((from + bin) / together)
        bins[at] = (bins[at] ?? 0) + count
      }
    }
    return bins
  }

export function listOf(length: number): Statistic<readonly number[]> {
  const none: readonly number[] = Array.from({ length }, () => 0)
  return {
    none,
    merge: (a, b) => {
      if (a === none) return b
      return b === none ? a : a.map((n, i) => n + (b[i] ?? 0))
    },
  }
}

type Both<S> = { readonly champion: S; readonly challenger: S }

export const both = <S>({ none, merge }: Statistic<S>): Statistic<Both<S>> => ({
  none: { champion: none, challenger: none },
  merge: (a, b) => ({
    champion: merge(a.champion, b.champion),
    challenger: merge(a.challenger, b.challenger),
  }),
})
