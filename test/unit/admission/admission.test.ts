import { describe, expect, it } from 'vitest'
import { createAdmission } from '../../../src/admission/admission.ts'
import { printPath } from '../../../src/admission/problem.ts'
import type { JsonObject } from '../../../src/api/json.ts'
import type { Schema } from '../../../src/api/schema.ts'
import { widget, widgets } from './widgets.ts'

const { admit } = createAdmission(widgets)
const withSpec = (spec: JsonObject): JsonObject => ({
  ...widget,
  spec: { ...widget.spec, ...spec },
})

function fields(object: JsonObject): readonly string[] {
  const verdict = admit(object, 'Strict')
  return 'problems' in verdict ? verdict.problems.map(({ field }) => field) : []
}

/** A CRD whose `spec` has one field. */
const crdOf = (field: Schema) => ({
  spec: {
    group: 'test.contender.dev',
    names: { kind: 'Widget' },
    versions: [
      {
        name: 'v1',
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: { spec: { type: 'object', properties: { field } } },
          } as const satisfies Schema,
        },
      },
    ],
  },
})

it('leaves what it was given as it was', () => {
  const object = structuredClone(withSpec({ mood: null, labels: { a: null }, plan: {} }))
  const before = structuredClone(object)
  admit(object, 'Strict')
  admit({ ...object, kind: 'Other' }, 'Ignore')
  expect(object).toEqual(before)
})

it('lends nobody its defaults', () => {
  const first = admit(widget, 'Strict')
  expect(admit(widget, 'Strict')).toEqual(first)
  expect(first).toHaveProperty('accepted.spec.plan.longest', '168h')
})

describe('integers of 64 bits', () => {
  it.each([
    [9_007_199_254_740_992n, []],
    [9_007_199_254_740_993n, ['spec.big']], // a double would not tell these two apart
    [9_000_000_000_000_000_000n, []],
    [9_000_000_000_000_000_001n, ['spec.big']],
    [-(2n ** 63n), []],
    [2n ** 63n, ['spec.big', '<nil>', 'spec.big', '<nil>']], // to Go a float64, of the wrong type
  ])('%s', (big, expected) => {
    expect(fields(withSpec({ big }))).toEqual(expected)
  })
})

it('points at what it complains of, also inside of maps', () => {
  const verdict = admit(withSpec({ labels: { k: 'bad' } }), 'Strict')
  expect(verdict).toMatchObject({
    problems: [{ path: ['spec', 'labels', 'k'], field: 'spec.labels[k]' }],
  })
})

it.each([
  [['spec', 'variants', 0, 'name'], 'spec.variants[0].name'],
  [['spec', 'matrix', 1, 2], 'spec.matrix[1][2]'],
  [[], '<nil>'],
])('prints %j as %s', (path, text) => {
  expect(printPath(path)).toBe(text)
})

describe('throws for a CRD with', () => {
  const rule = (text: string, fieldPath?: string): Schema => ({
    type: 'object',
    properties: { a: { type: 'string' }, o: { type: 'object', properties: {} } },
    'x-kubernetes-validations': [
      { rule: text, message: 'm', ...(fieldPath === undefined ? {} : { fieldPath }) },
    ],
  })
  it.each<[string, Schema, RegExp]>([
    ['a rule that is none', rule('self.a =='), /self\.spec\.field/],
    ['a rule of a field that is not there', rule("self.b == 'x'"), /No such key: b/],
    ['a rule that asks whether it is there', rule('has(self.b)'), /No such key: b/],
    ['a rule of wrong types', rule('self.a > 1'), /no such overload/],
    ['a rule that says neither yes nor no', rule('self.a'), /is a string, not a bool/],
    ['a rule of an unknown function', rule("self.a.replace('a', 'b') == 'b'"), /replace/],
    ['a path that leads nowhere', rule('has(self.a)', '.b'), /no field of the schema: \.b/],
    ['a pattern that is not JavaScript', { type: 'string', pattern: '(?i)a' }, /Invalid group/],
    ['such a pattern in a rule', rule("self.a.matches('[[:alpha:]]')"), /Invalid regular/],
  ])('%s', (_, field, message) => {
    expect(() => createAdmission(crdOf(field))).toThrow(message)
  })

  it('and for no other', () => {
    expect(() => createAdmission(crdOf(rule("has(self.a) && self.a != 'has('")))).not.toThrow()
  })
})

it('adds nothing about rules to a CRD that has none', () => {
  const { admit: admitPlain } = createAdmission(crdOf({ type: 'integer' }))
  const verdict = admitPlain({ ...widget, spec: { field: 'x' } }, 'Strict')
  expect(verdict).toMatchObject({ problems: [{ field: 'spec.field' }] })
})
