import { expect, it } from 'vitest'
import type { RoutingPlan } from '../../../src/api/routing-plan.ts'
import { createOverride } from '../../../src/routing/override.ts'
import { aPlan } from './plans.ts'

const keys = ['v3@00000000', 'v4@11111111', 'v3@22222222', 'v5@33333333', 'v5@44444444']
const edits: Partial<RoutingPlan> = {
  allowOverride: true,
  variants: keys.map((name) => ({ name, endpoints: [] })),
}
const asked = createOverride(aPlan(edits))
const header = (value: string) => ['accept', '*/*', 'X-Contender-Variant', value]

it.each([
  ['v4', 'v4@11111111'],
  ['v4@11111111', 'v4@11111111'],
  ['v3', 'v3@22222222'],
  ['v3@00000000', 'v3@00000000'],
  ['v5@44444444', 'v5@44444444'],
])('takes %s for %s: a name alone is the challenger of that name', (value, key) => {
  expect(asked(header(value))).toBe(key)
})

it('takes the name of the champion for the champion, where nobody else has it', () => {
  const variants = [{ name: 'v3@00000000', endpoints: [] }]
  expect(createOverride(aPlan({ ...edits, variants }))(header('v3'))).toBe('v3@00000000')
})

it.each([
  ['v', /"v" is none of the variants: choose one of v3@00000000, v4@11111111/],
  ['v4@', /none of the variants/],
  ['v4@1111', /none of the variants/],
  ['V4', /none of the variants/],
  ['v9@11111111', /none of the variants/],
  ['v5', /"v5" is the name of more than one: choose one of v5@33333333, v5@44444444$/],
  ['x\x01"'.repeat(10_000), /^"(x\\u0001\\"){21}x" is none/],
])('refuses a variant that is none, and says which there are', (value, message) => {
  const because = expect.objectContaining({ code: 'VariantUnknown' })
  expect(() => asked(header(value))).toThrow(because)
  expect(() => asked(header(value))).toThrow(message)
})

it('asks for nobody by an empty header, or none', () => {
  expect([asked(header('')), asked([])]).toEqual([undefined, undefined])
})

it('means nothing where the plan does not allow it, not even a refusal', () => {
  const forbidden = createOverride(aPlan({ ...edits, allowOverride: false }))
  expect([forbidden(header('v4')), forbidden(header('no such'))]).toEqual([undefined, undefined])
})
