import type { Both, Pairs } from '../../../../src/stats/effects/observed.ts'
import type { Counted, FigureName } from '../../../../src/stats/estimates/figures.ts'
import type { AnswersKind } from '../../../../src/stats/simulation/counting/pairs.ts'
import type { Counted as Simulated } from '../../../../src/stats/simulation/counting/statistics.ts'
import { cellsOf, type Look } from '../../../../src/stats/simulation/look.ts'
import { stratifyPairs } from '../../../../src/stats/strata/stratum.ts'
import type { Cell } from '../../../../src/stats/strata/tally-key.ts'
import { moments } from '../../../../src/stats/sums/moments.ts'
import type { Statistic } from '../../../../src/stats/sums/statistic.ts'
import { vectorMoments } from '../../../../src/stats/sums/vector-moments.ts'
import {
  asked,
  both,
  byLabel,
  effectiveOf,
  listOf,
  type Observe,
  outcomesOfYes,
  type Sight,
} from './observed.ts'

/** A figure of both models' answers to the same requests. */
const pairedOf =
  <K extends AnswersKind, F extends FigureName>(
    [as, figure]: readonly [K, F],
    statistic: Statistic<Counted[F]>,
    read: (counted: Simulated[K]) => Counted[F],
  ) =>
  (sight: Sight): Observe =>
  (look: Look) => {
    // The compiler doesn't see that `as` decides the type of the cells, and the figure that of the strata.
    const counted = cellsOf(look, sight.metric, `Both${as}`) as readonly Cell<Both<Simulated[K]>>[]
    const cells = counted.map(({ key, statistic: { champion, challenger } }) => ({
      key,
      statistic: { champion: read(champion), challenger: read(challenger) },
    }))
    const strata = stratifyPairs(cells, asked(look, sight, both(statistic)))
    return { of: 'Pairs', figure, range: sight.range, strata, ...effectiveOf(look) } as Pairs
  }

export const pairedF1Of = pairedOf(['Confusion', 'F1'], listOf(4), outcomesOfYes)
export const pairedAucOf = pairedOf(['Scores', 'Auc'], listOf(40), byLabel(10))
export const pairedRmseOf = pairedOf(['SquaredErrors', 'RootMean'], moments(0), (it) => it)
export const pairedExplainedOf = pairedOf(
  ['Explained', 'ExplainedVariance'],
  vectorMoments([0, 0, 0], 3),
  (it) => it,
)
