import { expect, it } from 'vitest'
import { changesOf } from '../../../../src/local/network/endpoints.ts'
import { serviceOf } from '../../../../src/local/network/seen-service.ts'
import { slicesFor } from '../../../../src/local/network/slices.ts'
import { pod, service, written } from './given.ts'

const unready = { conditions: [{ type: 'Ready', status: 'False' }] }
const leaving = { deletionTimestamp: '2026-01-05T12:00:00Z' }

it('makes a slice of a Pod that says all of it', () => {
  const [slice] = slicesFor(service(), [pod()])
  expect(slice).toEqual({
    metadata: {
      namespace: 'city',
      name: expect.stringMatching(/^web-[0-9a-f]{12}$/),
      labels: {
        'kubernetes.io/service-name': 'web',
        'endpointslice.kubernetes.io/managed-by': 'network.contender.dev',
      },
      ownerReferences: [
        {
          ...{ apiVersion: 'v1', kind: 'Service', name: 'web', uid: 's1' },
          ...{ controller: true, blockOwnerDeletion: true },
        },
      ],
    },
    says: {
      addressType: 'IPv4',
      endpoints: [
        {
          addresses: ['127.0.0.1'],
          conditions: { ready: true, serving: true, terminating: false },
          targetRef: { kind: 'Pod', namespace: 'city', name: 'web-1', uid: 'p1' },
          nodeName: 'local',
        },
      ],
      ports: [{ name: '', protocol: 'TCP', port: 41873 }],
    },
  })
})

it('names slices by the objects, not by their names', () => {
  const names = [
    slicesFor(service(), [pod()]),
    slicesFor(service({ metadata: { uid: 's2' } }), [pod()]),
    slicesFor(service(), [pod({ metadata: { uid: 'p2', labels: { app: 'web' } } })]),
  ].map(([slice]) => slice?.metadata.name)
  expect(new Set(names).size).toBe(3)
})

it.each([
  ['ready', pod(), service(), [true, true, false]],
  ['not ready', pod({ status: unready }), service(), [false, false, false]],
  [
    'about to go',
    pod({ metadata: { ...leaving, labels: { app: 'web' } } }),
    service(),
    [false, true, true],
  ],
  [
    'not ready, where that does not matter',
    pod({ status: unready }),
    service({ spec: { publishNotReadyAddresses: true } }),
    [true, false, false],
  ],
])('says of a Pod that is %s what Kubernetes says', (_, one, of, [ready, serving, terminating]) => {
  const labelled = { ...one, real: { 8080: 41873 } }
  const [slice] = slicesFor(of, [labelled])
  expect(slice?.says.endpoints[0]?.conditions).toEqual({ ready, serving, terminating })
})

const several = [
  { containerPort: 8080, name: 'http' },
  { containerPort: 9090, name: 'admin' },
  { containerPort: 8080, name: 'dns', protocol: 'UDP' },
]

it.each<
  readonly [
    string,
    object,
    readonly object[],
    { readonly [port: string]: number },
    readonly number[],
  ]
>([
  ['by name', { port: 80, targetPort: 'admin' }, several, { 8080: 1, 9090: 2 }, [2]],
  ['by number', { port: 80, targetPort: 8080 }, several, { 8080: 1, 9090: 2 }, [1]],
  ['by its own number', { port: 9090 }, several, { 8080: 1, 9090: 2 }, [2]],
  ['by no name', { port: 80, targetPort: 'gone' }, several, { 8080: 1 }, []],
  ['before it has a port', { port: 80, targetPort: 'http' }, several, {}, []],
  ['that nobody declares', { port: 80, targetPort: 7070 }, several, { 8080: 1 }, [7070]],
  ['of another protocol', { port: 80, targetPort: 'dns' }, several, { 8080: 1 }, []],
])('finds a container port %s', (_, port, ports, real, expected) => {
  const one = { ...pod({ spec: { containers: [{ ports }] } }), real }
  const slices = slicesFor(service({ spec: { ports: [port] } }), [one])
  expect(slices.flatMap(({ says }) => says.ports.map((each) => each.port))).toEqual(expected)
})

it('finds the ports of sidecars, and not of what ends before a Pod begins', () => {
  const initContainers = [
    { ports: [{ containerPort: 1, name: 'first' }] },
    { ports: [{ containerPort: 2, name: 'sidecar' }], restartPolicy: 'Always' },
  ]
  const one = { ...pod({ spec: { initContainers, containers: [{}] } }), real: { 1: 11, 2: 22 } }
  const ports = [
    { name: 'a', port: 80, targetPort: 'first' },
    { name: 'b', port: 81, targetPort: 'sidecar', appProtocol: 'http' },
  ]
  const [slice] = slicesFor(service({ spec: { ports } }), [one])
  expect(slice?.says.ports).toEqual([{ name: 'b', protocol: 'TCP', port: 22, appProtocol: 'http' }])
})

it.each([
  ['without an address', pod({ status: { podIP: '' } })],
  ['that has failed', pod({ status: { phase: 'Failed' } })],
  ['that has ended', pod({ status: { phase: 'Succeeded' } })],
  ['of other labels', pod({ metadata: { labels: { app: 'api' } } })],
  ['of another namespace', pod({ metadata: { namespace: 'town' } })],
  [
    'whose ports nobody knows',
    pod({ metadata: { annotations: { 'contender.dev/ports': 'nonsense' } } }),
  ],
])('makes no slice of a Pod %s', (_, one) => {
  expect(slicesFor(service(), [one])).toEqual([])
})

it('makes a slice without ports for a headless Service that has none', () => {
  const [slice] = slicesFor(service({ spec: { clusterIP: 'None', ports: undefined } }), [pod()])
  expect(slice?.says.ports).toEqual([])
})

it('makes none for a Service without a selector, nor for another name of a host', () => {
  expect(slicesFor(service({ spec: { selector: {} } }), [pod()])).toEqual([])
  const metadata = { namespace: 'city', name: 'far', uid: 's9', resourceVersion: '1' }
  expect(serviceOf({ metadata, spec: { type: 'ExternalName' } })).toBeUndefined()
})

it('creates what is missing, changes what is different, removes what is not wanted', () => {
  const [a, b] = [
    pod(),
    pod({
      metadata: {
        name: 'web-2',
        uid: 'p2',
        labels: { app: 'web' },
        annotations: { 'contender.dev/ports': '{"8080":2}' },
      },
    }),
  ]
  const slices = written(service(), [a])
  expect(changesOf({ service: service(), pods: [a], slices })).toEqual({
    create: [],
    change: [],
    remove: [],
  })
  const unwell = { ...a, isReady: false }
  const changed = changesOf({ service: service(), pods: [unwell, b], slices })
  expect(changed.create.map(({ says }) => says.ports[0]?.port)).toEqual([2])
  expect(changed.change.map(({ slice }) => slice.name)).toEqual([slices[0]?.name])
  expect(changed.remove).toEqual([])
  expect(changesOf({ service: service(), pods: [], slices }).remove).toEqual(slices)
})

it('removes all when their Service is gone, and touches no slice of others', () => {
  const [slice] = written(service(), [pod()])
  if (slice === undefined) throw new Error('there is none')
  const others = { ...slice, name: 'others', isOurs: false }
  const { remove } = changesOf({ service: undefined, pods: [pod()], slices: [slice, others] })
  expect(remove).toEqual([slice])
})
