import { expect, it } from 'vitest'
import {
  type Breaker,
  challengerRules,
  championRules,
  createBreaker,
  type Ending,
  type Pass,
} from '../../../../src/router/upstreams/breaker.ts'

/** A pass that must be there. */
function passed(breaker: Breaker, now: number): Pass {
  const pass = breaker.pass(now)
  if (pass === undefined) throw new Error(`nothing is let through at ${now}`)
  return pass
}

function answers(breaker: Breaker, endings: readonly Ending[], now = 0): void {
  for (const ending of endings) breaker.ended(passed(breaker, now), ending, now)
}

const times = (count: number, ending: Ending): readonly Ending[] =>
  Array.from({ length: count }, () => ending)

const { window, openMs } = challengerRules
const half = times(window / 2, 'Failing')

/** One of a challenger that has opened at 0. */
function opened(): Breaker {
  const breaker = createBreaker(() => challengerRules)
  answers(breaker, [...times(window / 2, 'Sound'), ...half])
  expect(breaker.state(0)).toBe('Open')
  return breaker
}

it('opens for a challenger when half of the last twenty answers have failed, and not before', () => {
  const breaker = createBreaker(() => challengerRules)
  answers(breaker, [...half, ...times(window / 2 - 1, 'Sound')])
  expect(breaker.state(0)).toBe('Closed')
  answers(breaker, ['Sound'])
  expect(breaker.state(0)).toBe('Open')
})

it('stays closed as long as fewer fail, however many there are in all', () => {
  const breaker = createBreaker(() => challengerRules)
  for (let round = 0; round < 50; round++) {
    answers(breaker, [...times(11, 'Sound'), ...times(9, 'Failing')])
  }
  expect(breaker.state(0)).toBe('Closed')
})

it('opens for the champion only when nothing at all comes back', () => {
  const breaker = createBreaker(() => championRules)
  answers(breaker, [...times(19, 'Failing'), 'Sound', ...times(19, 'Failing')])
  expect(breaker.state(0)).toBe('Closed')
  answers(breaker, ['Failing'])
  expect(breaker.state(0)).toBe('Open')
})

it('counts answers that tell nothing neither way', () => {
  const breaker = createBreaker(() => challengerRules)
  answers(breaker, [...times(9, 'Failing'), ...times(100, 'Unclear'), ...times(10, 'Sound')])
  expect(breaker.state(0)).toBe('Closed')
  answers(breaker, ['Failing'])
  expect(breaker.state(0)).toBe('Open')
})

it('lets nothing through while it is open', () => {
  const breaker = opened()
  expect([0, 1, openMs - 1].map((now) => breaker.pass(now))).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

it('half-opens for one request at a time', () => {
  const breaker = opened()
  expect(breaker.state(openMs)).toBe('HalfOpen')
  const probe = passed(breaker, openMs)
  expect(probe.as).toBe('Probe')
  expect(breaker.pass(openMs)).toBeUndefined()
  expect(breaker.pass(openMs + 1_000_000)).toBeUndefined()
  breaker.ended(probe, 'Unclear', openMs + 1)
  expect(breaker.pass(openMs + 1)?.as).toBe('Probe')
})

it('opens again when a probe fails, for as long as before', () => {
  const breaker = opened()
  breaker.ended(passed(breaker, openMs), 'Failing', openMs + 10)
  expect(breaker.state(2 * openMs + 9)).toBe('Open')
  expect(breaker.state(2 * openMs + 10)).toBe('HalfOpen')
})

it('closes when a probe succeeds, and remembers nothing of before', () => {
  const breaker = opened()
  breaker.ended(passed(breaker, openMs), 'Sound', openMs)
  expect(breaker.state(openMs)).toBe('Closed')
  answers(breaker, times(window - 1, 'Failing'), openMs)
  expect(breaker.state(openMs)).toBe('Closed')
  answers(breaker, ['Failing'], openMs)
  expect(breaker.state(openMs)).toBe('Open')
})

it('lets late answers to what was sent before it opened decide nothing', () => {
  const breaker = createBreaker(() => challengerRules)
  const early = times(2 * window, 'Failing').map(() => passed(breaker, 0))
  answers(breaker, times(window, 'Failing'))
  for (const pass of early.slice(0, window)) breaker.ended(pass, 'Sound', 1)
  expect(breaker.state(1)).toBe('Open')

  const probe = passed(breaker, openMs)
  for (const pass of early.slice(0, window)) breaker.ended(pass, 'Sound', openMs)
  expect(breaker.state(openMs)).toBe('HalfOpen')
  breaker.ended(probe, 'Sound', openMs)
  for (const pass of early) breaker.ended(pass, 'Failing', openMs)
  expect(breaker.state(openMs)).toBe('Closed')
})

it('would be opened by as many answers to what was sent since (a check of the test above)', () => {
  const breaker = opened()
  breaker.ended(passed(breaker, openMs), 'Sound', openMs)
  const fresh = times(window, 'Failing').map(() => passed(breaker, openMs))
  for (const pass of fresh) breaker.ended(pass, 'Failing', openMs)
  expect(breaker.state(openMs)).toBe('Open')
})

it('does not open as long as it may not, and watches on', () => {
  let mayOpen = false
  const breaker = createBreaker(
    () => championRules,
    () => mayOpen,
  )
  answers(breaker, times(100, 'Failing'))
  expect(breaker.state(0)).toBe('Closed')
  mayOpen = true
  answers(breaker, ['Failing'])
  expect(breaker.state(0)).toBe('Open')
})

it('goes by the rules of the role that its variant has now', () => {
  let rules = championRules
  const breaker = createBreaker(() => rules)
  answers(breaker, [...half, ...times(window / 2, 'Sound')])
  expect(breaker.state(0)).toBe('Closed')
  rules = challengerRules
  answers(breaker, ['Failing'])
  expect(breaker.state(0)).toBe('Open')
})
