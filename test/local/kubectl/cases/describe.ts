import { merge, post } from '../../conformance/case.ts'
import * as objects from '../../conformance/objects.ts'
import { ask, type Group, kubectl } from '../step.ts'

const { all, coreEvent, coreEvents, event, events, experiment, experiments } = objects
const made = (path: string, ...bodies: readonly object[]) =>
  bodies.map((body) => ask(post(path, body)))

const named = (path: string): string => {
  const [, root, group] = path.split('/')
  const plural = path.split('/').at(-1)
  return root === 'apis' ? `${plural}.${group}` : `${plural}`
}

const about = (kind: string, apiVersion: string) => ({
  kind,
  apiVersion,
  name: 'a',
  namespace: '<ns>',
})

export const describeGroup: Group = {
  name: 'describe',
  cases: {
    ...Object.fromEntries(
      Object.entries(all).map(([kind, { path, small }]) => [
        `${kind}: all that there is to say`,
        [...made(path, small('a')), kubectl(`describe ${named(path)} a`)],
      ]),
    ),
    'an experiment with a status and events': [
      ...made(experiments, experiment('a')),
      ask(
        merge(`${experiments}/a/status`, {
          status: {
            observedGeneration: 1,
            summary: { stage: 'Canary', champion: 'v1', n: 7 },
            conditions: [
              {
                type: 'Ready',
                status: 'True',
                reason: 'Fine',
                message: 'all is well',
                lastTransitionTime: '2025-01-02T03:04:05Z',
              },
            ],
          },
        }),
      ),
      ...made(
        events,
        event('e', {
          regarding: about('ModelExperiment', 'contender.dev/v1alpha1'),
          reason: 'StageChanged',
        }),
      ),
      kubectl('describe mex a'),
    ],
    'a Deployment with conditions and events': [
      ...made(objects.deployments, objects.deployment('a', { replicas: 2 })),
      ask(
        merge(`${objects.deployments}/a/status`, {
          status: {
            replicas: 2,
            readyReplicas: 1,
            updatedReplicas: 2,
            availableReplicas: 1,
            unavailableReplicas: 1,
            observedGeneration: 1,
            conditions: [
              { type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable' },
            ],
          },
        }),
      ),
      ...made(coreEvents, coreEvent('e', { involvedObject: about('Deployment', 'apps/v1') })),
      kubectl('describe deployment a'),
    ],
    'a pod that runs': [
      ...made(
        objects.pods,
        objects.pod('a', {
          ...objects.podSpec(
            objects.container({
              env: [{ name: 'A', value: 'b' }],
              ports: [{ containerPort: 8080 }],
              readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
              volumeMounts: [{ name: 'v', mountPath: '/v' }],
            }),
          ),
          nodeName: 'here',
          volumes: [{ name: 'v', configMap: { name: 'c' } }],
        }),
      ),
      ask(
        merge(`${objects.pods}/a/status`, {
          status: {
            phase: 'Running',
            podIP: '10.1.2.3',
            podIPs: [{ ip: '10.1.2.3' }],
            startTime: '2025-01-02T03:04:05Z',
            conditions: [{ type: 'Ready', status: 'True' }],
            containerStatuses: [
              {
                name: 'web',
                image: 'web:1',
                imageID: '',
                ready: true,
                restartCount: 1,
                state: { running: { startedAt: '2025-01-02T03:04:05Z' } },
                lastState: {
                  terminated: {
                    exitCode: 1,
                    reason: 'Error',
                    startedAt: '2025-01-02T03:04:05Z',
                    finishedAt: '2025-01-02T03:04:06Z',
                  },
                },
              },
            ],
          },
        }),
      ),
      kubectl('describe pod a'),
    ],
    'a Service with endpoints': [
      ...made(objects.services, objects.service('web')),
      ...made(objects.endpointSlices, objects.endpointSlice('web-1')),
      kubectl('describe service web'),
    ],
    'a namespace': [kubectl('describe namespace <ns>')],
    'what is not there': [kubectl('describe mex none'), kubectl('describe pods')],
    'several, by a label': [
      ...made(
        objects.configMaps,
        objects.configMap('a', { labels: { x: 'y' } }, { key: 'value' }),
        objects.configMap('b', { labels: { x: 'y' } }),
        objects.configMap('c'),
      ),
      kubectl('describe configmaps -l x=y'),
      kubectl('describe configmap a'),
    ],
  },
}
