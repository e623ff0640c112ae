import { leastVariance } from '../effects/ratio-of-pairs.ts'
import type { Method } from '../sequential/inference.ts'
import type { Bar } from './bars.ts'
import { bucketsOf, largestOfThree, shortestBlocksOf } from './blocks.ts'
import {
  believedOfPair,
  challengersLevel,
  fluctuationOf,
  fluctuationOfPair,
} from './fluctuation.ts'
import { cautionAt, fewestOf, opensAt } from './gates-of-plan.ts'
import { type Plan, signOf } from './plan.ts'
import { sumOver, upTo, whenReached } from './stretches.ts'
import { unseenAt } from './unseen-of-plan.ts'
import type { Place, Walk } from './walk.ts'

/**
 * An estimate with its error, as a walk: the estimate times the outcomes that it rests on. Epochs are weighed
 * by their outcomes, hence increments are independent, whatever the shares. Requires a plan without flaws. O(1), and
 * O(stretches) at each place, apart from its bar.
 */
export function walkOfEstimate(plan: Plan, method: Method, bar: Bar): Walk {
  const { stretches } = plan
  const { size, spread, believed, pieces } = eachOutcome(plan)
  const [boundary, truth] = onItsScale(plan)
  const sign = signOf(plan)
  const df = (n: number) => degreesAt(plan, n)
  const larger = excessOf(plan)

  function errorAt(n: number, found = 1): number {
    const reached = upTo(stretches, n)
    const error = (larger * sumOver(reached, believed)) / sumOver(reached, size) ** 2
    return Math.max(found ** 2 * error, leastErrorAt(plan, n))
  }

  function at(n: number): Place {
    const reached = upTo(stretches, n)
    const m = sumOver(reached, size)
    const known = { value: 0, n: sumOver(reached, pieces), df: df(n) }
    const { down, up } = unseenAt(plan, n)
    const reach = sign === 1 ? down : up
    return {
      mean: sign * m * truth,
      slope: sign * m,
      variance: sumOver(reached, spread),
      need: sign * m * boundary,
      radius: (found) => m * bar.radius({ ...known, squaredError: errorAt(n, found) }, plan, reach),
    }
  }

  const planned = bar.waits ? whenReached(stretches, plan.plannedN, pieces) : 0
  const opens = Math.max(opensAt(plan, errorAt), planned)
  return { method, looks: bar.looks, opens, at, df }
}

type Each = (chance: number) => number

/**
 * What an outcome adds to what the estimate rests on, to the walk's variance, to what the decision believes that to be,
 * and to the pieces that set its pace.
 */
type Increments = { readonly [what in 'size' | 'spread' | 'believed' | 'pieces']: Each }

function eachOutcome(plan: Plan): Increments {
  const { source, bound } = plan
  const { champion, challenger } = fluctuationOf(plan)
  const designEffect = source.of === 'Requests' ? 1 : source.designEffect
  const part = source.of === 'Units' ? 1 / source.requestsPerUnit : 1
  if (source.of === 'Pairs') {
    const spread = designEffect * fluctuationOfPair(plan, source)
    const believed = designEffect * believedOfPair(plan, source)
    return { size: () => 1, spread: () => spread, believed: () => believed, pieces: () => part }
  }
  if (bound === 'Limit') {
    const spread: Each = (chance) => designEffect * challenger * chance
    return { size: (chance) => chance, spread, believed: spread, pieces: (chance) => part * chance }
  }
  const spread: Each = (chance) => designEffect * (champion / (1 - chance) + challenger / chance)
  return { size: () => 1, spread, believed: spread, pieces: () => part }
}

/**
 * A ratio of quantiles is judged by its logarithm; a ratio of rates by how much more than so many times the
 * champion's the challenger's is.
 */
function onItsScale({ figure, bound, boundary, truth }: Plan): readonly [number, number] {
  if (bound !== 'Ratio') return [boundary, truth]
  return figure.kind === 'Rate'
    ? [0, figure.champion * (truth - boundary)]
    : [Math.log(boundary), Math.log(truth)]
}

/** The squared error that the decision believes at least, of rates. */
function leastErrorAt(plan: Plan, n: number): number {
  const { source, figure, bound, boundary } = plan
  if (figure.kind !== 'Rate') return 0
  if (source.of === 'Pairs') return leastOfPair(plan, figure.champion) / n
  const least = cautionAt(plan, n)?.leastSquaredError ?? 0
  return bound === 'Ratio' ? Math.max(1, boundary ** 2) * least : least
}

function leastOfPair(plan: Plan, champion: number): number {
  const { bound, boundary } = plan
  if (bound === 'Ratio') return leastVariance(champion, challengersLevel(champion, plan), boundary)
  const size = bound === 'Margin' ? Math.min(1, Math.abs(boundary)) : 0
  return size * (1 - size)
}

/** By how much the squared error that is believed exceeds the true one, on average (by simulation). */
function excessOf({ figure, source }: Plan): number {
  const byBlocks = source.of === 'Pairs' ? largestOfThree : 1
  if (figure.kind !== 'Quantile') return byBlocks
  return byProfile * (source.of === 'Units' ? byOpposites : byBlocks)
}

/** Of a profile likelihood: of all places that the quantile may have the one counts that speaks least. */
const byProfile = 1.06

/** By 64 buckets of units variants seem to move against each other half of the time (`quantiles-of-clusters.ts`). */
const byOpposites = 1.055

function degreesAt(plan: Plan, n: number): number {
  const { source } = plan
  if (source.of === 'Requests') return Number.POSITIVE_INFINITY
  const clusters =
    source.of === 'Pairs' ? shortestBlocksOf(source, n) : bucketsOf(fewestOf(plan, n))
  return Math.max(1, clusters - 1)
}
