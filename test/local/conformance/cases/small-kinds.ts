import { type Group, get, given, jsonPatch, merge, post, put, remove } from '../case.ts'
import {
  configMap,
  configMaps,
  coreEvent,
  coreEvents,
  event,
  events,
  lease,
  leases,
  pod,
  podSpec,
  pods,
  secret,
  secrets,
  service,
  services,
} from '../objects.ts'

const version = '<made.metadata.resourceVersion>'
const holding = (holderIdentity: string, more: object = {}) => ({
  holderIdentity,
  leaseDurationSeconds: 15,
  acquireTime: '2025-01-02T03:04:05.000001Z',
  renewTime: '2025-01-02T03:04:05.000001Z',
  ...more,
})
const binding = (target: object) => ({
  apiVersion: 'v1',
  kind: 'Binding',
  metadata: { name: 'a' },
  target,
})

export const smallKinds: Group = {
  name: 'what kinds do',
  cases: {
    'Lease: who is late does not get it': [
      post(leases, lease('a', holding('one')), { as: 'made' }),
      put(`${leases}/a`, {
        ...lease('a', holding('two', { leaseTransitions: 1 })),
        metadata: { name: 'a', resourceVersion: version },
      }),
      put(`${leases}/a`, {
        ...lease('a', holding('three', { leaseTransitions: 1 })),
        metadata: { name: 'a', resourceVersion: version },
      }),
    ],
    'Lease: two make it at once': [
      ...given(leases, lease('a', holding('one'))),
      post(leases, lease('a', holding('two'))),
    ],
    'Lease: a put makes it': [put(`${leases}/a`, lease('a', holding('one')))],
    'Lease: a put with a version makes nothing': [
      put(`${leases}/a`, { ...lease('a'), metadata: { name: 'a', resourceVersion: '1' } }),
    ],
    'Lease: it is renewed': [
      ...given(leases, lease('a', holding('one'))),
      merge(`${leases}/a`, { spec: { renewTime: '2025-01-02T03:04:15.5Z' } }),
      merge(`${leases}/a`, { spec: { renewTime: '2025-01-02T05:04:15.123456789+02:00' } }),
    ],
    'Event: one store, two forms': [
      post(coreEvents, coreEvent('old')),
      get(`${events}/old`),
      post(events, event('new')),
      get(`${coreEvents}/new`),
      get(events),
      get(coreEvents),
    ],
    'Event: a name in one form is taken in the other': [
      ...given(coreEvents, coreEvent('a')),
      post(events, event('a')),
    ],
    'Event: a series is counted': [
      ...given(events, event('a')),
      merge(`${events}/a`, {
        series: { count: 2, lastObservedTime: '2025-01-02T03:05:05.000000Z' },
      }),
      get(`${coreEvents}/a`),
    ],
    'Event: the new form does not change': [
      ...given(events, event('a')),
      merge(`${events}/a`, { note: 'other words', reason: 'Other' }),
    ],
    'Event: the old form counts by itself': [
      ...given(coreEvents, coreEvent('a')),
      merge(`${coreEvents}/a`, { count: 4, lastTimestamp: '2025-01-02T05:04:05Z' }),
    ],
    'Event: a put makes it': [put(`${coreEvents}/a`, coreEvent('a'))],
    'Secret: text becomes bytes': [
      post(secrets, secret('a', { stringData: { key: 'value', other: 'grün' } })),
      merge(`${secrets}/a`, { stringData: { key: 'new' } }),
      get(`${secrets}/a`),
    ],
    'Secret: text counts more than bytes': [
      post(secrets, secret('a', { data: { key: 'b2xk' }, stringData: { key: 'new' } })),
    ],
    'Secret: bytes': [
      post(secrets, secret('a', { data: { key: '/wAB', empty: '' }, type: 'contender.dev/x' })),
      merge(`${secrets}/a`, { data: { key: null } }),
    ],
    'Secret: it may be of a known type': [
      post(
        secrets,
        secret('a', {
          type: 'kubernetes.io/basic-auth',
          stringData: { username: 'one', password: 'two' },
        }),
      ),
    ],
    'ConfigMap: bytes beside text': [
      post(configMaps, { ...configMap('a', {}, { text: 'x' }), binaryData: { bytes: '/wAB' } }),
    ],
    'ConfigMap: what is immutable stays, and may go': [
      ...given(configMaps, { ...configMap('a', {}, { key: 'value' }), immutable: true }),
      merge(`${configMaps}/a`, { metadata: { labels: { a: 'b' } } }),
      merge(`${configMaps}/a`, { data: { key: 'other' } }),
      remove(`${configMaps}/a`),
    ],
    'Service: without an address': [post(services, service('a', { clusterIP: 'None' }))],
    'Service: without a selector': [post(services, service('a', { selector: null }))],
    'Service: a name elsewhere': [
      post(services, {
        ...service('a'),
        spec: { type: 'ExternalName', externalName: 'example.com' },
      }),
    ],
    'Service: ports by name, and several': [
      post(
        services,
        service('a', {
          ports: [
            { name: 'http', port: 80, targetPort: 'web' },
            { name: 'dns', port: 53, protocol: 'UDP' },
          ],
        }),
      ),
    ],
    'Service: a port of every node': [
      post(services, service('a', { type: 'NodePort' })),
      merge(`${services}/a`, { spec: { type: 'ClusterIP' } }),
    ],
    'Pod: it is bound to a node once': [
      ...given(pods, pod('a')),
      post(`${pods}/a/binding`, binding({ kind: 'Node', name: 'here' })),
      get(`${pods}/a`),
      post(`${pods}/a/binding`, binding({ kind: 'Node', name: 'there' })),
      post(`${pods}/none/binding`, binding({ kind: 'Node', name: 'here' })),
      post(`${pods}/a/binding`, binding({})),
    ],
    'Pod: it is born on a node': [post(pods, pod('a', { ...podSpec(), nodeName: 'here' }))],
    'Pod: its class of service': [
      post(
        pods,
        pod(
          'a',
          podSpec({ name: 'a', image: 'b', resources: { limits: { cpu: '1', memory: '1Gi' } } }),
        ),
        {
          only: (body) => [Object(body).spec.containers[0].resources, Object(body).status],
        },
      ),
      post(
        pods,
        pod('b', podSpec({ name: 'a', image: 'b', resources: { requests: { cpu: '0.1' } } })),
        {
          only: (body) => [Object(body).spec.containers[0].resources, Object(body).status],
        },
      ),
    ],
    'Pod: defaults of all parts': [
      post(
        pods,
        pod('a', {
          ...podSpec({
            name: 'web',
            image: 'web',
            env: [{ name: 'NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
            ports: [{ containerPort: 8080 }],
            readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
            livenessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 3 },
            startupProbe: { exec: { command: ['true'] } },
            lifecycle: { preStop: { exec: { command: ['sleep', '1'] } } },
            volumeMounts: [{ name: 'config', mountPath: '/config' }],
          }),
          volumes: [
            { name: 'config', configMap: { name: 'c' } },
            { name: 'secret', secret: { secretName: 's' } },
            { name: 'empty', emptyDir: {} },
          ],
          initContainers: [{ name: 'first', image: 'first:2' }],
        }),
      ),
    ],
    'Pod: what has happened cannot be changed': [
      ...given(pods, pod('a')),
      jsonPatch(`${pods}/a`, [{ op: 'add', path: '/spec/nodeName', value: 'here' }], {
        only: (body) => Object(body).reason,
      }),
      merge(`${pods}/a`, { metadata: { labels: { a: 'b' }, annotations: { c: 'd' } } }),
    ],
    'Pod: words of one that never ran': [
      get(`${pods}/none/log`),
      ...given(pods, pod('a')),
      get(`${pods}/a/log`),
    ],
  },
}
