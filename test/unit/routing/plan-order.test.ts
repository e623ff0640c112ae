import { expect, it } from 'vitest'
import type { RoutingPlan } from '../../../src/api/routing-plan.ts'
import { planDigest } from '../../../src/routing/plan-digest.ts'
import { isNews, type PlanStamp } from '../../../src/routing/plan-order.ts'
import { below, chance } from '../../chance.ts'
import { aPlan, sharedOut } from './plans.ts'

const stamped = (edits: Partial<RoutingPlan> = {}): PlanStamp => {
  const plan = aPlan(edits)
  return { ...plan, digest: planDigest(plan) }
}
const refusal = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) })

it('takes any plan where none is', () => {
  expect(isNews(stamped(), undefined)).toBe(true)
})

it('takes a higher revision, whatever it says', () => {
  expect(isNews(stamped({ planRevision: 9, acceptFor: '1h' }), stamped())).toBe(true)
})

it('has nothing new in the very same plan, however its fields are ordered', () => {
  const entries = Object.entries(aPlan()).toReversed()
  const turned = Object.fromEntries(entries) as unknown as RoutingPlan
  expect(Object.keys(turned)[0]).toBe('keys')
  expect(isNews({ ...turned, digest: planDigest(turned) }, stamped())).toBe(false)
})

it.each([
  ['a lower revision', { planRevision: 6 }, 'PlanStale', /revision 6 is older than 7/],
  ['a lower one of the same contents', { planRevision: 1 }, 'PlanStale', /revision 1 is older/],
  [
    'the same revision with other contents',
    { salt: 'x' },
    'PlanConflict',
    /other contents: [0-9a-f]{64}/,
  ],
  [
    'another experiment of that name',
    { planRevision: 99, experiment: { namespace: 'trading', name: 'signals', uid: 'u-2' } },
    'PlanForeign',
    /trading\/signals \(u-2\), not of trading\/signals \(u-1\)/,
  ],
])('refuses %s', (_, edits, code, message) => {
  expect(() => isNews(stamped(edits), stamped())).toThrow(refusal(code, message))
})

it('ends at the highest revision in whatever order plans arrive, and however often (seed 5)', () => {
  const random = chance(5)
  const plans = Array.from({ length: 6 }, (_, n) => stamped({ planRevision: n + 1 }))
  for (let run = 0; run < 200; run++) {
    const arriving = Array.from({ length: 20 }, () => plans[below(random, 6)]).concat(plans)
    const taken = arriving.reduce<PlanStamp | undefined>(obeyed, undefined)
    expect(taken?.planRevision).toBe(6)
  }
})

it.each<readonly [string, Partial<RoutingPlan>]>([
  ['a number', { planRevision: 8 }],
  ['a share', { segments: sharedOut([]) }],
  ['the order of a list', { keys: { sign: 'k2', accept: ['k2', 'k1'] } }],
  ['a field more', { unit: { header: 'x-user-id' } }],
])('has another digest for %s', (_, edits) => {
  expect(planDigest(aPlan(edits))).not.toBe(planDigest(aPlan()))
})

it('has the digest that Python makes of the same JSON, for ever', () => {
  const salt = 'é\n"\u2028 駅🚉'
  expect(planDigest(aPlan({ salt }))).toBe(
    '84e2d39a400ea83644fe5c702c155e59daff9b7368bfda4cf184f14667af569b',
  )
})

function obeyed(present: PlanStamp | undefined, next: PlanStamp | undefined) {
  if (next === undefined) return present
  try {
    return isNews(next, present) ? next : present
  } catch {
    return present
  }
}
