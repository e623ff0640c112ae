import { describe, expect, it } from 'vitest'
import { levelOf } from '../../../../src/stats/effects/estimate-of.ts'
import { type Estimated, judgedBySequence } from '../../../../src/stats/effects/estimated.ts'
import { levelOfPairs } from '../../../../src/stats/effects/level-of-pairs.ts'
import type { Both, Range } from '../../../../src/stats/effects/observed.ts'
import type { Counted, FigureName } from '../../../../src/stats/estimates/figures.ts'
import { isOpen } from '../../../../src/stats/sequential/gate.ts'
import { nothingUnseen } from '../../../../src/stats/sequential/widened.ts'
import { drawNormal } from '../../../../src/stats/simulation/draws/normal.ts'
import { pairedStratum } from '../../../../src/stats/strata/stratum.ts'
import { type Moments, moments } from '../../../../src/stats/sums/moments.ts'
import type { Statistic } from '../../../../src/stats/sums/statistic.ts'
import { vectorMoments } from '../../../../src/stats/sums/vector-moments.ts'
import { isUnknown, type Unknown } from '../../../../src/stats/unknown.ts'
import { chance } from '../../../chance.ts'
import { epoch, fits, split, values } from './given.ts'

type LevelPairs = Parameters<typeof levelOfPairs>[0]

const known = <T>(found: T | Unknown): T => {
  if (isUnknown(found)) throw new Error(found.sentence)
  return found
}
const says = (level: Estimated | Unknown, limit: number) => {
  const { gates, logPMore, logPLess } = known(judgedBySequence(level, 1000))
  if (!isOpen(gates)) return 'closed'
  if (logPLess(limit, 0.05) <= Math.log(0.05)) return 'below'
  return logPMore(limit, 0.05) <= Math.log(0.05) ? 'above' : 'open'
}

/** Both answers in each slice; by bucket too, if wanted. */
function pairsOf<F extends FigureName>(
  figure: F,
  bySlice: readonly Both<Counted[F]>[],
  { none, merge }: Pick<Statistic<Counted[F]>, 'none' | 'merge'>,
  given: {
    readonly range?: Range
    readonly effective?: number
    readonly isByBucket?: boolean
  } = {},
): LevelPairs {
  const { isByBucket = false, ...rest } = given
  const whole = bySlice.reduce(
    (sum, pair) => ({
      champion: merge(sum.champion, pair.champion),
      challenger: merge(sum.challenger, pair.challenger),
    }),
    { champion: none, challenger: none },
  )
  const pairs = { whole, byBucket: isByBucket ? bySlice : [], bySlice }
  const strata = [pairedStratum({ epoch: 0, pairs })]
  return { of: 'Pairs', figure, strata, ...rest } as unknown as LevelPairs
}

const alike = <S>(both: (slice: number) => S, slices: number) =>
  Array.from({ length: slices }, (_, slice) => ({ champion: both(slice), challenger: both(slice) }))

const ofCategories = {
  none: [],
  merge: (a: readonly number[], b: readonly number[]) => b.map((count, i) => count + (a[i] ?? 0)),
}

describe('a limit of the challenger’s own level, from pairs', () => {
  const random = chance(3)
  const numbers = (mean: number, n = 40) =>
    values(Array.from({ length: n }, () => mean + drawNormal(random)))
  const wobble = (slice: number) => (slice % 5) - 2

  it.each<[string, LevelPairs, number, number, number]>([
    [
      'mean',
      pairsOf(
        'Mean',
        alike(() => numbers(5), 32),
        moments(0),
      ),
      4.7,
      5,
      5.3,
    ],
    [
      'RMSE',
      pairsOf(
        'RootMean',
        alike(() => numbers(4), 32),
        moments(0),
      ),
      1.8,
      2,
      2.2,
    ],
    [
      'R²',
      pairsOf(
        'ExplainedVariance',
        alike(
          () =>
            fits(Array.from({ length: 40 }, () => [drawNormal(random), 2 * drawNormal(random)])),
          32,
        ),
        vectorMoments([0, 0, 0]),
      ),
      0.6,
      0.75,
      0.85,
    ],
    [
      'F1',
      pairsOf(
        'F1',
        alike((s) => [16 + wobble(s), 4, 4 - wobble(s), 20], 32),
        ofCategories,
      ),
      0.7,
      0.8,
      0.9,
    ],
    [
      'AUC',
      pairsOf(
        'Auc',
        alike((s) => [4 - wobble(s), 16 + wobble(s), 16, 4], 32),
        ofCategories,
      ),
      0.7,
      0.8,
      0.9,
    ],
  ])('is broken or kept by its %s', (_, pairs, below, at, above) => {
    expect(says(levelOfPairs(pairs), below)).toBe('above')
    expect(says(levelOfPairs(pairs), at)).toBe('open')
    expect(says(levelOfPairs(pairs), above)).toBe('below')
  })

  it('is not judged while blocks of time are few', () => {
    const pairs = (slices: number) =>
      levelOfPairs(
        pairsOf(
          'Mean',
          alike(() => numbers(5), slices),
          moments(0),
        ),
      )
    expect(known(pairs(31)).gates).toContainEqual({ name: 'Blocks', have: 7, need: 8 })
    expect(says(pairs(31), 0)).toBe('closed')
    expect(says(pairs(32), 0)).toBe('above')
  })

  it('is not judged while buckets are few, where units come back', () => {
    const pairs = (buckets: number) =>
      levelOfPairs(
        pairsOf(
          'Mean',
          alike((i) => numbers(5, i < buckets ? 40 : 0), 64),
          moments(0),
          {
            effective: 600,
            isByBucket: true,
          },
        ),
      )
    expect(known(pairs(15)).gates).toContainEqual({ name: 'Buckets', have: 15, need: 16 })
    expect(known(pairs(16)).gates).toContainEqual({ name: 'Buckets', have: 16, need: 16 })
    expect(known(pairs(16)).estimate.df).toBe(15)
  })

  it('asks for more pairs where a few of them are very wrong', () => {
    const gate = (disasters: number) => {
      const bySlice = alike((i) => values([...Array(40).fill(0), i < disasters ? 50 : 1]), 64)
      const level = levelOfPairs(pairsOf('Mean', bySlice, moments(0)))
      return known(level).gates.find(({ name }) => name === 'Pairs')?.need
    }
    expect(gate(1)).toBeGreaterThan(64 * 41)
    expect(gate(64)).toBeLessThan(64 * 41)
  })

  it('is that of the challenger, whatever the champion answers', () => {
    const ours = Array.from({ length: 32 }, () => numbers(5))
    const beside = (mean: number) =>
      known(
        levelOfPairs(
          pairsOf(
            'Mean',
            ours.map((challenger) => ({ champion: numbers(mean), challenger })),
            moments(0),
          ),
        ),
      )
    expect(beside(0)).toEqual(beside(100))
  })

  it('is at least so likely kept as that nobody has seen the worst yet', () => {
    const bySlice = alike(() => values([...Array(38).fill(1), 1.01, 0.99]), 32)
    const pvalue = (range: Range | undefined) =>
      known(
        judgedBySequence(
          levelOfPairs(pairsOf('Mean', bySlice, moments(0), range && { range })),
          1000,
        ),
      ).logPLess(1.1, 0.05)
    expect(pvalue(undefined)).toBeLessThan(-100)
    expect(pvalue({ low: 0, high: 50 })).toBeCloseTo((-0.1 * 1280) / 49, 9)
  })

  it('counts what nobody has seen by units, where they come back', () => {
    const bySlice = alike(() => numbers(1), 64)
    const unseen = (effective: number) =>
      known(
        levelOfPairs(
          pairsOf('Mean', bySlice, moments(0), { effective, range: { low: -9, high: 9 } }),
        ),
      ).unseen
    expect(unseen(256).up).toBeCloseTo(10 * unseen(2560).up, 10)
    expect(known(levelOfPairs(pairsOf('Mean', bySlice, moments(0)))).unseen).toEqual(nothingUnseen)
  })

  it.each<[string, LevelPairs]>([
    ['no slices', pairsOf('Mean', [], moments(0))],
    [
      'empty slices',
      pairsOf(
        'Mean',
        alike(() => values([]), 32),
        moments(0),
      ),
    ],
    [
      'no positives',
      pairsOf(
        'Auc',
        alike(() => [0, 0, 16, 4], 32),
        ofCategories,
      ),
    ],
  ])('is unknown of %s', (_, pairs) => {
    expect(levelOfPairs(pairs)).toMatchObject({ unknown: 'TooFew' })
  })

  it('waits, where nothing varies', () => {
    const same = alike(() => values(Array(40).fill(1)), 32)
    expect(says(levelOfPairs(pairsOf('Mean', same, moments(0))), 9)).toBe('closed')
  })
})

/** Of 40 pairs of a slice, whose shocks are shared by all of it. */
describe('exactly at a limit, where a slice is hard or easy', () => {
  const rounds = 200
  const looks = [32, 40, 48, 64, 80, 96, 128]

  const part = (levelOf: (bySlice: readonly Moments[]) => Estimated | Unknown) =>
    Array.from({ length: rounds }, (_, round) => {
      const random = chance(round)
      const bySlice = Array.from({ length: Math.max(...looks) }, () => {
        const shock = 0.5 * drawNormal(random)
        return values(Array.from({ length: 40 }, () => shock + drawNormal(random)))
      })
      return looks.some((slices) =>
        ['above', 'below'].includes(says(levelOf(bySlice.slice(0, slices)), 0)),
      )
    }).filter(Boolean).length / rounds

  it('neither side is claimed more often than both alphas allow', () => {
    const ofPairs = (bySlice: readonly Moments[]) =>
      levelOfPairs(
        pairsOf(
          'Mean',
          bySlice.map((challenger) => ({ champion: challenger, challenger })),
          moments(0),
        ),
      )
    expect(part(ofPairs)).toBeLessThanOrEqual(0.1)
  })

  it('either is, if each pair is taken by itself', () => {
    const { none, merge } = moments(0)
    const bySelf = (bySlice: readonly Moments[]) =>
      levelOf(split('Mean', [epoch(0, none, bySlice.reduce(merge))]), 0)
    expect(part(bySelf)).toBeGreaterThan(0.3)
  })
})
