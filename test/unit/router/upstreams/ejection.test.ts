import { expect, it } from 'vitest'
import { createEjection } from '../../../../src/router/upstreams/ejection.ts'

const rules = { failures: 3, firstMs: 1_000, mostMs: 30_000 }

/** One that was left alone at 0. */
function ejected() {
  const ejection = createEjection(rules)
  expect([1, 2, 3].map(() => ejection.failed(0))).toEqual([false, false, true])
  return ejection
}

it('leaves an endpoint alone once it has failed three times in a row', () => {
  const ejection = ejected()
  expect([0, 999, 1_000].map((now) => ejection.isOut(now))).toEqual([true, true, false])
})

it('lets one success make good for all failures before', () => {
  const ejection = createEjection(rules)
  for (let round = 0; round < 10; round++) {
    expect([ejection.failed(0), ejection.failed(0)]).toEqual([false, false])
    ejection.succeeded()
  }
  expect(ejection.isOut(0)).toBe(false)
})

it('doubles the time with each failure after it, up to the most', () => {
  const ejection = ejected()
  const lengths: number[] = []
  let now = 1_000
  for (let nth = 0; nth < 8; nth++) {
    expect(ejection.failed(now)).toBe(true)
    let end = now
    while (ejection.isOut(end)) end += 1_000
    lengths.push(end - now)
    now = end
  }
  expect(lengths).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000])
})

it('does not leave it alone for longer because of what was under way already', () => {
  const ejection = ejected()
  expect([100, 200, 999].map((now) => ejection.failed(now))).toEqual([false, false, false])
  expect(ejection.isOut(1_000)).toBe(false)
})

it('has it on trial from then on, until it succeeds', () => {
  expect(createEjection(rules).isOnTrial()).toBe(false)
  const ejection = ejected()
  expect(ejection.isOnTrial()).toBe(true)
  ejection.succeeded()
  expect(ejection.isOnTrial()).toBe(false)
  expect([ejection.failed(2_000), ejection.failed(2_000)]).toEqual([false, false])
})
