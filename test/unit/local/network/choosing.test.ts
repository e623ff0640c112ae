import { expect, it } from 'vitest'
import { createChoice } from '../../../../src/local/network/choosing.ts'

const addresses = (...ports: readonly number[]) => ports.map((port) => ({ host: 'a', port }))

function choiceOf(...ports: readonly number[]) {
  const clock = { ms: 0 }
  const choice = createChoice(() => clock.ms)
  choice.replace(addresses(...ports))
  const take = () => {
    const one = choice.next(new Set())
    if (one !== undefined) one.open += 1
    return one
  }
  return { ...choice, clock, take }
}

it('takes turns', () => {
  const { next } = choiceOf(1, 2, 3)
  const turns = Array.from({ length: 6 }, () => next(new Set())?.address.port)
  expect(turns).toEqual([1, 2, 3, 1, 2, 3])
})

it('prefers who has the fewest connections', () => {
  const { take, next } = choiceOf(1, 2)
  const [first, second] = [take(), take()]
  if (first === undefined || second === undefined) throw new Error('there are two')
  second.open = 0
  expect(next(new Set())).toBe(second)
})

it('tries each once', () => {
  const { next } = choiceOf(1, 2)
  const tried = new Set<NonNullable<ReturnType<typeof next>>>()
  for (let one = next(tried); one !== undefined; one = next(tried)) tried.add(one)
  expect(tried.size).toBe(2)
})

it('puts last who took no connection, for a while', () => {
  const { next, failed, clock } = choiceOf(1, 2)
  const one = next(new Set())
  if (one === undefined) throw new Error('there are two')
  failed(one)
  const turns = () => Array.from({ length: 3 }, () => next(new Set())?.address.port)
  expect(turns()).toEqual([2, 2, 2])
  clock.ms = 1_001
  expect(turns()).toContain(1)
})

it('keeps the counts of those who stay', () => {
  const { take, replace, next } = choiceOf(1)
  take()
  replace(addresses(1, 2))
  expect(next(new Set())?.address.port).toBe(2)
  replace(addresses())
  expect(next(new Set())).toBeUndefined()
})
