import { type Group, get, given, post, strategic } from '../case.ts'
import {
  account,
  accounts,
  configMap,
  configMaps,
  container,
  deployment,
  deployments,
  experiment,
  experiments,
  podSpec,
  service,
  services,
} from '../objects.ts'

const path = `${deployments}/a`
const inPod = (spec: object) => ({ spec: { template: { spec } } })

const two = given(
  deployments,
  deployment(
    'a',
    {},
    podSpec(
      container({
        env: [
          { name: 'ONE', value: '1' },
          { name: 'TWO', value: '2' },
        ],
        ports: [{ name: 'http', containerPort: 8080 }],
        args: ['a', 'b'],
      }),
      container({ name: 'side', image: 'side:1' }),
    ),
  ),
)

/** What of a Deployment these patches touch. */
const template = (body: unknown) => {
  const { spec, ...status } = Object(body)
  return spec === undefined ? status : spec.template
}
const only = { only: template }

export const strategicPatch: Group = {
  name: 'strategic merge patch',
  cases: {
    'containers are told apart by name': [
      ...two,
      strategic(path, inPod({ containers: [{ name: 'side', image: 'side:2' }] })),
    ],
    'a container that is new comes first': [
      ...two,
      strategic(path, inPod({ containers: [{ name: 'third', image: 'third:1' }] }), only),
    ],
    'the environment is told apart by name, ports by number': [
      ...two,
      strategic(
        path,
        inPod({
          containers: [
            {
              name: 'web',
              env: [
                { name: 'TWO', value: 'two' },
                { name: 'THREE', value: '3' },
              ],
              ports: [{ containerPort: 9090, name: 'metrics' }],
            },
          ],
        }),
        only,
      ),
    ],
    'arguments are replaced': [
      ...two,
      strategic(path, inPod({ containers: [{ name: 'web', args: ['c'] }] }), only),
    ],
    'an item is deleted': [
      ...two,
      strategic(
        path,
        inPod({
          containers: [
            { name: 'side', $patch: 'delete' },
            { name: 'web', env: [{ name: 'ONE', $patch: 'delete' }] },
          ],
        }),
        only,
      ),
    ],
    'an item that is not there may be deleted': [
      ...two,
      strategic(path, inPod({ containers: [{ name: 'none', $patch: 'delete' }] }), only),
    ],
    'a list is replaced on request': [
      ...two,
      strategic(
        path,
        inPod({ containers: [{ $patch: 'replace' }, container({ name: 'new' })] }),
        only,
      ),
    ],
    'an object is replaced on request': [
      ...two,
      strategic(path, inPod({ $patch: 'replace', containers: [container({ name: 'new' })] }), only),
    ],
    'items come in the order that is asked for': [
      ...two,
      strategic(
        path,
        inPod({
          '$setElementOrder/containers': [{ name: 'side' }, { name: 'new' }, { name: 'web' }],
          containers: [{ name: 'new', image: 'new:1' }],
        }),
        only,
      ),
    ],
    'an order without changes': [
      ...two,
      strategic(
        path,
        inPod({ '$setElementOrder/containers': [{ name: 'side' }, { name: 'web' }] }),
        only,
      ),
    ],
    'an order that lacks an item': [
      ...two,
      strategic(
        path,
        inPod({
          '$setElementOrder/containers': [{ name: 'web' }],
          containers: [{ name: 'web', image: 'web:2' }],
        }),
        only,
      ),
    ],
    'null takes away': [
      ...two,
      strategic(
        path,
        inPod({ containers: [{ name: 'web', env: null, args: null }], restartPolicy: null }),
        only,
      ),
    ],
    'a volume changes its kind, keeping only the keys it has now': [
      ...given(
        deployments,
        deployment('a', {}, { ...podSpec(), volumes: [{ name: 'v', emptyDir: {} }] }),
      ),
      strategic(
        path,
        inPod({
          volumes: [{ name: 'v', $retainKeys: ['name', 'configMap'], configMap: { name: 'c' } }],
        }),
        only,
      ),
    ],
    'the way of renewal changes': [
      ...two,
      strategic(path, { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } }),
      strategic(path, {
        spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 2 } } },
      }),
    ],
    'labels and plain maps are merged': [
      ...given(configMaps, configMap('a', { labels: { a: 'b' } }, { key: 'value' })),
      strategic(`${configMaps}/a`, {
        metadata: { labels: { c: 'd' } },
        data: { other: 'content' },
      }),
      strategic(`${configMaps}/a`, { data: { key: null, $patch: 'replace', third: 'x' } }),
    ],
    'finalizers are a set': [
      ...given(configMaps, configMap('a', { finalizers: ['contender.dev/a', 'contender.dev/b'] })),
      strategic(`${configMaps}/a`, { metadata: { finalizers: ['contender.dev/c'] } }),
      strategic(`${configMaps}/a`, {
        metadata: { '$deleteFromPrimitiveList/finalizers': ['contender.dev/a'] },
      }),
      strategic(`${configMaps}/a`, { metadata: { finalizers: null } }),
    ],
    'owners are told apart by uid': [
      post(configMaps, configMap('owner'), { as: 'one' }),
      ...given(
        configMaps,
        configMap('a', {
          ownerReferences: [
            { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: '<one.metadata.uid>' },
          ],
        }),
      ),
      strategic(`${configMaps}/a`, {
        metadata: {
          ownerReferences: [
            {
              apiVersion: 'v1',
              kind: 'ConfigMap',
              name: 'owner',
              uid: '<one.metadata.uid>',
              controller: true,
            },
          ],
        },
      }),
      strategic(`${configMaps}/a`, {
        metadata: { ownerReferences: [{ uid: '<one.metadata.uid>', $patch: 'delete' }] },
      }),
    ],
    'ports of a Service are told apart by number': [
      ...given(services, service('a')),
      strategic(`${services}/a`, { spec: { ports: [{ port: 443, name: 'https' }] } }),
      strategic(`${services}/a`, { spec: { ports: [{ port: 80, targetPort: 9090 }] } }),
    ],
    'secrets of an account are told apart by name': [
      ...given(accounts, { ...account('a'), imagePullSecrets: [{ name: 'x' }] }),
      strategic(`${accounts}/a`, { imagePullSecrets: [{ name: 'y' }, { name: 'x' }] }),
    ],
    'conditions are told apart by their type': [
      ...given(deployments, deployment('a')),
      strategic(`${path}/status`, {
        status: { conditions: [{ type: 'Available', status: 'True', reason: 'One' }] },
      }),
      strategic(`${path}/status`, {
        status: {
          conditions: [
            { type: 'Progressing', status: 'True', reason: 'Two' },
            { type: 'Available', status: 'False' },
          ],
        },
      }),
    ],
    'an item without its key is refused': [
      ...two,
      strategic(path, inPod({ containers: [{ image: 'web:2' }] })),
    ],
    'a directive that nobody knows is refused': [
      ...two,
      strategic(path, inPod({ containers: [{ name: 'web', $patch: 'forget' }] })),
      strategic(path, inPod({ $patch: 'forget' })),
    ],
    'as it was seen': [
      post(configMaps, configMap('a'), { as: 'made' }),
      strategic(`${configMaps}/a`, { data: { a: 'b' } }),
      strategic(`${configMaps}/a`, {
        metadata: { resourceVersion: '<made.metadata.resourceVersion>' },
        data: { a: 'c' },
      }),
    ],
    'nothing changes nothing': [
      post(configMaps, configMap('a'), { as: 'made' }),
      strategic(`${configMaps}/a`, {}),
    ],
    'what is no object is refused': [
      ...given(configMaps, configMap('a')),
      strategic(`${configMaps}/a`, '[]'),
      strategic(`${configMaps}/a`, '{"data": '),
      strategic(`${configMaps}/a`, { data: 'text' }),
    ],
    'an unknown field is dropped with a warning': [
      ...given(configMaps, configMap('a')),
      strategic(`${configMaps}/a`, { colour: 'red', data: { a: 'b' } }),
    ],
    'a dry run answers as if, and nothing has changed': [
      ...given(configMaps, configMap('a')),
      strategic(`${configMaps}/a`, { data: { a: 'b' } }, { query: { dryRun: 'All' } }),
      get(`${configMaps}/a`),
    ],
    'experiments are not patched so': [
      ...given(experiments, experiment('a')),
      strategic(`${experiments}/a`, { spec: { suspend: true } }),
    ],
  },
}
