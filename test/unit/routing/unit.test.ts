import { expect, it } from 'vitest'
import type { Json } from '../../../src/api/json.ts'
import { createUnitReader } from '../../../src/routing/unit.ts'

const withHeaders = (...rawHeaders: readonly string[]) => ({ rawHeaders, body: () => undefined })
const withBody = (body: Json | undefined) => ({ rawHeaders: [], body: () => body })
const wire = (text: string) => Buffer.from(text, 'utf8').toString('latin1')

it('is the first header of the name, whatever its case', () => {
  const unitOf = createUnitReader({ header: 'X-User-Id' })
  expect(unitOf(withHeaders('x-user-id', '7', 'X-USER-ID', '8'))).toBe('7')
  expect(unitOf(withHeaders('x-user', '7'))).toBeUndefined()
})

it('is the first cookie of the name', () => {
  const unitOf = createUnitReader({ cookie: 'id' })
  expect(unitOf(withHeaders('Cookie', 'ID=6; id="7"; id=8'))).toBe('7')
  expect(unitOf(withHeaders('id', '7'))).toBeUndefined()
})

it('is the same whether it comes in a header, a cookie or the body', () => {
  const user = 'Zürich 駅🚉'
  const found = [
    createUnitReader({ header: 'x-user-id' })(withHeaders('x-user-id', wire(user))),
    createUnitReader({ cookie: 'id' })(withHeaders('cookie', `id="${wire(user)}"`)),
    createUnitReader({ pointer: '/user' })(withBody({ user })),
  ]
  expect(found).toEqual([user, user, user])
})

it.each([
  ['text', '"user 7"', 'user 7'],
  ['blank text', '" "', ' '],
  ['an integer', '7', '7'],
  ['an integer written otherwise', '7.0e0', '7'],
  ['zero below zero', '-0', '0'],
  ['the largest exact integer', '9007199254740991', '9007199254740991'],
  ['true', 'true', 'true'],
  ['false', 'false', 'false'],
  ['no text', '""', undefined],
  ['a fraction', '7.5', undefined],
  ['an integer that may be rounded', '9007199254740992', undefined],
  ['a number beyond all', '1e400', undefined],
  ['null', 'null', undefined],
  ['a list', '["7"]', undefined],
  ['an object', '{"id": "7"}', undefined],
])('in a body may be text, a whole number or a boolean: %s', (_, json, unit) => {
  const unitOf = createUnitReader({ pointer: '/parameters/user' })
  expect(unitOf(withBody(JSON.parse(`{"parameters": {"user": ${json}}}`)))).toBe(unit)
})

it('in a body may be an integer of any size, where it was read exactly', () => {
  const unitOf = createUnitReader({ pointer: '/user' })
  expect(unitOf(withBody({ user: 2n ** 63n }))).toBe('9223372036854775808')
})

it.each([
  [{ header: 'x-user-id' }, withHeaders('x-user-id', '')],
  [{ header: 'x-user-id' }, withHeaders('x-user-id', '', 'x-user-id', '7')],
  [{ cookie: 'id' }, withHeaders('cookie', 'id=""; id=7')],
  [{ cookie: 'id' }, withHeaders()],
  [{ pointer: '/user' }, withBody(undefined)],
  [{ pointer: '/user' }, withBody({})],
  [{}, withHeaders('x-user-id', '7')],
  [undefined, withHeaders('x-user-id', '7')],
])('is absent where it is empty or nowhere: %j', (unit, request) => {
  expect(createUnitReader(unit)(request)).toBeUndefined()
})

it.each([
  ['a'.repeat(512), true],
  ['a'.repeat(513), false],
  ['駅'.repeat(170), true],
  [`${'駅'.repeat(170)}aa`, true],
  ['駅'.repeat(171), false],
  ['🚉'.repeat(128), true],
  ['🚉'.repeat(129), false],
])('has at most 512 bytes in UTF-8', (text, isUnit) => {
  const inBody = createUnitReader({ pointer: '/user' })(withBody({ user: text }))
  const inHeader = createUnitReader({ header: 'x-user-id' })(withHeaders('x-user-id', wire(text)))
  expect([inBody, inHeader]).toEqual(isUnit ? [text, text] : [undefined, undefined])
})

it('leaves the body alone where the unit is elsewhere', () => {
  const body = () => {
    throw new Error('read')
  }
  const unitOf = createUnitReader({ header: 'x-user-id' })
  expect(unitOf({ rawHeaders: ['x-user-id', '7'], body })).toBe('7')
  expect(unitOf({ rawHeaders: [], body })).toBeUndefined()
})
