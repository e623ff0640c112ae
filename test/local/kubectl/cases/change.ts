import { merge, post } from '../../conformance/case.ts'
import * as objects from '../../conformance/objects.ts'
import { ask, type Group, kubectl } from '../step.ts'

const { configMap, configMaps, deployment, deployments, experiment, experiments, services } =
  objects
const made = (path: string, ...bodies: readonly object[]) =>
  bodies.map((body) => ask(post(path, body)))
const shown = (what: string, field: string) => kubectl(`get ${what} -o jsonpath={${field}}`)

export const changeGroup: Group = {
  name: 'change',
  cases: {
    labels: [
      ...made(configMaps, configMap('a'), configMap('b')),
      kubectl('label configmap a color=red'),
      kubectl('label configmap a color=red'),
      kubectl('label configmap a color=blue'),
      kubectl('label configmap a color=blue --overwrite'),
      kubectl('label configmap a color-'),
      kubectl('label configmap a nothing-'),
      kubectl('label configmaps --all size=1'),
      kubectl('label configmap a --list'),
      kubectl(['label', 'configmap', 'a', 'x=not a value']),
      kubectl('label configmap none x=y'),
    ],
    annotations: [
      ...made(experiments, experiment('a')),
      kubectl('annotate mex a contender.dev/note=x'),
      kubectl('annotate mex a contender.dev/note=y'),
      kubectl('annotate mex a contender.dev/note=y --overwrite'),
      shown('mex/a', '.metadata.annotations'),
      kubectl('annotate mex a contender.dev/note-'),
      kubectl('annotate mex a x=y --dry-run=server'),
      kubectl('annotate mex a x=y --resource-version=1'),
    ],
    replicas: [
      ...made(deployments, deployment('a')),
      kubectl('scale deployment a --replicas=3'),
      kubectl('scale deployment/a --replicas=2 --current-replicas=3'),
      kubectl('scale deployment/a --replicas=5 --current-replicas=3'),
      shown('deployment/a', '.spec.replicas'),
      kubectl('scale deployment none --replicas=3'),
      kubectl('scale deployment a --replicas=-1'),
    ],
    'replicas of what has none': [
      ...made(experiments, experiment('a')),
      kubectl('scale mex a --replicas=3'),
    ],
    'a patch of each form': [
      ...made(deployments, deployment('a')),
      kubectl(['patch', 'deployment', 'a', '-p', '{"spec":{"replicas":2}}']),
      kubectl(['patch', 'deployment', 'a', '-p', '{"spec":{"replicas":2}}']),
      kubectl([
        'patch',
        'deployment',
        'a',
        '-p',
        '{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"web:2"}]}}}}',
      ]),
      kubectl(['patch', 'deployment', 'a', '--type=merge', '-p', '{"spec":{"replicas":3}}']),
      kubectl([
        'patch',
        'deployment',
        'a',
        '--type=json',
        '-p',
        '[{"op":"replace","path":"/spec/replicas","value":4}]',
      ]),
      shown('deployment/a', '.spec.replicas'),
      shown('deployment/a', '.spec.template.spec.containers[*].image'),
    ],
    'a patch of an experiment': [
      ...made(experiments, experiment('a')),
      kubectl(['patch', 'mex', 'a', '-p', '{"spec":{"suspend":true}}']),
      kubectl(['patch', 'mex', 'a', '--type=merge', '-p', '{"spec":{"suspend":true}}']),
      kubectl(['patch', 'mex', 'a', '--type=merge', '-p', '{"spec":{"colour":"red"}}']),
      kubectl(['patch', 'mex', 'a', '--type=merge', '-p', '{"spec":{"champion":"v9"}}']),
      kubectl([
        'patch',
        'mex',
        'a',
        '--type=merge',
        '--subresource=status',
        '-p',
        '{"status":{"observedGeneration":1}}',
      ]),
      shown('mex/a', '.status'),
    ],
    'a patch that cannot be': [
      ...made(configMaps, configMap('a')),
      kubectl(['patch', 'configmap', 'a', '-p', '{"data":{"x":1}}']),
      kubectl([
        'patch',
        'configmap',
        'a',
        '--type=json',
        '-p',
        '[{"op":"remove","path":"/data/x"}]',
      ]),
      kubectl(['patch', 'configmap', 'none', '-p', '{}']),
    ],
    created: [
      kubectl('create -f -', experiment('a'), configMap('a')),
      kubectl('create -f -', experiment('a')),
      kubectl('create -f - -o name', { ...configMap(''), metadata: { name: 'b' } }),
      kubectl('create -f - --dry-run=server -o yaml', configMap('c', {}, { x: 'y' })),
      kubectl('create -f -', experiment('b', { champion: 'v9' })),
    ],
    'created from words': [
      kubectl('create configmap a --from-literal=x=y'),
      kubectl('create secret generic a --from-literal=x=y'),
      kubectl('create deployment a --image=web:1 --replicas=2 --port=80'),
      kubectl('create service clusterip a --tcp=80:8080'),
      kubectl('create serviceaccount a'),
      kubectl('create poddisruptionbudget a --selector=app=a --min-available=1'),
      kubectl('create namespace <ns>'),
      kubectl('run b --image=web:1'),
      kubectl('expose deployment a --name=c --port=80'),
      kubectl('autoscale deployment a --max=3 --min=1'),
      kubectl('get configmaps,secrets,deployments,services,serviceaccounts,pdb,pods,hpa -o name'),
    ],
    replaced: [
      kubectl('replace -f -', configMap('a', {}, { x: 'y' })),
      ...made(configMaps, configMap('a')),
      kubectl('replace -f -', configMap('a', {}, { x: 'y' })),
      shown('configmap/a', '.data'),
      kubectl('replace -f -', configMap('a', { resourceVersion: '1' }, { x: 'z' })),
      kubectl('replace --force -f -', configMap('a', {}, { x: 'new' })),
    ],
    'an experiment replaced': [
      ...made(experiments, experiment('a')),
      kubectl('replace -f -', experiment('a', { suspend: true })),
      shown('mex/a', '.spec.suspend'),
    ],
    'an image, and what surrounds it': [
      ...made(deployments, deployment('a')),
      kubectl('set image deployment/a web=web:2'),
      kubectl('set env deployment/a ONE=1'),
      kubectl('set resources deployment/a --limits=memory=1Gi'),
      kubectl('get deployment a -o wide'),
    ],
    'the selector of a Service': [
      ...made(services, objects.service('a')),
      kubectl('set selector service a app=other'),
      shown('service/a', '.spec.selector'),
    ],
    'a Deployment rolls out': [
      ...made(deployments, deployment('a')),
      ask(
        merge(`${deployments}/a/status`, {
          status: {
            replicas: 1,
            updatedReplicas: 1,
            readyReplicas: 1,
            availableReplicas: 1,
            observedGeneration: 1,
          },
        }),
      ),
      kubectl('rollout status deployment a'),
      kubectl('rollout pause deployment a'),
      kubectl('rollout resume deployment a'),
      kubectl('rollout restart deployment a'),
      kubectl('rollout status deployment a --timeout=2s'),
      kubectl('rollout status deployment none'),
    ],
    'a Deployment has no history without ReplicaSets': [
      ...made(deployments, deployment('a')),
      kubectl('rollout history deployment a'),
      kubectl('rollout undo deployment a'),
    ],
    events: [
      kubectl('events'),
      ...made(
        objects.coreEvents,
        objects.coreEvent('a'),
        objects.coreEvent('b', { type: 'Normal', reason: 'Fine' }),
      ),
      kubectl('events'),
      kubectl('events --types=Warning'),
      kubectl('events --for configmap/a'),
      kubectl('get events --field-selector reason=Fine'),
      kubectl('get events --sort-by=.reason'),
    ],
  },
}
