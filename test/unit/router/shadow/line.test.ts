import { expect, it } from 'vitest'
import { createLine } from '../../../../src/router/shadow/line.ts'
import { below, chance } from '../../../chance.ts'

const line = () => createLine<{ bytes: number }>({ underWay: 2, waiting: 3, bytes: 1_000 })
const copy = (bytes = 10) => ({ bytes })

it('a line has places for so many, and no more', () => {
  const { enter, next, leave } = line()
  const first = copy()
  expect([first, copy(), copy(), copy()].map((each) => enter(each, 1_000))).toEqual([
    ...[true, true, true, false],
  ])
  expect(next()).toBe(first)
  expect(next()).toBeDefined()
  expect(next(), 'a third under way').toBeUndefined()
  expect([copy(), copy(), copy()].map((each) => enter(each, 1_000))).toEqual([true, true, false])
  expect([leave(first), leave(first)]).toEqual([true, false])
  expect(next()).toBeDefined()
})

it('a line keeps no more bytes than there is room for, those under way too', () => {
  const { enter, next, leave, bytes } = line()
  const big = copy(60)
  expect(enter(big, 100)).toBe(true)
  expect(enter(copy(41), 100)).toBe(false)
  next()
  expect(enter(copy(41), 100)).toBe(false)
  expect(enter(copy(40), 100)).toBe(true)
  leave(big)
  expect(bytes()).toBe(40)
})

it('a line knows what it holds, whatever comes and goes', () => {
  const random = chance(11)
  const { enter, next, leave, clear, bytes, waiting, underWay } = line()
  const held = new Set<{ bytes: number }>()
  const acts = [
    (one = copy(below(random, 300))) => enter(one, 1_000) && held.add(one),
    ([one] = underWay()) => one !== undefined && leave(one) && held.delete(one),
    () => next(),
    () => below(random, 20) === 0 && clear().map((each) => held.delete(each)),
  ]
  for (let step = 0; step < 5_000; step++) {
    acts[below(random, acts.length)]?.()
    const total = [...held].reduce((sum, each) => sum + each.bytes, 0)
    expect([bytes(), waiting() + underWay().size]).toEqual([total, held.size])
    expect(total).toBeLessThanOrEqual(1_000)
  }
})
