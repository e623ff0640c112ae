import { expect, it } from 'vitest'
import {
  byName,
  changesFrom,
  doubled,
  identityOf,
  type Wanted,
} from '../../../../src/server/models/wanted.ts'
import { below, chance } from '../../../chance.ts'

const iris: Wanted = { name: 'iris', uri: 'file:///a' }

it.each<Partial<Wanted>>([
  { name: 'wine' },
  { uri: 'file:///b' },
  { version: '1' },
  { sha256: '0' },
  { seen: '0' },
])('is another model with %j', (change) => {
  expect(identityOf({ ...iris, ...change })).not.toBe(identityOf(iris))
})

it('is the same however it is written', () => {
  const same = { version: undefined, uri: 'file:///a', seen: undefined, name: 'iris' }
  expect(identityOf(same)).toBe(identityOf(iris))
})

it('keeps the order of the settings by name, and what is there twice once', () => {
  const list = ['c', 'a', 'b', 'a'].map((file) => ({ ...iris, uri: `file:///${file}` }))
  const found = byName([...list, { ...iris, name: 'wine' }])
  expect([...found.keys()]).toEqual(['iris', 'wine'])
  expect(found.get('iris')?.map(({ uri }) => uri)).toEqual(['file:///c', 'file:///a', 'file:///b'])
})

it('comes from what is there to what is wanted, and touches nothing else (1,000 changes)', () => {
  const random = chance(5)
  const some = () =>
    Array.from({ length: 8 }, (_, nth) => ({ ...iris, version: `${nth}` })).filter(
      () => below(random, 2) === 0,
    )
  for (let change = 0; change < 1_000; change++) {
    const [present, wanted] = [some().map(identityOf), some()]
    const { come, go } = changesFrom(present, wanted)
    const left = [...present.filter((each) => !go.includes(each)), ...come.map(identityOf)]
    expect(left.toSorted()).toEqual(wanted.map(identityOf).toSorted())
    expect(come.map(identityOf).filter((each) => present.includes(each))).toEqual([])
  }
})

it('finds a version that stands for two', () => {
  expect([doubled(['1', '2', '1']), doubled(['1', '2']), doubled([])]).toEqual([
    '1',
    undefined,
    undefined,
  ])
})
