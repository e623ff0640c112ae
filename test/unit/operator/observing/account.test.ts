import { expect, it } from 'vitest'
import { accountIn, covers } from '../../../../src/operator/observing/account.ts'

const ours = (fieldsV1: object, more: object = {}) => ({
  manager: 'contender',
  operation: 'Apply',
  fieldsV1: fieldsV1 as never,
  ...more,
})

const stated = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'x', namespace: 'y', labels: { a: 'b' }, ownerReferences: [{ uid: 'u' }] },
  spec: {
    replicas: 2,
    selector: { matchLabels: { a: 'b' } },
    template: {
      spec: {
        containers: [{ name: 'server', args: ['serve'], ports: [{ containerPort: 80 }], env: [] }],
        volumes: [{ name: 'state', emptyDir: {} }],
      },
    },
  },
}
const container = {
  '.': {},
  'f:name': {},
  'f:args': {},
  'f:ports': { 'k:{"containerPort":80,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {} } },
}
const spec = {
  'f:replicas': {},
  'f:selector': {},
  'f:template': {
    'f:spec': {
      'f:containers': { 'k:{"name":"server"}': container },
      'f:volumes': { 'k:{"name":"state"}': { '.': {}, 'f:name': {}, 'f:emptyDir': {} } },
    },
  },
}
const metadata = { 'f:labels': { 'f:a': {} }, 'f:ownerReferences': { 'k:{"uid":"u"}': {} } }
const whole = { 'f:metadata': metadata, 'f:spec': spec }

it('is content where the server says that all that is stated is ours', () => {
  expect(covers(accountIn([ours(whole)]), stated)).toBe(true)
})

it('adds up what was created and what was applied', () => {
  const created = ours({ 'f:metadata': metadata }, { operation: 'Update' })
  expect(covers(accountIn([created, ours({ 'f:spec': spec })]), stated)).toBe(true)
})

/** The account after somebody has taken one field: what is at a path goes, and with it what is empty then. */
function without(tree: object, [step = '', ...rest]: readonly string[]): object {
  const { [step]: part, ...others } = tree as { [step: string]: object }
  if (rest.length === 0) return others
  return { ...others, [step]: without(part ?? {}, rest) }
}

const inContainer = ['f:spec', 'f:template', 'f:spec', 'f:containers', 'k:{"name":"server"}']
it.each([
  [['f:metadata', 'f:labels', 'f:a']],
  [['f:metadata']],
  [['f:spec', 'f:replicas']],
  [['f:spec', 'f:selector']],
  [inContainer],
  [[...inContainer, 'f:args']],
  [[...inContainer, 'f:ports', 'k:{"containerPort":80,"protocol":"TCP"}']],
  [['f:spec', 'f:template', 'f:spec', 'f:volumes', 'k:{"name":"state"}', 'f:emptyDir']],
])('sees that %j is another’s', (path) => {
  expect(covers(accountIn([ours(without(whole, path))]), stated)).toBe(false)
})

it('counts nobody else’s fields, nor those of a status', () => {
  const others = [ours(whole, { manager: 'kubectl' }), ours(whole, { subresource: 'status' })]
  expect(covers(accountIn(others), stated)).toBe(false)
  expect(covers(accountIn(), stated)).toBe(false)
})

it('is the same text for objects of different owners', () => {
  const of = (uid: string) =>
    ours({ 'f:metadata': { 'f:labels': {}, 'f:ownerReferences': { [`k:{"uid":"${uid}"}`]: {} } } })
  expect(accountIn([of('a')])).toBe(accountIn([of('b')]))
})
