import type {
  Latencies,
  LatencyPairs,
  Pairs,
  Split,
} from '../../../../src/stats/effects/observed.ts'
import type { Counted, FigureName } from '../../../../src/stats/estimates/figures.ts'
import {
  type Margins,
  pairedStratum,
  type Stratum,
  stratum,
} from '../../../../src/stats/strata/stratum.ts'
import { counts } from '../../../../src/stats/sums/counts.ts'
import {
  createLatencyRecorder,
  type LatencyHistogram,
  latencyHistogram,
} from '../../../../src/stats/sums/latency-histogram.ts'
import { type Moments, moments, withValue } from '../../../../src/stats/sums/moments.ts'
import { vectorMoments, withVector } from '../../../../src/stats/sums/vector-moments.ts'
import { below, chance as seeded } from '../../../chance.ts'

type Rate = readonly [n: number, events: number]

/** Yes-or-no outcomes of champion and challenger in one epoch, in which the challenger had this share of the two. */
export const rates = (champion: Rate, challenger: Rate, chance = 0.5) =>
  split('Rate', [epoch(0, counted(champion), counted(challenger), chance)])

/** The same where units come back: each variant's units, and the requests of each, which all end alike. */
export function sticky(
  champion: CountedUnits,
  challenger: CountedUnits,
  { each = 10, chance = 0.5 } = {},
): Split {
  const random = seeded(champion.withEvent + challenger.units)
  const side = ({ units, withEvent }: CountedUnits) => {
    const byBucket = Array.from({ length: 64 }, () => ({ n: 0, events: 0 }))
    for (let unit = 0; unit < units; unit++) {
      const bucket = byBucket[below(random, 64)]
      if (bucket === undefined) continue
      bucket.n += each
      if (unit < withEvent) bucket.events += each
    }
    return bucketed(byBucket, counts.merge)
  }
  const strata = [
    stratum({ epoch: 0, chance, champion: side(champion), challenger: side(challenger) }),
  ]
  const count = (given: CountedUnits) => ({
    ...given,
    effective: given.units,
    asLarge: given.units,
  })
  const units = { champion: count(champion), challenger: count(challenger) }
  return { of: 'Split', figure: 'Rate', strata, units }
}

type CountedUnits = { readonly units: number; readonly withEvent: number }

export function bucketed<S>(byBucket: readonly S[], merge: (a: S, b: S) => S): Margins<S> {
  return { whole: byBucket.reduce(merge), byBucket, bySlice: [] }
}

export const split = <F extends FigureName>(
  figure: F,
  strata: readonly Stratum<Counted[F]>[],
): Split => ({ of: 'Split', figure, strata, units: undefined }) as unknown as Split

export function epoch<S>(number: number, champion: S, challenger: S, chance = 0.5): Stratum<S> {
  return stratum({
    epoch: number,
    chance,
    champion: whole(champion),
    challenger: whole(challenger),
  })
}

const whole = <S>(counted: S): Margins<S> => ({ whole: counted, byBucket: [], bySlice: [] })

export const counted = ([n, events]: Rate) => ({ n, events })

export const values = (xs: readonly number[]): Moments =>
  xs.reduce((sum, x) => withValue(sum, x), moments(0).none)

/** Errors and truths of a regression, as R² counts them. */
export const fits = (xs: readonly (readonly [error: number, truth: number])[]) => {
  const statistic = vectorMoments([0, 0, 0])
  return xs.reduce((sum, [e, y]) => withVector(sum, [e * e, y, y * y]), statistic.none)
}

export const latencies = (
  quantile: number,
  champion: readonly number[],
  challenger: readonly number[],
  chance = 0.5,
): Latencies => ({
  of: 'Latencies',
  quantile,
  strata: [epoch(0, histogram(champion), histogram(challenger), chance)],
  units: undefined,
})

export function histogram(ms: readonly number[]): LatencyHistogram {
  const recorder = createLatencyRecorder(latencyHistogram().none)
  for (const each of ms) recorder.add(each)
  return recorder.record()
}

type RatePairs = Extract<Pairs, { readonly figure: 'Rate' }>

/** Yes-or-no answers of both to the same requests, the same in each of so many slices. */
export function ratePairs(champion: Rate, challenger: Rate, slices = 32): RatePairs {
  const both = { champion: counted(champion), challenger: counted(challenger) }
  const share = ({ n, events }: { n: number; events: number }, i: number) => ({
    n: n / slices,
    events: Math.floor(events / slices) + (i < events % slices ? 1 : 0),
  })
  const bySlice = Array.from({ length: slices }, (_, i) => ({
    champion: share(both.champion, i),
    challenger: share(both.challenger, i),
  }))
  const pairs = { whole: both, byBucket: [], bySlice }
  return { of: 'Pairs', figure: 'Rate', strata: [pairedStratum({ epoch: 0, pairs })] }
}

/** Numbers of both to the same requests, of which the difference varies less than either. */
export function meanPairs(random: () => number, slices = 32, each = 40): Pairs {
  const bySlice = Array.from({ length: slices }, () => {
    const hardness = Array.from({ length: each }, () => 10 * random())
    const of = (mean: number) => values(hardness.map((hard) => hard + mean + random()))
    return { champion: of(0), challenger: of(0) }
  })
  const { merge } = moments(0)
  const whole = bySlice.reduce((sum, pair) => ({
    champion: merge(sum.champion, pair.champion),
    challenger: merge(sum.challenger, pair.challenger),
  }))
  const pairs = { whole, byBucket: [], bySlice }
  return {
    of: 'Pairs',
    figure: 'Mean',
    range: undefined,
    strata: [pairedStratum({ epoch: 0, pairs })],
  }
}

/** Latencies of units that came once, spread over all buckets. */
export function stickyLatencies(
  quantile: number,
  champion: readonly number[],
  challenger: readonly number[],
): Latencies {
  const side = (ms: readonly number[]) =>
    bucketed(
      Array.from({ length: 64 }, (_, bucket) => histogram(ms.filter((_, i) => i % 64 === bucket))),
      latencyHistogram().merge,
    )
  const strata = [
    stratum({ epoch: 0, chance: 0.5, champion: side(champion), challenger: side(challenger) }),
  ]
  const count = ({ length }: readonly number[]) => ({
    units: length,
    withEvent: 0,
    effective: length,
    asLarge: length,
  })
  const units = { champion: count(champion), challenger: count(challenger) }
  return { of: 'Latencies', quantile, strata, units }
}

/** Latencies of both to the same requests, in so many slices. */
export function latencyPairs(
  quantile: number,
  champion: readonly number[],
  challenger: readonly number[],
  slices = 32,
): LatencyPairs {
  const side = (ms: readonly number[], slice: number) =>
    histogram(ms.slice((slice * ms.length) / slices, ((slice + 1) * ms.length) / slices))
  const bySlice = Array.from({ length: slices }, (_, slice) => ({
    champion: side(champion, slice),
    challenger: side(challenger, slice),
  }))
  const whole = { champion: histogram(champion), challenger: histogram(challenger) }
  const pairs = { whole, byBucket: [], bySlice }
  return { of: 'LatencyPairs', quantile, strata: [pairedStratum({ epoch: 0, pairs })] }
}
