import { expect, it } from 'vitest'
import {
  counted,
  countFrom,
  placeOfRank,
  type Sparse,
  together,
} from '../../../../src/stats/sums/sparse.ts'
import { below, chance } from '../../../chance.ts'
import { expectLaws, sameBytes } from './laws.ts'

const random = chance(11)
const places = Array.from({ length: 400 }, () => below(random, 30) + below(random, 30))
const all = places.reduce((sparse: Sparse, place) => counted(sparse, place), [])

it('is a law, exactly', () => {
  const parts = places.slice(0, 90).map((place, i) => counted(counted([], place, 1 + (i % 3)), i))
  expectLaws({ none: [], merge: together }, parts, sameBytes)
})

it('counts what there is, and from any place on', () => {
  for (let place = -1; place < 62; place++)
    expect(countFrom(all, place)).toBe(places.filter((each) => each >= place).length)
  const counts = new Map(all)
  for (let place = 0; place < 60; place++)
    expect(counts.get(place) ?? 0).toBe(places.filter((each) => each === place).length)
})

it('knows who has which rank', () => {
  const sorted = places.toSorted((a, b) => a - b)
  for (let rank = 1; rank <= 400; rank++) expect(placeOfRank(all, rank)).toBe(sorted[rank - 1])
  expect([placeOfRank(all, 401), placeOfRank([], 1)]).toEqual([sorted.at(-1), undefined])
})
