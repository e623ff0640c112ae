/** Small objects of every served kind, and where they live. Everything else about them the server says. */

type Metadata = { readonly [key: string]: unknown }

const inNamespace = (root: string, plural: string) => `${root}/namespaces/<ns>/${plural}`

export const experiments = inNamespace('/apis/contender.dev/v1alpha1', 'modelexperiments')
export const deployments = inNamespace('/apis/apps/v1', 'deployments')
export const pods = inNamespace('/api/v1', 'pods')
export const services = inNamespace('/api/v1', 'services')
export const endpointSlices = inNamespace('/apis/discovery.k8s.io/v1', 'endpointslices')
export const configMaps = inNamespace('/api/v1', 'configmaps')
export const secrets = inNamespace('/api/v1', 'secrets')
export const leases = inNamespace('/apis/coordination.k8s.io/v1', 'leases')
export const events = inNamespace('/apis/events.k8s.io/v1', 'events')
export const coreEvents = inNamespace('/api/v1', 'events')
export const namespaces = '/api/v1/namespaces'
export const networkPolicies = inNamespace('/apis/networking.k8s.io/v1', 'networkpolicies')
export const budgets = inNamespace('/apis/policy/v1', 'poddisruptionbudgets')
export const autoscalers = inNamespace('/apis/autoscaling/v2', 'horizontalpodautoscalers')
export const accounts = inNamespace('/api/v1', 'serviceaccounts')

const of = (apiVersion: string, kind: string, metadata: Metadata) => ({
  apiVersion,
  kind,
  metadata,
})

export const configMap = (name: string, more: Metadata = {}, data?: object) => ({
  ...of('v1', 'ConfigMap', { name, ...more }),
  ...(data === undefined ? {} : { data }),
})

export const secret = (name: string, content: object = { stringData: { key: 'value' } }) => ({
  ...of('v1', 'Secret', { name }),
  ...content,
})

export const account = (name: string) => of('v1', 'ServiceAccount', { name })

const web = { app: 'web' }

export const container = (more: object = {}) => ({ name: 'web', image: 'web:1', ...more })

export const podSpec = (...containers: readonly object[]) => ({
  containers: containers.length === 0 ? [container()] : containers,
})

export const pod = (name: string, spec: object = podSpec(), more: Metadata = {}) => ({
  ...of('v1', 'Pod', { name, ...more }),
  spec,
})

export const deployment = (name: string, spec: object = {}, template: object = podSpec()) => ({
  ...of('apps/v1', 'Deployment', { name }),
  spec: {
    selector: { matchLabels: web },
    template: { metadata: { labels: web }, spec: template },
    ...spec,
  },
})

export const service = (name: string, spec: object = {}) => ({
  ...of('v1', 'Service', { name }),
  spec: { selector: web, ports: [{ name: 'http', port: 80, targetPort: 8080 }], ...spec },
})

export const endpointSlice = (name: string, more: object = {}) => ({
  ...of('discovery.k8s.io/v1', 'EndpointSlice', {
    name,
    labels: { 'kubernetes.io/service-name': 'web' },
  }),
  addressType: 'IPv4',
  endpoints: [{ addresses: ['10.1.2.3'], conditions: { ready: true } }],
  ports: [{ name: 'http', port: 8080 }],
  ...more,
})

export const lease = (name: string, spec: object = { holderIdentity: 'one' }) => ({
  ...of('coordination.k8s.io/v1', 'Lease', { name }),
  spec,
})

/** In the form of events.k8s.io; `<ns>` is asked for of both forms. */
export const event = (name: string, more: object = {}) => ({
  ...of('events.k8s.io/v1', 'Event', { name }),
  eventTime: '2025-01-02T03:04:05.678901Z',
  type: 'Normal',
  reason: 'Started',
  action: 'Start',
  note: 'all is well',
  reportingController: 'contender.dev/operator',
  reportingInstance: 'operator-1',
  regarding: { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', namespace: '<ns>' },
  ...more,
})

export const coreEvent = (name: string, more: object = {}) => ({
  ...of('v1', 'Event', { name }),
  type: 'Warning',
  reason: 'Failed',
  message: 'nothing is well',
  count: 3,
  firstTimestamp: '2025-01-02T03:04:05Z',
  lastTimestamp: '2025-01-02T04:04:05Z',
  source: { component: 'operator', host: 'here' },
  involvedObject: { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', namespace: '<ns>' },
  ...more,
})

export const namespace = (name: string, more: Metadata = {}) =>
  of('v1', 'Namespace', { name, ...more })

export const networkPolicy = (name: string, spec: object = { podSelector: {} }) => ({
  ...of('networking.k8s.io/v1', 'NetworkPolicy', { name }),
  spec,
})

export const budget = (name: string, spec: object = { minAvailable: 1 }) => ({
  ...of('policy/v1', 'PodDisruptionBudget', { name }),
  spec: { selector: { matchLabels: web }, ...spec },
})

export const autoscaler = (name: string, spec: object = {}) => ({
  ...of('autoscaling/v2', 'HorizontalPodAutoscaler', { name }),
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    maxReplicas: 3,
    ...spec,
  },
})

export const experiment = (name: string, spec: object = {}, more: Metadata = {}) => ({
  ...of('contender.dev/v1alpha1', 'ModelExperiment', { name, ...more }),
  spec: {
    task: 'Classification',
    champion: 'v1',
    variants: [
      { name: 'v1', model: { uri: 's3://models/1.onnx' } },
      { name: 'v2', model: { uri: 's3://models/2.onnx' } },
    ],
    metrics: [{ name: 'accuracy', kind: 'Accuracy', role: 'Objective', outcomeDelay: '24h' }],
    ...spec,
  },
})

/** Every served kind: where it lives, and a small one. */
export const all = {
  ModelExperiment: { path: experiments, small: experiment },
  Deployment: { path: deployments, small: deployment },
  Pod: { path: pods, small: pod },
  Service: { path: services, small: service },
  EndpointSlice: { path: endpointSlices, small: endpointSlice },
  ConfigMap: { path: configMaps, small: configMap },
  Secret: { path: secrets, small: secret },
  Lease: { path: leases, small: lease },
  Event: { path: events, small: event },
  'Event (core)': { path: coreEvents, small: coreEvent },
  NetworkPolicy: { path: networkPolicies, small: networkPolicy },
  PodDisruptionBudget: { path: budgets, small: budget },
  HorizontalPodAutoscaler: { path: autoscalers, small: autoscaler },
  ServiceAccount: { path: accounts, small: account },
} as const satisfies {
  readonly [kind: string]: { readonly path: string; readonly small: (name: string) => object }
}
