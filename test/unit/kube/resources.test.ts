import { expect, it } from 'vitest'
import { apiVersionOf, pathOf, resourceOf, resources } from '../../../src/kube/resources.ts'

const { configMaps, deployments, modelExperiments } = resources

it.each([
  [configMaps, {}, {}, '/api/v1/configmaps'],
  [
    configMaps,
    { namespace: 'city' },
    { limit: 500 },
    '/api/v1/namespaces/city/configmaps?limit=500',
  ],
  [
    deployments,
    { namespace: 'city', name: 'bikes', subresource: 'scale' as const },
    { dryRun: undefined, fieldManager: 'contender', force: true },
    '/apis/apps/v1/namespaces/city/deployments/bikes/scale?fieldManager=contender&force=true',
  ],
  [
    modelExperiments,
    { namespace: 'city', name: 'bikes', subresource: 'status' as const },
    {},
    '/apis/contender.dev/v1alpha1/namespaces/city/modelexperiments/bikes/status',
  ],
  [
    configMaps,
    { namespace: 'a/b', name: '../secrets' },
    { labelSelector: 'a in (b,c)', continue: 'x+y=&z' },
    '/api/v1/namespaces/a%2Fb/configmaps/..%2Fsecrets?labelSelector=a%20in%20(b%2Cc)&continue=x%2By%3D%26z',
  ],
])('knows where the server has it: %#', (resource, place, query, path) => {
  expect(pathOf(resource, place, query)).toBe(path)
})

it.each(
  Object.values(resources),
)('knows $kind again by what an object says of itself', (resource) =>
  expect(resourceOf({ apiVersion: apiVersionOf(resource), kind: resource.kind })).toBe(resource))

it('takes what the table lacks for a bug', () => {
  const job = { apiVersion: 'batch/v1', kind: 'Job' }
  expect(() => resourceOf(job)).toThrow('the door knows no Job of batch/v1')
  expect(() => resourceOf({ apiVersion: 'apps/v1', kind: 'ConfigMap' })).toThrow()
})
