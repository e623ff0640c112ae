import { expect, it } from 'vitest'
import { independence } from '../../../../src/stats/fixed/independence.ts'
import { mcnemarCorrected, mcnemarExact } from '../../../../src/stats/fixed/mcnemar.ts'
import { pooledZ } from '../../../../src/stats/fixed/two-proportion-z.ts'
import { counts, figure, unsoundIn } from '../figures.ts'

it('is the square of the pooled z of the same fourfold table', () => {
  const [a, b] = [
    { events: 30, n: 100 },
    { events: 60, n: 130 },
  ]
  const table = [a, b].map(({ events, n }) => [events, n - events])
  const [test, z] = [independence(table), pooledZ(a, b)]
  expect(figure(test, 'chi2')).toBeCloseTo(figure(z, 'z') ** 2, 11)
  expect(figure(test, 'p')).toBeCloseTo(figure(z, 'p'), 13)
})

it('corrects a fourfold table towards its expectation, never beyond, and no other table', () => {
  const even = [
    [10, 10],
    [10, 10],
  ]
  expect(independence(even, { yates: true })).toMatchObject({ chi2: 0, p: 1 })
  const wide = [
    [12, 7, 9],
    [5, 11, 8],
  ]
  expect(independence(wide, { yates: true })).toEqual(independence(wide))
})

it.each([
  ['no table', [], 'TooFew'],
  ['one row', [[1, 2]], 'TooFew'],
  ['a ragged table', [[1, 2], [3]], 'OutOfRange'],
  [
    'a negative count',
    [
      [1, 2],
      [3, -1],
    ],
    'OutOfRange',
  ],
  [
    'an empty row',
    [
      [0, 0],
      [3, 1],
    ],
    'EmptyCategory',
  ],
  [
    'an empty column',
    [
      [0, 1],
      [0, 1],
    ],
    'EmptyCategory',
  ],
])('knows nothing of %s', (_, table, unknown) => {
  expect(independence(table)).toMatchObject({ unknown })
})

it.each([
  [0, 0, 1],
  [5, 5, 1],
  [1, 0, 1],
  [6, 0, 2 / 64],
  [0, 6, 2 / 64],
  [1, 5, 14 / 64],
])('gives discordant pairs half each but for chance: %d against %d', (b, c, p) => {
  expect(mcnemarExact({ onlyChampion: b, onlyChallenger: c })).toBeCloseTo(p, 14)
})

it('comes close to the exact test with many pairs, and knows nothing of none', () => {
  const pairs = { onlyChampion: 1040, onlyChallenger: 960 }
  expect(figure(mcnemarCorrected(pairs), 'p')).toBeCloseTo(Number(mcnemarExact(pairs)), 3)
  const none = { onlyChampion: 0, onlyChallenger: 0 }
  expect(mcnemarCorrected(none)).toMatchObject({ unknown: 'TooFew' })
})

it('is a number or says why not, whatever the counts', () => {
  for (const a of counts) {
    for (const b of counts) {
      const pairs = { onlyChampion: a.events, onlyChallenger: b.events }
      const table = [a, b].map(({ events, n }) => [events, n - events])
      const answers = [mcnemarExact(pairs), mcnemarCorrected(pairs), independence(table)]
      expect(unsoundIn(answers)).toEqual([])
    }
  }
})
