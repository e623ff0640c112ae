import { expect, it } from 'vitest'
import { boundsOf } from '../../../../src/local/workloads/bounds.ts'
import { canonical, hashOf } from '../../../../src/local/workloads/hashes.ts'
import { podNames } from '../../../../src/local/workloads/names.ts'
import { matches, type Selector, selectorText } from '../../../../src/local/workloads/selector.ts'

it.each([
  // surge, unavailable, replicas → how many above, how many missing
  ['25%', '25%', 10, 3, 2],
  ['25%', '25%', 1, 1, 0],
  ['25%', '25%', 4, 1, 1],
  [undefined, undefined, 8, 2, 2],
  [2, 1, 3, 2, 1],
  ['100%', 0, 5, 5, 0],
  [0, '50%', 5, 0, 2],
  [0, '10%', 5, 0, 1],
  [0, 0, 5, 0, 1],
  [0, 7, 5, 0, 5],
  [3, 3, 0, 0, 0],
] as const)('takes maxSurge %s and maxUnavailable %s of %i for %i and %i', (maxSurge, maxUnavailable, replicas, surge, unavailable) => {
  const rollingUpdate = {
    ...(maxSurge !== undefined && { maxSurge }),
    ...(maxUnavailable !== undefined && { maxUnavailable }),
  }
  expect(boundsOf({ rollingUpdate }, replicas)).toEqual({ surge, unavailable })
})

it('allows nothing above and nothing missing where all are recreated', () => {
  expect(boundsOf({ type: 'Recreate', rollingUpdate: null }, 5)).toEqual({
    surge: 0,
    unavailable: 0,
  })
})

it('gives the same hash to templates that say the same, in whatever order', () => {
  const one = hashOf({ metadata: { labels: { a: '1', b: '2' } }, spec: { x: [1, { y: 2, z: 3 }] } })
  const other = hashOf({
    spec: { x: [1, { z: 3, y: 2 }] },
    metadata: { labels: { b: '2', a: '1' }, creationTimestamp: null },
  })
  expect(other).toBe(one)
  expect(one).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{10}$/)
})

it.each([
  [{ a: 1 }, { a: '1' }],
  [{ a: [1, 2] }, { a: [2, 1] }],
  [{ a: {} }, {}],
  [{ a: false }, {}],
])('tells %j from %j', (one, other) => {
  expect(hashOf(one)).not.toBe(hashOf(other))
})

it('keeps nothing of keys without a value', () => {
  expect(canonical({ b: undefined, a: null, c: [null] })).toBe('{"c":[null]}')
})

const take = (n: number, names: Generator<string, never>) =>
  Array.from({ length: n }, () => names.next().value)

it('names Pods by their Deployment and template, the same each time, and never two alike', () => {
  const web = { name: 'web', uid: 'd1' }
  const names = take(2000, podNames(web, 'abc', new Set()))
  expect(new Set(names).size).toBe(2000)
  expect(names.every((name) => /^web-abc-[a-z0-9]{5}$/.test(name))).toBe(true)
  expect(take(2000, podNames(web, 'abc', new Set()))).toEqual(names)
  expect(take(3, podNames({ ...web, uid: 'd2' }, 'abc', new Set()))).not.toEqual(names.slice(0, 3))
})

it('gives the first names that are not taken', () => {
  const web = { name: 'web', uid: 'd1' }
  const [a = '', b, c = '', d] = take(4, podNames(web, 'abc', new Set()))
  expect(take(2, podNames(web, 'abc', new Set([a, c])))).toEqual([b, d])
})

it('makes no name that is too long for a host', () => {
  const web = { name: 'w'.repeat(80), uid: 'd1' }
  const names = take(50, podNames(web, 'abc', new Set()))
  expect(new Set(names.map(({ length }) => length))).toEqual(new Set([63]))
  expect(new Set(names).size).toBe(50)
})

const selector: Selector = {
  matchLabels: { app: 'web' },
  matchExpressions: [
    { key: 'tier', operator: 'In', values: ['a', 'b'] },
    { key: 'zone', operator: 'NotIn', values: ['x'] },
    { key: 'kept', operator: 'Exists' },
    { key: 'gone', operator: 'DoesNotExist' },
  ],
}

it.each([
  [{ app: 'web', tier: 'a', kept: '' }, true],
  [{ app: 'web', tier: 'b', kept: '', zone: 'y' }, true],
  [{ app: 'api', tier: 'a', kept: '' }, false],
  [{ app: 'web', tier: 'c', kept: '' }, false],
  [{ app: 'web', kept: '' }, false],
  [{ app: 'web', tier: 'a', kept: '', zone: 'x' }, false],
  [{ app: 'web', tier: 'a' }, false],
  [{ app: 'web', tier: 'a', kept: '', gone: '' }, false],
])('selects by labels: %j %s', (labels, expected) => {
  expect(matches(selector, labels)).toBe(expected)
})

it('says a selector as a query does', () => {
  expect(selectorText(selector)).toBe('app in (web),tier in (a,b),zone notin (x),kept,!gone')
})
