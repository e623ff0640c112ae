import { type Group, post } from '../case.ts'
import {
  account,
  accounts,
  autoscaler,
  autoscalers,
  budget,
  budgets,
  configMap,
  configMaps,
  container,
  coreEvent,
  coreEvents,
  deployment,
  deployments,
  endpointSlice,
  endpointSlices,
  event,
  events,
  lease,
  leases,
  networkPolicies,
  networkPolicy,
  pod,
  podSpec,
  pods,
  secret,
  secrets,
  service,
  services,
} from '../objects.ts'

const inPod = (...containers: readonly object[]) => deployment('a', {}, podSpec(...containers))

/** What built-in kinds refuse: the mistakes that people make. */
export const refusals: Group = {
  name: 'refusals',
  cases: {
    'Deployment: a selector is needed, and matches the template': [
      post(deployments, { ...deployment('a'), spec: { template: deployment('a').spec.template } }),
      post(deployments, deployment('a', { selector: { matchLabels: { app: 'other' } } })),
      post(deployments, deployment('a', { selector: {} })),
    ],
    'Deployment: numbers are not negative': [
      post(deployments, deployment('a', { replicas: -1 })),
      post(deployments, deployment('a', { revisionHistoryLimit: -1, minReadySeconds: -1 })),
      post(deployments, deployment('a', { progressDeadlineSeconds: 5, minReadySeconds: 10 })),
    ],
    'Deployment: a strategy that is known, and leads somewhere': [
      post(deployments, deployment('a', { strategy: { type: 'Sudden' } })),
      post(
        deployments,
        deployment('a', { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } }),
      ),
      post(deployments, deployment('a', { strategy: { rollingUpdate: { maxSurge: 'some' } } })),
      post(
        deployments,
        deployment('a', { strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } }),
      ),
    ],
    'Deployment: containers are needed, with names of their own and images': [
      post(deployments, deployment('a', {}, {})),
      post(deployments, deployment('a', {}, { containers: [] })),
      post(deployments, inPod({ name: 'web' })),
      post(deployments, inPod({ image: 'web:1' })),
      post(deployments, inPod(container(), container())),
      post(deployments, inPod(container({ name: 'Web' }))),
    ],
    'Deployment: pods that always start again': [
      post(deployments, deployment('a', {}, { ...podSpec(), restartPolicy: 'Never' })),
    ],
    'Deployment: ports in their range, with names of their own': [
      post(deployments, inPod(container({ ports: [{ containerPort: 0 }] }))),
      post(deployments, inPod(container({ ports: [{ containerPort: 70000 }] }))),
      post(deployments, inPod(container({ ports: [{ containerPort: 80, protocol: 'XYZ' }] }))),
      post(
        deployments,
        inPod(
          container({
            ports: [
              { name: 'http', containerPort: 80 },
              { name: 'http', containerPort: 81 },
            ],
          }),
        ),
      ),
    ],
    'Deployment: volumes that exist': [
      post(deployments, inPod(container({ volumeMounts: [{ name: 'v', mountPath: '/v' }] }))),
      post(
        deployments,
        deployment(
          'a',
          {},
          { ...podSpec(), volumes: [{ name: 'v' }, { name: 'v', emptyDir: {} }] },
        ),
      ),
      post(
        deployments,
        deployment(
          'a',
          {},
          {
            ...podSpec(container({ volumeMounts: [{ name: 'v' }] })),
            volumes: [{ name: 'v', emptyDir: {}, configMap: { name: 'c' } }],
          },
        ),
      ),
    ],
    'Deployment: an environment with one source for each name': [
      post(deployments, inPod(container({ env: [{ name: '' }] }))),
      post(
        deployments,
        inPod(
          container({
            env: [
              { name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
            ],
          }),
        ),
      ),
      post(
        deployments,
        inPod(
          container({
            env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.colour' } } }],
          }),
        ),
      ),
    ],
    'Deployment: probes that ask one thing': [
      post(deployments, inPod(container({ readinessProbe: {} }))),
      post(
        deployments,
        inPod(
          container({
            livenessProbe: {
              httpGet: { port: 'no name!', path: '/' },
              tcpSocket: { port: 80 },
              periodSeconds: -1,
              successThreshold: 2,
            },
          }),
        ),
      ),
    ],
    'Deployment: resources that can be read, not more wanted than allowed': [
      post(deployments, inPod(container({ resources: { limits: { memory: 'much' } } }))),
      post(
        deployments,
        inPod(container({ resources: { limits: { cpu: '1' }, requests: { cpu: '2' } } })),
      ),
      post(deployments, inPod(container({ resources: { requests: { memory: '-1' } } }))),
    ],
    'Pod: the same rules': [
      post(pods, pod('a', {})),
      post(pods, pod('a', { ...podSpec(), restartPolicy: 'Sometimes', dnsPolicy: 'None' })),
      post(pods, pod('a', { ...podSpec(), terminationGracePeriodSeconds: -1 })),
      post(pods, pod('a', { ...podSpec(), nodeName: 'Not A Node' })),
    ],
    'Service: ports are needed, in their range, with names of their own': [
      post(services, { ...service('a'), spec: {} }),
      post(services, service('a', { ports: [{ port: 0 }, { port: 70000, name: 'x' }] })),
      post(services, service('a', { ports: [{ port: 80 }, { port: 81 }] })),
      post(services, service('a', { ports: [{ port: 80, protocol: 'XYZ' }] })),
      post(
        services,
        service('a', {
          ports: [
            { name: 'a', port: 80 },
            { name: 'b', port: 80 },
          ],
        }),
      ),
    ],
    'Service: a type that is known': [
      post(services, service('a', { type: 'Magic' })),
      post(services, service('a', { type: 'ExternalName' })),
      post(services, service('a', { clusterIP: 'nowhere' })),
      post(services, service('a', { sessionAffinity: 'Strong' })),
    ],
    'EndpointSlice: addresses of its type': [
      post(endpointSlices, endpointSlice('a', { addressType: 'Post' })),
      post(endpointSlices, endpointSlice('a', { endpoints: [{ addresses: [] }] })),
      post(endpointSlices, endpointSlice('a', { endpoints: [{ addresses: ['somewhere'] }] })),
      post(endpointSlices, endpointSlice('a', { ports: [{ port: 70000 }] })),
    ],
    'EndpointSlice: no loopback addresses': [
      post(endpointSlices, endpointSlice('a', { endpoints: [{ addresses: ['127.0.0.1'] }] }), {
        only: (body) => Object(body).message ?? Object(body).kind,
      }),
    ],
    'ConfigMap: keys that could be names of files, once': [
      post(configMaps, configMap('a', {}, { 'not a key': 'x' })),
      post(configMaps, { ...configMap('a', {}, { a: 'x' }), binaryData: { a: 'eA==' } }),
      post(configMaps, configMap('a', {}, { big: 'x'.repeat(1024 * 1024 + 1) })),
    ],
    'Secret: keys that could be names of files, and values in base64': [
      post(secrets, secret('a', { stringData: { 'not a key': 'x' } })),
      post(secrets, secret('a', { data: { a: 'not base64' } })),
      post(secrets, secret('a', { type: 'kubernetes.io/tls', data: {} })),
      post(secrets, secret('a', { type: 'kubernetes.io/basic-auth', data: {} })),
    ],
    'Lease: numbers that make sense': [
      post(leases, lease('a', { leaseDurationSeconds: 0 })),
      post(leases, lease('a', { leaseTransitions: -1 })),
      post(leases, lease('a', { renewTime: 'now' })),
      post(leases, lease('a', { holderIdentity: '' })),
    ],
    'Event: it says who, what and when': [
      post(events, event('a', { action: '' })),
      post(events, event('a', { reportingController: '', reportingInstance: '' })),
      post(events, event('a', { type: 'Dramatic' })),
      post(events, event('a', { note: 'x'.repeat(1025), reason: 'y'.repeat(129) })),
      post(events, event('a', { eventTime: null })),
    ],
    'Event: it is where its object is': [
      post(
        coreEvents,
        coreEvent('a', { involvedObject: { kind: 'Pod', name: 'p', namespace: 'default' } }),
      ),
      post(events, event('a', { regarding: { kind: 'Pod', name: 'p', namespace: 'default' } })),
    ],
    'NetworkPolicy: ports and peers that exist': [
      post(networkPolicies, networkPolicy('a', {})),
      post(
        networkPolicies,
        networkPolicy('a', { podSelector: {}, ingress: [{ ports: [{ port: 0 }] }] }),
      ),
      post(networkPolicies, networkPolicy('a', { podSelector: {}, policyTypes: ['Sideways'] })),
      post(
        networkPolicies,
        networkPolicy('a', { podSelector: {}, egress: [{ to: [{}, { ipBlock: { cidr: 'x' } }] }] }),
      ),
    ],
    'PodDisruptionBudget: one of two numbers': [
      post(budgets, budget('a', { minAvailable: 1, maxUnavailable: 1 })),
      post(budgets, budget('a', { minAvailable: -1 })),
      post(budgets, budget('a', { minAvailable: '200%' })),
    ],
    'HorizontalPodAutoscaler: a target and bounds': [
      post(autoscalers, autoscaler('a', { maxReplicas: 0 })),
      post(autoscalers, autoscaler('a', { minReplicas: 5 })),
      post(autoscalers, autoscaler('a', { scaleTargetRef: { kind: '', name: '' } })),
      post(autoscalers, autoscaler('a', { metrics: [{ type: 'Resource' }] })),
    ],
    'ServiceAccount: nothing but its name can be wrong': [
      post(accounts, { ...account('A') }),
      post(accounts, { ...account('a'), secrets: 'text' }),
    ],
  },
}
