import { expect, it } from 'vitest'
import type { RoutingPlan } from '../../../../src/api/routing-plan.ts'
import { routed } from '../../../../src/router/plan/routed.ts'
import { copiedTo } from '../../../../src/router/shadow/sampling.ts'
import { createAssignment } from '../../../../src/routing/assignment.ts'
import { numbersOfUnit } from '../../../../src/routing/hashes.ts'
import { mayBe } from '../../routing/fairness.ts'
import { aPlan, sharedOut } from '../../routing/plans.ts'
import { aCourse, c0, c1, shadowed } from './given.ts'

const units = 1_000_000
const places = Float64Array.from(
  { length: units },
  (_, n) => numbersOfUnit('2f0c1c7e-8d53-4a3c/4', `user-${n}`).place,
)

/** Whether a unit at a place is copied, where the champion has it. */
function copying(edits: Partial<RoutingPlan>): (place: number) => boolean {
  const plan = routed(aPlan({ segments: sharedOut([]), ...edits }))
  const course = aCourse(plan)
  return (place) => copiedTo({ ...course, placed: { ...course.placed, place } }).length > 0
}

const percent = (part: number) => ({ shadow: { percent: part, variants: [c0] } })

it('nobody gets a copy where nothing is to be copied, where the caller has chosen, or chance a challenger', () => {
  const plan = shadowed()
  expect(copiedTo(aCourse(plan))).toEqual([c0, c1])
  expect(copiedTo(aCourse(routed(aPlan())))).toEqual([])
  expect(copiedTo(aCourse(plan, { isOverride: true }))).toEqual([])
  expect(copiedTo(aCourse(plan, { assigned: c0 }))).toEqual([])
})

it.each([
  1, 5, 33, 50, 99,
])('%d percent are that part of a million units, and of those a higher percent keeps all', (part) => {
  const [isCopied, isSurely] = [copying(percent(part)), copying(percent(part + 1))]
  const count = places.filter(isCopied).length
  expect(mayBe(count, units, part / 100), `${count}`).toBe(true)
  expect(mayBe(count, units, (part + 1) / 100), 'and would be noticed').toBe(false)
  expect(places.every((place) => !isCopied(place) || isSurely(place))).toBe(true)
})

it('all get a copy at a hundred percent', () => {
  const isCopied = copying(percent(100))
  expect([...places, 0, 1 - 2 ** -53].every(isCopied)).toBe(true)
})

it('as many are copied of what the champion has, whatever challengers have', () => {
  const segments = sharedOut([{ variant: c0, from: 0, to: 0.3 }])
  const plan = aPlan({ segments, ...percent(30) })
  const assigned = createAssignment(plan)
  const champions = places.filter((place) => assigned(place).variant === plan.champion)
  const isCopied = copying(plan)
  const count = champions.filter(isCopied).length
  expect(mayBe(count, champions.length, 0.3), `${count}`).toBe(true)
  const byPlace = champions.filter((place) => place * 100 < 30).length
  expect(byPlace, 'by the place itself there would be none').toBe(0)
})

it('a unit is copied always or never', () => {
  const [once, again] = [
    copying(percent(40)),
    copying({ ...percent(40), epoch: 9, planRevision: 99 }),
  ]
  const some = places.subarray(0, 10_000)
  expect([...some].map(once)).toEqual([...some].map(again))
})
