import { apply } from '../../conformance/case.ts'
import * as objects from '../../conformance/objects.ts'
import { ask, type Group, kubectl, kubectlOn, type Step } from '../step.ts'

const { all, configMap, container, deployment, experiment, podSpec, service } = objects

type Small = ReturnType<(typeof all)[keyof typeof all]['small']>

const labelled = (object: Small, labels: object) => ({
  ...object,
  metadata: { ...object.metadata, labels: { ...Object(object.metadata).labels, ...labels } },
})

/** `deployments.apps/a`, so that no other group is meant. */
const nameOf = ({ path }: { readonly path: string }): string => {
  const [, root = '', group = ''] = path.split('/')
  const plural = path.split('/').at(-1)
  return root === 'apis' ? `${plural}.${group}/a` : `${plural}/a`
}

const labels = (name: string) => kubectl(`get ${name} -o jsonpath={.metadata.labels}`)

const each = (steps: (small: Small, name: string) => readonly Step[], word: string) =>
  Object.fromEntries(
    Object.entries(all).map(([kind, { path, small }]) => [
      `${kind}: ${word}`,
      steps(small('a'), nameOf({ path })),
    ]),
  )

export const applyGroup: Group = {
  name: 'apply',
  cases: {
    ...each(
      (small, name) => [
        kubectl('apply -f -', labelled(small, { one: '1', two: '2' })),
        kubectl('apply -f -', labelled(small, { one: '1', two: '2' })),
        kubectl('apply -f -', labelled(small, { one: '3' })),
        labels(name),
      ],
      'applied, again, and with a label less',
    ),
    ...each(
      (small, name) => [
        kubectl('apply --server-side -f -', labelled(small, { one: '1', two: '2' })),
        kubectl('apply --server-side -f -', labelled(small, { one: '3' })),
        labels(name),
      ],
      'applied by the server, and with a label less',
    ),
    'a Deployment changes in the middle of its lists': [
      kubectl(
        'apply -f -',
        deployment(
          'a',
          { replicas: 2 },
          podSpec(
            container({
              env: [
                { name: 'ONE', value: '1' },
                { name: 'TWO', value: '2' },
              ],
              ports: [{ containerPort: 80 }],
            }),
            container({ name: 'side' }),
          ),
        ),
      ),
      kubectl(
        'apply -f -',
        deployment(
          'a',
          {},
          podSpec(
            container({ image: 'web:2', env: [{ name: 'TWO', value: 'two' }] }),
            container({ name: 'new' }),
          ),
        ),
      ),
      kubectl('get deployment a -o yaml'),
    ],
    'a Service loses a port': [
      kubectl(
        'apply -f -',
        service('a', {
          ports: [
            { name: 'a', port: 80 },
            { name: 'b', port: 81 },
          ],
        }),
      ),
      kubectl('apply -f -', service('a', { ports: [{ name: 'b', port: 81 }] })),
      kubectl('get service a -o jsonpath={.spec.ports}'),
    ],
    'a ConfigMap loses a key that another has changed': [
      kubectl('apply -f -', configMap('a', {}, { one: '1', two: '2' })),
      kubectl(['patch', 'configmap', 'a', '-p', '{"data":{"one":"other","three":"3"}}']),
      kubectl('apply -f -', configMap('a', {}, { two: '2' })),
      kubectl('get configmap a -o jsonpath={.data}'),
    ],
    'an experiment changes, and loses a field': [
      kubectl('apply -f -', experiment('a', { suspend: true })),
      kubectl(
        'apply -f -',
        experiment('a', {
          champion: 'v2',
          variants: [{ name: 'v2', model: { uri: 's3://models/2.onnx' } }],
        }),
      ),
      kubectl('get mex a -o yaml'),
    ],
    'several objects at once': [
      kubectl('apply -f -', configMap('a'), service('b'), deployment('c'), experiment('d')),
      kubectl('apply -f -', configMap('a'), service('b'), deployment('c'), experiment('d')),
    ],
    'an experiment as people write it': [
      kubectlOn(
        'apply -f -',
        `# a comment
apiVersion: contender.dev/v1alpha1
kind: ModelExperiment
metadata:
  name: signals
spec:
  task: Classification
  champion: v3
  variants:
    - { name: v3, model: { uri: "s3://models/3.onnx" } }
    - { name: v4, model: { uri: "s3://models/4.onnx" } }
  metrics:
    - { name: accuracy, kind: Accuracy, role: Objective, outcomeDelay: 24h }
`,
      ),
      kubectl('get mex signals -o jsonpath={.spec.variants[*].name}'),
    ],
    'an experiment that is wrong': [
      kubectl('apply -f -', experiment('a', { champion: 'v9' })),
      kubectl('apply -f -', experiment('a', { colour: 'red' })),
      kubectl('apply --validate=warn -f -', experiment('a', { colour: 'red' })),
      kubectl('apply --validate=ignore -f -', experiment('a', { colour: 'red' })),
    ],
    'a Deployment that is wrong': [
      kubectl('apply -f -', deployment('a', { selector: { matchLabels: { app: 'x' } } })),
      kubectl('apply -f -', deployment('a', { colour: 'red' })),
      kubectl('apply -f -', deployment('a', { replicas: 'many' })),
    ],
    'a kind that nobody knows': [
      kubectl('apply -f -', {
        apiVersion: 'example.com/v1',
        kind: 'Poem',
        metadata: { name: 'a' },
      }),
    ],
    'a dry run of the server': [
      kubectl('apply --dry-run=server -f -', experiment('a')),
      kubectl('get mex'),
      kubectl('apply -f -', experiment('a')),
      kubectl('apply --dry-run=server -f -', experiment('a', { suspend: true })),
      kubectl('apply --dry-run=server --server-side -f -', experiment('b')),
      kubectl('apply --dry-run=client -f -', experiment('b')),
    ],
    'what would change': [
      kubectl('diff -f -', configMap('a', {}, { one: '1' })),
      kubectl('apply -f -', configMap('a', {}, { one: '1' })),
      kubectl('diff -f -', configMap('a', {}, { one: '1' })),
      kubectl('diff -f -', configMap('a', {}, { one: '2' })),
    ],
    'what would change of an experiment': [
      kubectl('apply -f -', experiment('a')),
      kubectl('diff -f -', experiment('a')),
      kubectl('diff -f -', experiment('a', { suspend: true })),
      kubectl('diff --server-side -f -', experiment('a', { suspend: true })),
    ],
    'a conflict, and who insists': [
      kubectl('apply --server-side --field-manager=one -f -', configMap('a', {}, { k: '1' })),
      kubectl('apply --server-side --field-manager=two -f -', configMap('a', {}, { k: '2' })),
      kubectl(
        'apply --server-side --field-manager=two --force-conflicts -f -',
        configMap('a', {}, { k: '2' }),
      ),
      kubectl('get configmap a -o yaml --show-managed-fields'),
    ],
    'a conflict about an experiment': [
      kubectl('apply --server-side -f -', experiment('a')),
      ask(
        apply(`${objects.experiments}/a`, experiment('a', { suspend: true }), {
          query: { fieldManager: 'two', force: 'true' },
        }),
      ),
      kubectl('apply --server-side -f -', experiment('a', { suspend: false })),
    ],
    'from the one way of applying to the other': [
      kubectl('apply -f -', configMap('a', {}, { one: '1', two: '2' })),
      kubectl('apply --server-side -f -', configMap('a', {}, { one: '1' })),
      kubectl('get configmap a -o jsonpath={.data}'),
      kubectl('apply -f -', configMap('a', {}, { one: '1', three: '3' })),
    ],
    'an object that was created without apply': [
      kubectl('create -f -', configMap('a', {}, { one: '1' })),
      kubectl('apply -f -', configMap('a', {}, { one: '2' })),
    ],
    'what was applied last': [
      kubectl('apply -f -', configMap('a', {}, { one: '1' })),
      kubectl('apply view-last-applied configmap/a'),
    ],
    'into a namespace that is not there': [
      kubectl('apply -f -', configMap('a', { namespace: 'no-such-namespace' })),
    ],
    'an answer as YAML': [kubectl('apply -o yaml -f -', configMap('a', {}, { one: '1' }))],
  },
}
