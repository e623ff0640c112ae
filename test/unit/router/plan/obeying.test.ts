import { expect, it } from 'vitest'
import { createObeying } from '../../../../src/router/plan/obeying.ts'
import { createPresent } from '../../../../src/router/plan/present.ts'
import { keyOf } from '../../../../src/routing/keys.ts'
import { aPlan } from '../../routing/plans.ts'

const keys = new Map(['k1', 'k2'].map((id) => [id, keyOf(id, Buffer.alloc(32, id))]))

function given() {
  const told: string[] = []
  const present = createPresent(keys, () => {})
  const tell = (_: object, what: string) => void told.push(what)
  const log = { info: tell, warn: tell } as never
  const obeying = createObeying(present, { plan: () => {} }, log)
  return { obeying, told, revision: () => present.obeyed()?.plan.planRevision }
}

const at = (planRevision: number, edits = {}) => aPlan({ planRevision, ...edits })

it.each([
  ['the mounted one', undefined, at(3), 3],
  ['the remembered one', at(4), undefined, 4],
  ['the newer: the mounted one', at(4), at(5), 5],
  ['the newer: the remembered one', at(4), at(3), 4],
])('begins with %s', (_, remembered, mounted, expected) => {
  const { obeying, revision } = given()
  obeying.begin(remembered, mounted)
  expect(revision()).toBe(expected)
})

it('obeys no older plan in the place of one that it can’t obey any more', () => {
  const { obeying, told, revision } = given()
  const lost = { keys: { sign: 'k9', accept: ['k9'] } }
  obeying.begin(at(10, lost), at(5))
  expect(revision()).toBeUndefined()
  expect(told).toEqual(['the plan of before can’t be obeyed', 'a newer plan is remembered'])
  obeying.begin(at(10, lost), at(11))
  expect(revision()).toBe(11)
})

it('does not begin with another plan of the revision that it remembers', () => {
  const { obeying } = given()
  expect(() => obeying.begin(at(4), at(4, { timeout: '9s' }))).toThrow('4')
})
