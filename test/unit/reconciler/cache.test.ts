import { expect, it } from 'vitest'
import { createCache } from '../../../src/reconciler/cache.ts'
import { below, chance } from '../../chance.ts'

type Child = { readonly key: string; readonly version: string; readonly owners: readonly string[] }

const child = (key: string, version: string, ...owners: readonly string[]): Child => ({
  key,
  version,
  owners,
})
const children = () => createCache<Child, 'owner'>({ owner: ({ owners }) => owners })

it('reports what changed, and the same news twice as none', () => {
  const cache = children()
  const [one, two] = [child('a/x', '1', 'a/signals'), child('a/x', '2', 'a/bikes')]
  expect(cache.put(one)).toEqual({ after: one })
  expect(cache.put(one)).toBeUndefined()
  expect(cache.put(two)).toEqual({ before: one, after: two })
  expect(cache.drop('a/x')).toEqual({ before: two })
  expect(cache.drop('a/x')).toBeUndefined()
})

it('finds entries by their terms, as they are now', () => {
  const cache = children()
  cache.put(child('a/x', '1', 'a/signals', 'a/bikes'))
  cache.put(child('a/y', '2', 'a/signals'))
  const found = (owner: string) => cache.by('owner', owner).map(({ key }) => key)
  expect([found('a/signals'), found('a/bikes'), found('a/none')]).toEqual([
    ['a/x', 'a/y'],
    ['a/x'],
    [],
  ])
  cache.put(child('a/x', '3', 'a/bikes'))
  cache.drop('a/y')
  expect([found('a/signals'), found('a/bikes')]).toEqual([[], ['a/x']])
})

it('takes a list for the whole truth: what it lacks is gone', () => {
  const cache = children()
  const [x, y, z] = [child('a/x', '1'), child('a/y', '2'), child('a/z', '3')]
  cache.replace([x, y])
  const newer = child('a/y', '4')
  expect(cache.replace([newer, z])).toEqual([
    { before: x },
    { before: y, after: newer },
    { after: z },
  ])
  expect([...cache.values()]).toEqual([newer, z])
})

it('keeps its index true through random changes (property)', () => {
  const random = chance(11)
  const cache = children()
  const truth = new Map<string, Child>()
  for (let version = 1; version <= 5000; version++) {
    const key = `a/${below(random, 30)}`
    const owners = Array.from({ length: below(random, 3) }, () => `o${below(random, 6)}`)
    const next = child(key, `${version}`, ...owners)
    if (random() < 0.3) {
      cache.drop(key)
      truth.delete(key)
    } else {
      cache.put(next)
      truth.set(key, next)
    }
    const owner = `o${below(random, 6)}`
    const expected = [...truth.values()].filter((entry) => entry.owners.includes(owner))
    expect(new Set(cache.by('owner', owner))).toEqual(new Set(expected))
    expect(cache.size()).toBe(truth.size)
  }
})
