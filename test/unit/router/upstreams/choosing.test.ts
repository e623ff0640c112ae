import { expect, it } from 'vitest'
import { choose } from '../../../../src/router/upstreams/choosing.ts'
import { chance } from '../../../chance.ts'

const endpoint = (name: string, outstanding = 0, isOut = false) => ({
  ...{ name, outstanding: () => outstanding, isOut: () => isOut },
})

const nameOf = (...[endpoints, options]: Parameters<typeof choose<ReturnType<typeof endpoint>>>) =>
  choose(endpoints, options)?.name

it('takes the endpoint with the fewest requests under way, wherever it looks first', () => {
  const endpoints = [endpoint('a', 3), endpoint('b', 1), endpoint('c', 2)]
  for (const first of [0, 0.34, 0.67, 0.999]) {
    expect(nameOf(endpoints, { now: 0, chance: first, tried: [] })).toBe('b')
  }
})

it('leaves out those that are left alone, and those that were tried', () => {
  const [a, b, c] = [endpoint('a', 0, true), endpoint('b', 0), endpoint('c', 9)]
  expect(nameOf([a, b, c], { now: 0, chance: 0, tried: [b] })).toBe('c')
  expect(nameOf([a, b, c], { now: 0, chance: 0, tried: [b, c] })).toBeUndefined()
  expect(nameOf([], { now: 0, chance: 0.5, tried: [] })).toBeUndefined()
})

it('prefers none among equals', () => {
  const random = chance(7)
  const endpoints = ['a', 'b', 'c', 'd', 'e'].map((name) => endpoint(name))
  const taken = new Map<string, number>()
  const draws = 10_000
  for (let nth = 0; nth < draws; nth++) {
    const name = nameOf(endpoints, { now: 0, chance: random(), tried: [] }) ?? ''
    taken.set(name, (taken.get(name) ?? 0) + 1)
  }
  // Five standard deviations of a binomial count.
  const slack = 5 * Math.sqrt(draws * 0.2 * 0.8)
  expect(taken.size).toBe(5)
  for (const count of taken.values()) expect(Math.abs(count - draws / 5)).toBeLessThan(slack)
})
