import { expect, it } from 'vitest'
import { createPresent, type Obeyed } from '../../../../src/router/plan/present.ts'
import { aPlan } from '../../routing/plans.ts'
import { k1, k2, keysOf } from '../../routing/receipts.ts'

function given() {
  const taken: number[] = []
  const present = createPresent(keysOf(k1, k2), ({ plan }: Obeyed) => {
    taken.push(plan.planRevision)
  })
  return { present, taken }
}

it('obeys nothing before its first plan', () => {
  expect(given().present.obeyed()).toBeUndefined()
})

it('takes newer plans, and knows the same again', () => {
  const { present, taken } = given()
  const tries = [7, 7, 9, 9].map((planRevision) => present.take(aPlan({ planRevision })))
  expect(tries).toEqual([true, false, true, false])
  expect(taken).toEqual([7, 9])
})

it.each([
  ['an older one', { planRevision: 6 }, 'PlanStale'],
  ['another of its revision', { epoch: 99 }, 'PlanConflict'],
  [
    'one of others',
    { planRevision: 8, experiment: { namespace: 'a', name: 'b', uid: 'c' } },
    'PlanForeign',
  ],
  [
    'one whose key is not there',
    { planRevision: 8, keys: { sign: 'k9', accept: ['k9'] } },
    'KeyMissing',
  ],
])('changes nothing where it refuses %s', (_, edits, code) => {
  const { present, taken } = given()
  present.take(aPlan())
  const before = present.obeyed()
  expect(() => present.take(aPlan(edits))).toThrow(expect.objectContaining({ code }))
  expect(present.obeyed()).toBe(before)
  expect(taken).toEqual([7])
})

it('has the highest revision in the end, in whatever order they come', () => {
  for (const order of [
    [3, 1, 2],
    [1, 3, 2],
    [2, 3, 1],
    [1, 2, 3],
  ]) {
    const { present } = given()
    for (const planRevision of order) {
      try {
        present.take(aPlan({ planRevision }))
      } catch {
        // It is older.
      }
    }
    expect(present.obeyed()?.plan.planRevision).toBe(3)
  }
})

it('signs with the key that the plan names, and honours those', () => {
  const { present } = given()
  present.take(aPlan())
  const { sign, accept } = present.obeyed()?.ring ?? {}
  expect([sign?.id, [...(accept?.keys() ?? [])]]).toEqual(['k2', ['k2', 'k1']])
})
