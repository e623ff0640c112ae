import { merge, post, remove } from '../../conformance/case.ts'
import * as objects from '../../conformance/objects.ts'
import { ask, ends, type Group, kubectl, start } from '../step.ts'

const { configMap, configMaps, deployment, deployments, experiment, experiments, pod, pods } =
  objects
const made = (path: string, ...bodies: readonly object[]) =>
  bodies.map((body) => ask(post(path, body)))
const finalizers = ['contender.dev/x']
const released = (path: string) => ask(merge(path, { metadata: { finalizers: null } }))

export const deleteGroup: Group = {
  name: 'delete and wait',
  cases: {
    'by name': [
      ...made(configMaps, configMap('a'), configMap('b')),
      kubectl('delete configmap a'),
      kubectl('delete configmap a'),
      kubectl('delete configmap a --ignore-not-found'),
      kubectl('delete cm/b'),
      kubectl('get configmaps'),
    ],
    'an experiment': [...made(experiments, experiment('a')), kubectl('delete mex a')],
    'what a file says': [
      ...made(experiments, experiment('a')),
      ...made(configMaps, configMap('a')),
      kubectl('delete -f -', experiment('a'), configMap('a')),
      kubectl('delete -f -', experiment('a'), configMap('a')),
    ],
    'by labels, and all': [
      ...made(
        configMaps,
        configMap('a', { labels: { x: 'y' } }),
        configMap('b', { labels: { x: 'y' } }),
        configMap('c'),
      ),
      kubectl('delete configmaps -l x=y'),
      kubectl('delete configmaps -l x=y'),
      kubectl('delete configmaps --all'),
      kubectl('delete configmaps --field-selector metadata.name=a'),
    ],
    'it waits until it is gone': [
      ...made(configMaps, configMap('a', { finalizers })),
      start('d', 'delete configmap a', 1),
      released(`${configMaps}/a`),
      ends('d'),
    ],
    'it need not wait': [
      ...made(configMaps, configMap('a', { finalizers })),
      kubectl('delete configmap a --wait=false'),
      kubectl('get configmap a -o jsonpath={.metadata.finalizers}'),
      released(`${configMaps}/a`),
    ],
    'it does not wait forever': [
      ...made(configMaps, configMap('a', { finalizers })),
      kubectl('delete configmap a --timeout=2s'),
      released(`${configMaps}/a`),
    ],
    'the dependents stay': [
      ...made(deployments, deployment('a')),
      kubectl('delete deployment a --cascade=orphan --wait=false'),
    ],
    'the dependents go first': [
      ...made(deployments, deployment('a')),
      kubectl('delete deployment a --cascade=foreground --wait=false'),
    ],
    'pods, with time and without': [
      ...made(pods, pod('a'), pod('b'), pod('c')),
      kubectl('delete pod a'),
      kubectl('delete pod b --now'),
      kubectl('delete pod c --force --grace-period=0'),
    ],
    'a dry run': [
      ...made(configMaps, configMap('a')),
      kubectl('delete configmap a --dry-run=server'),
      kubectl('delete configmap a --dry-run=client'),
      kubectl('get configmap a -o name'),
    ],
    'a namespace': [kubectl('delete namespace <ns> --wait=false')],
    'a namespace that must not go': [kubectl('delete namespace default')],
    'a condition that holds': [
      ...made(experiments, experiment('a')),
      ask(
        merge(`${experiments}/a/status`, {
          status: {
            conditions: [
              {
                type: 'Ready',
                status: 'True',
                reason: 'Fine',
                message: '',
                lastTransitionTime: '2025-01-02T03:04:05Z',
              },
            ],
          },
        }),
      ),
      kubectl('wait mex/a --for=condition=Ready --timeout=10s'),
      kubectl('wait mex/a --for=condition=Ready=true --timeout=10s'),
      kubectl('wait mex/a --for=condition=Ready=False --timeout=2s'),
    ],
    'a condition that comes': [
      ...made(deployments, deployment('a')),
      start('w', 'wait deployment/a --for=condition=Available --timeout=15s', 0),
      ask(
        merge(`${deployments}/a/status`, {
          status: { conditions: [{ type: 'Available', status: 'True' }], observedGeneration: 1 },
        }),
      ),
      ends('w'),
    ],
    'a field that has a value, or gets it': [
      ...made(experiments, experiment('a')),
      kubectl('wait mex/a --for=jsonpath={.spec.task}=Classification --timeout=10s'),
      start('w', 'wait mex/a --for=jsonpath={.status.summary.stage}=Canary --timeout=15s', 0),
      ask(merge(`${experiments}/a/status`, { status: { summary: { stage: 'Canary' } } })),
      ends('w'),
    ],
    'that it is gone': [
      ...made(experiments, experiment('a')),
      start('w', 'wait mex/a --for=delete --timeout=15s', 0),
      ask(remove(`${experiments}/a`)),
      ends('w'),
      kubectl('wait mex/a --for=delete --timeout=5s'),
    ],
    'that it is there': [
      start('w', 'wait configmap/a --for=create --timeout=15s', 0),
      ...made(configMaps, configMap('a')),
      ends('w'),
    ],
    'in vain': [
      kubectl('wait mex/none --for=condition=Ready --timeout=2s'),
      kubectl('wait pods --all --for=condition=Ready --timeout=2s'),
      ...made(pods, pod('a')),
      kubectl('wait pods --all --for=condition=Ready --timeout=2s'),
    ],
  },
}
