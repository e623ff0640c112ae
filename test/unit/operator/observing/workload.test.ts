import { expect, it } from 'vitest'
import { routerPodsOf, routersOf } from '../../../../src/operator/observing/routers.ts'
import { type Seen, workloadOf } from '../../../../src/operator/observing/workload.ts'
import { deployment, pod, said, service, unready } from './objects.ts'

const nowMs = Date.parse('2026-01-01T01:00:00Z')
const ofVariant = service({ clusterIP: '10.1.0.1', ports: [{ port: 80, targetPort: 'http' }] })

const workload = (seen: Partial<Seen>, cluster: 'Kubernetes' | 'Embedded' = 'Kubernetes') =>
  workloadOf(
    ...([
      { deployment: undefined, service: ofVariant, pods: [], said: {}, secret: undefined, ...seen },
      cluster,
      nowMs,
    ] as const),
  )

const leaving = { deletionTimestamp: '2026-01-01T00:00:00Z' }

it('counts the pods that take predictions, and says where', () => {
  const pods = [
    pod('b', { podIP: '10.0.0.2' }),
    pod('a', { podIP: 'fd00::1' }),
    pod('unready', { ...unready, podIP: '10.0.0.3' }),
    pod('leaving', { podIP: '10.0.0.4' }, leaving),
    pod('ended', { podIP: '10.0.0.5', phase: 'Failed' }),
  ]
  expect(workload({ deployment: deployment({ replicas: 4 }), pods })).toEqual({
    ready: 2,
    asked: 4,
    endpoints: ['10.0.0.2:8080', '[fd00::1]:8080'],
    service: '10.1.0.1:80',
    digests: [],
    restarts: 0,
  })
})

it('goes by the ports of this machine where processes share them', () => {
  const real = { annotations: { 'contender.dev/ports': '{"8080":24713}' } }
  const pods = [pod('a', { podIP: '127.0.0.1' }, { ...real, labels: {} })]
  const at = service(
    { clusterIP: '127.0.0.1', ports: [{ port: 80, targetPort: 8080 }] },
    { 'contender.dev/loopback': '{"80":"127.0.0.1:31873"}' },
  )
  expect(workload({ service: at, pods }, 'Embedded')).toMatchObject({
    endpoints: ['127.0.0.1:24713'],
    service: '127.0.0.1:31873',
  })
})

it.each([
  '',
  '[]',
  'null',
  '{',
  '{"8080":"x"}',
  '7',
])('takes no nonsense for a port: %j', (text) => {
  const annotations = { 'contender.dev/ports': text, 'contender.dev/loopback': text }
  const pods = [pod('a', {}, { annotations })]
  const at = service({ ports: [{ port: 80, targetPort: 'http' }] }, annotations)
  const { endpoints, service: place } = workload({ service: at, pods }, 'Embedded')
  expect([endpoints, place]).toEqual([['10.0.0.1:8080'], undefined])
})

it('knows nothing of what is not there', () => {
  expect(workload({ service: undefined })).toEqual({
    ...{ ready: 0, asked: 0, endpoints: [], digests: [], restarts: 0 },
  })
})

it('says each digest once', () => {
  const digest = `sha256:${'9f'.repeat(32)}`
  const pods = [pod('a'), pod('b'), pod('c')]
  const told = { 'uid of a': { digest }, 'uid of b': { digest } }
  expect(workload({ pods, said: told }).digests).toEqual([digest])
})

const secret = { code: 'SecretMissing', detail: 'there is no Secret city/s3' } as const
const own = { code: 'ModelMissing', detail: 's3://m/1.onnx: 404' } as const
const stuck = pod('p', said({ name: 's', state: { waiting: { reason: 'ErrImagePull' } } }))
const refused = (message: string) =>
  deployment({ replicas: 1 }, { conditions: [{ type: 'ReplicaFailure', status: 'True', message }] })
const quota = 'pods "p" is forbidden: exceeded quota: q, requested: pods=1'

it.each([
  [
    'a Secret before all',
    { secret, pods: [stuck], said: { 'uid of p': { trouble: own } } },
    'SecretMissing',
  ],
  [
    'what a server says before what is seen of it',
    { pods: [stuck], said: { 'uid of p': { trouble: own } } },
    'ModelMissing',
  ],
  [
    'pods before what keeps more from being made',
    { pods: [stuck], deployment: refused(quota) },
    'ImageMissing',
  ],
  ['a quota', { deployment: refused(quota) }, 'QuotaExceeded'],
  ['a policy', { deployment: refused('violates PodSecurity "restricted"') }, 'TemplateInvalid'],
  [
    'nothing where what was said is over',
    { pods: [pod('p')], said: { 'uid of p': { trouble: own } } },
    undefined,
  ],
])('names the gravest trouble: %s', (_, seen, code) => {
  expect(workload(seen).trouble?.code).toBe(code)
})

it('says how it stands with routers, and where clients and the operator find them', () => {
  const door = service(
    { clusterIP: '10.1.0.2', ports: [{ port: 80, targetPort: 'http' }] },
    {},
    'bikes',
  )
  const pods = [
    pod('b'),
    pod('a', unready, leaving),
    pod('new', { ...unready, podIP: '' }),
    pod('old', { phase: 'Failed' }),
  ]
  const seen = { key: 'city/bikes', deployment: deployment({ replicas: 2 }), service: door, pods }
  expect(routersOf(seen, 'Kubernetes')).toEqual({
    ready: 1,
    asked: 2,
    url: 'http://bikes.city.svc',
  })
  expect(routersOf(seen, 'Embedded')).toEqual({ ready: 1, asked: 2 })
  const uid = 'uid of a'
  expect(routerPodsOf(pods)).toMatchObject([
    { name: 'b', address: '10.0.0.1:9090', isReady: true, isLeaving: false },
    { name: 'a', uid, address: '10.0.0.1:9090', isReady: false, isLeaving: true },
    { name: 'new', address: undefined },
  ])
})
