import { describe, expect, it } from 'vitest'
import {
  type Asked,
  type Stratum,
  stratify,
  stratifyPairs,
  stratum,
} from '../../../../src/stats/strata/stratum.ts'
import { bucketCount, type Cell, type TallyKey } from '../../../../src/stats/strata/tally-key.ts'
import { type Counts, counts } from '../../../../src/stats/sums/counts.ts'
import { total } from '../../../../src/stats/sums/statistic.ts'
import { below, chance } from '../../../chance.ts'

const asked: Asked<Counts> = {
  statistic: counts,
  champion: 'old',
  challenger: 'new',
  epochs: [
    { epoch: 0, shares: { old: 0.95, new: 0.05 } },
    { epoch: 1, shares: { old: 0.4, new: 0.4, third: 0.2 } },
  ],
  slices: { startMs: 0, lengthMs: 1000 },
  delayMs: 500,
  nowMs: 3500,
}

const usual: TallyKey = {
  source: 'Live',
  epoch: 0,
  slice: 0,
  segment: 0,
  variant: 'new',
  how: 'Normal',
  bucket: 0,
}
const cell = (key: Partial<TallyKey>, n = 10, events = 1): Cell<Counts> => ({
  key: { ...usual, ...key },
  statistic: { n, events },
})
const wholes = (cells: readonly Cell<Counts>[]) =>
  stratify(cells, asked).map(({ champion, challenger }) => [champion.whole.n, challenger.whole.n])

it.each<readonly [string, Partial<TallyKey>, number]>([
  ['a usual answer', {}, 10],
  ['a fallback to the champion: it counts for whom chance had assigned', { how: 'Fallback' }, 10],
  ['an open circuit, likewise', { how: 'CircuitOpen' }, 10],
  ['the last mature slice', { slice: 2 }, 10],
  ['an override, which is nobody’s chance', { how: 'Override' }, 0],
  ['a slice whose truths may still come', { slice: 3 }, 0],
  ['a segment, which everybody has in it already', { segment: 4 }, 0],
  ['a shadow copy', { source: 'Shadow', how: 'Shadow' }, 0],
  ['a data set', { source: 'Dataset:golden' }, 0],
  ['somebody else', { variant: 'third' }, 0],
  ['an epoch that nobody asked for', { epoch: 7 }, 0],
])('counts in a split, or not: %s', (_, key, n) => {
  expect(wholes([cell(key)])).toEqual([
    [0, n],
    [0, 0],
  ])
})

it('keeps epochs apart, each with the challenger’s share of the two', () => {
  const cells = [cell({}), cell({ variant: 'old' }, 90), cell({ epoch: 1 }, 7)]
  const strata = stratify(cells, asked)
  expect(strata.map(({ epoch }) => epoch)).toEqual([0, 1])
  expect(strata.map(({ chance }) => chance)).toEqual([0.05, 0.5])
  expect(wholes(cells)).toEqual([
    [90, 10],
    [0, 7],
  ])
})

it.each([
  ['the challenger had no share', { old: 1 }],
  ['the champion had no share', { new: 1 }],
  ['a share is nothing', { old: 1, new: 0 }],
  ['a share is not a number', { old: 1, new: Number.NaN }],
])('compares nothing in an epoch in which %s', (_, shares) => {
  expect(stratify([cell({})], { ...asked, epochs: [{ epoch: 0, shares }] })).toEqual([])
})

const random = chance(3)
const anyCells = (source: TallyKey['source']) =>
  Array.from({ length: 500 }, () =>
    cell(
      {
        source,
        epoch: below(random, 2),
        slice: below(random, 5),
        bucket: below(random, 64),
        variant: random() < 0.5 ? 'old' : 'new',
      },
      below(random, 20),
      below(random, 5),
    ),
  )

it('has in every whole the sum of its buckets', () => {
  const strata = stratify(anyCells('Live'), asked)
  for (const { champion, challenger } of strata) {
    for (const { whole, byBucket, bySlice } of [champion, challenger]) {
      expect(byBucket).toHaveLength(bucketCount)
      expect(total(counts, byBucket)).toEqual(whole)
      expect(whole.n).toBeGreaterThan(0)
      expect(bySlice).toEqual([])
    }
  }
})

it('has in every whole of pairs the sum of its buckets, and of its slices', () => {
  for (const { pairs } of stratifyPairs(anyCells('Shadow'), asked)) {
    expect(total(counts, pairs.byBucket)).toEqual(pairs.whole)
    expect(total(counts, pairs.bySlice)).toEqual(pairs.whole)
    expect(pairs.whole.n).toBeGreaterThan(0)
  }
})

describe('pairs', () => {
  const shadow = (key: Partial<TallyKey>, n = 10) =>
    cell({ source: 'Shadow', how: 'Shadow', ...key }, n)

  it('are those of the challenger’s shadow copies that are mature', () => {
    const others = [
      cell({}),
      shadow({ variant: 'old' }),
      shadow({ slice: 3 }),
      shadow({ how: 'Override' }),
      shadow({ segment: 1 }),
    ]
    const [first] = stratifyPairs([shadow({}), ...others], asked)
    expect(first?.pairs.whole).toEqual({ n: 10, events: 1 })
  })

  it('lie side by side in time: the same slices in every epoch, in order', () => {
    const cells = [
      shadow({ slice: 2, epoch: 1 }, 3),
      shadow({ slice: 0 }, 1),
      shadow({ slice: 1 }, 2),
    ]
    const slices = stratifyPairs(cells, asked).map(({ pairs }) => pairs.bySlice.map(({ n }) => n))
    expect(slices).toEqual([
      [1, 2, 0],
      [0, 0, 3],
    ])
  })

  it('need no share of live traffic', () => {
    const epochs = [{ epoch: 0, shares: { old: 1 } }]
    expect(stratifyPairs([shadow({})], { ...asked, epochs })).toHaveLength(1)
  })
})

it('is impossible to pool over epochs: the types forbid it', () => {
  const side = { whole: counts.none, byBucket: [], bySlice: [] }
  const one = stratum({ epoch: 0, chance: 0.1, champion: side, challenger: side })
  const two = stratum({ epoch: 1, chance: 0.5, champion: side, challenger: side })
  // @ts-expect-error: two strata have no sum.
  counts.merge(one, two)
  // @ts-expect-error: nor has a list of them.
  total(counts, [one, two])
  // @ts-expect-error: what is put together by hand is no stratum.
  const pooled: Stratum<Counts> = { epoch: 0, chance: 0.3, champion: side, challenger: side }
  expect(pooled).toBeDefined()
})

it('takes a hundred thousand cells in a moment', () => {
  const cells = Array.from({ length: 100_000 }, (_, i) =>
    cell({ source: 'Shadow', slice: i % 1500, bucket: i % 64, epoch: i % 2 }),
  )
  const { pairs } = stratifyPairs(cells, { ...asked, nowMs: 1e9 })[0] ?? {}
  expect(pairs?.bySlice).toHaveLength(1500)
}, 20_000)
