import { expect, it } from 'vitest'
import { ContenderError } from '../../../../src/errors.ts'
import { meaningOf, refusalOf } from '../../../../src/operator/applying/refusals.ts'
import { inOrder, statedOf } from '../../../../src/operator/applying/stated.ts'
import { type Note, stepFor } from '../../../../src/operator/applying/steps.ts'
import type { SeenChild } from '../../../../src/operator/observing/seen-child.ts'

const owner = { namespace: 'city', name: 'bikes', uid: 'u1' }
const wanted = {
  ...{ apiVersion: 'v1', kind: 'ConfigMap', data: { a: '1' } },
  metadata: { namespace: 'city', name: 'bikes-plan', labels: { a: 'b' } },
}
const stated = statedOf(wanted, owner)
const full = JSON.stringify([
  {
    'f:metadata': {
      'f:annotations': { 'f:contender.dev/applied': {} },
      'f:labels': { 'f:a': {} },
    },
    'f:data': { 'f:a': {} },
  },
])

const child: SeenChild = {
  ...{ key: 'city/bikes-plan', kind: 'ConfigMap', version: '7', uid: 'c1' },
  ...{ owner: { key: 'city/bikes', uid: 'u1' }, experiment: 'city/bikes' },
  ...{ applied: stated.hash, account: full, isLeaving: false },
}
const written = (more: Partial<SeenChild>): Note => ({
  is: 'Written',
  child: { ...child, ...more },
  atMs: 0,
})

it.each<[string, Partial<SeenChild> | undefined, Note | undefined, string]>([
  ['it is not there', undefined, undefined, 'Create'],
  ['it is as it should be', {}, undefined, 'Nothing'],
  ['something else was applied', { applied: 'other' }, undefined, 'Apply'],
  ['nothing says what was applied', { applied: undefined }, undefined, 'Apply'],
  ['a field of ours is another’s', { account: '[{"f:data":{}}]' }, undefined, 'Apply'],
  ['it is as our last write has left it', { account: '[]' }, written({ account: '[]' }), 'Nothing'],
  ['it is not as our last write has left it', {}, written({ account: '[]' }), 'Apply'],
  [
    'it is as it was seen, which is not how it should be',
    { account: '[]' },
    { ...written({ account: '[]' }), is: 'Seen' } as Note,
    'Apply',
  ],
  ['our last write was to another one', {}, written({ uid: 'c0', account: '[]' }), 'Nothing'],
  ['it is on its way out', { isLeaving: true }, undefined, 'Wait'],
  ['it was removed, and the cache is behind', {}, { is: 'Removed', uid: 'c1' }, 'Wait'],
  ['one before it was removed', {}, { is: 'Removed', uid: 'c0' }, 'Nothing'],
  [
    'it is of an earlier experiment of this name',
    { owner: { key: 'city/bikes', uid: 'u0' } },
    undefined,
    'Wait',
  ],
  ['it is of another experiment', { owner: { key: 'city/cars', uid: 'u2' } }, undefined, 'Leave'],
  ['it is nobody’s', { owner: undefined }, undefined, 'Leave'],
])('knows what to do where %s', (_, present, note, is) => {
  expect(stepFor(stated, present && { ...child, ...present }, owner, note).is).toBe(is)
})

it('states an object with its owner and a hash of the whole, and leaves what it is given as it is', () => {
  expect(stated.object.metadata).toMatchObject({
    annotations: { 'contender.dev/applied': stated.hash },
    ownerReferences: [{ kind: 'ModelExperiment', name: 'bikes', uid: 'u1', controller: true }],
  })
  expect(wanted.metadata).not.toHaveProperty('annotations')
  expect(statedOf(wanted, owner).hash).toBe(stated.hash)
  expect(statedOf({ ...wanted, data: { a: '2' } }, owner).hash).not.toBe(stated.hash)
  expect(statedOf(wanted, { ...owner, uid: 'u2' }).hash).not.toBe(stated.hash)
})

it('writes what pods need before pods', () => {
  const kinds = ['HorizontalPodAutoscaler', 'Deployment', 'Service', 'Secret', 'ConfigMap']
  expect(inOrder(kinds.map((kind) => ({ kind }))).map(({ kind }) => kind)).toEqual(
    kinds.toReversed(),
  )
})

const server = { kind: 'Deployment', variant: 'v1@0a1b2c3d' }
it.each([
  ['ObjectInvalid', 'spec.template: wrong', server, 'TemplateInvalid'],
  ['ObjectInvalid', 'wrong', { ...server, kind: 'Service' }, 'ObjectInvalid'],
  ['ObjectInvalid', 'wrong', { ...server, variant: undefined }, 'ObjectInvalid'],
  [
    'ApiForbidden',
    'deployments.apps "x" is forbidden: exceeded quota: q, requested: count=1',
    server,
    'QuotaExceeded',
  ],
  ['ApiForbidden', 'User "x" cannot create resource "deployments"', server, 'ApiForbidden'],
] as const)('gives a refusal its name: %s, %s', (code, message, what, name) => {
  expect(refusalOf(new ContenderError(code, message), what)).toEqual({
    code: name,
    detail: message,
  })
})

it.each([
  [new ContenderError('ApiForbidden', 'no'), 'Refused'],
  [new ContenderError('StaleWrite', 'no'), 'Later'],
  [new ContenderError('ApiUnreachable', 'no'), 'Over'],
  [new ContenderError('LeadLost', 'no'), undefined],
  [new TypeError('a bug'), undefined],
])('knows what a failure means for the others: %s', (cause, meaning) => {
  expect(meaningOf(cause)).toBe(meaning)
})
