import type { Json, JsonObject } from '../../../../../src/api/json.ts'
import { below } from '../../../../chance.ts'

export type Random = () => number

/** Draws a value. */
export type Pool<T extends Json = Json> = (random: Random) => T

export const pick = <T>(random: Random, values: readonly T[]): T => {
  const value = values[below(random, values.length)]
  if (value === undefined) throw new Error('nothing to pick from')
  return value
}

const oneOf =
  (...values: readonly Json[]): Pool =>
  (random) =>
    pick(random, values)

/** An object with each field as likely as that. */
const some =
  (fields: { readonly [name: string]: Pool }, likely = 0.5): Pool<JsonObject> =>
  (random) => {
    const drawn = Object.entries(fields).flatMap(([name, pool]) => {
      const isThere = random() < likely
      return isThere ? [[name, pool(random)] as const] : []
    })
    return Object.fromEntries(drawn)
  }

/** The same with fields that are always there. */
const with_ =
  (fixed: JsonObject, pool: Pool<JsonObject>): Pool<JsonObject> =>
  (random) => ({ ...fixed, ...pool(random) })

/** Some of these, in any order. */
const several =
  (...pools: readonly Pool[]): Pool<readonly Json[]> =>
  (random) =>
    pools
      .filter(() => random() < 0.5)
      .map((pool) => ({ at: random(), value: pool(random) }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ value }) => value)

const among = (...values: readonly Json[]): Pool<readonly Json[]> =>
  several(...values.map((value) => () => value))

const text = oneOf('1', '2', '3')

const metadata = some(
  {
    labels: some({ l: text, m: text }),
    annotations: some({ 'a.b/c': text, d: text }),
    finalizers: among('x/a', 'x/b', 'x/c'),
  },
  0.3,
)

const env = several(...['A', 'B', 'C'].map((name) => with_({ name }, some({ value: text }))))
const ports = several(
  ...[80, 81, 82].map((containerPort) =>
    with_(
      { containerPort },
      some({ protocol: oneOf('TCP', 'UDP'), name: oneOf(`p${containerPort}`) }),
    ),
  ),
)
const container = (name: string) =>
  with_(
    { name, image: `${name}:1` },
    some(
      {
        ...{ env, ports, args: among('a', 'b'), image: oneOf(`${name}:1`, `${name}:2`) },
        resources: some({ limits: some({ cpu: oneOf('1', '2', '500m'), memory: oneOf('1Gi') }) }),
        readinessProbe: some(
          {
            httpGet: some({ path: oneOf('/', '/x'), port: () => 80 }, 1),
            periodSeconds: oneOf(5, 6),
          },
          0.9,
        ),
      },
      0.3,
    ),
  )

const labels = { app: 'x' }
const podSpec = with_(
  { containers: [] },
  some(
    {
      nodeSelector: some({ a: text, b: text }),
      tolerations: several(...['a', 'b'].map((key) => () => ({ key, operator: 'Exists' }))),
      volumes: several(
        ...['v', 'w'].map((name) =>
          with_({ name }, some({ emptyDir: some({ medium: oneOf('Memory') }) }, 0.9)),
        ),
      ),
      terminationGracePeriodSeconds: oneOf(5, 30),
    },
    0.4,
  ),
)
const deployment: Pool<JsonObject> = (random) => {
  const [first = 'a', ...others] = pick(random, [
    ['a'],
    ['a', 'b'],
    ['b', 'a'],
    ['c', 'a'],
    ['b', 'c', 'a'],
  ])
  const containers = [first, ...others].map((name) => container(name)(random))
  return {
    metadata: metadata(random),
    spec: {
      selector: { matchLabels: labels },
      ...some(
        { replicas: oneOf(1, 2, 3), minReadySeconds: oneOf(0, 5), paused: oneOf(true, false) },
        0.3,
      )(random),
      ...some(
        {
          strategy: oneOf(
            { type: 'Recreate' },
            { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } },
          ),
        },
        0.2,
      )(random),
      template: { metadata: { labels }, spec: { ...podSpec(random), containers } },
    },
  }
}

const service: Pool<JsonObject> = (random) => ({
  metadata: metadata(random),
  spec: {
    ports: [
      { name: 'main', port: 80, ...some({ targetPort: oneOf(1, 2, 'x') })(random) },
      ...several(
        ...[81, 82].flatMap((port) => [
          with_({ name: `t${port}`, port, protocol: 'TCP' }, some({ targetPort: oneOf(1, 'x') })),
          with_({ name: `u${port}`, port, protocol: 'UDP' }, some({})),
        ]),
      )(random),
    ],
    ...some(
      {
        selector: some({ a: text, b: text }),
        sessionAffinity: oneOf('ClientIP', 'None'),
        publishNotReadyAddresses: oneOf(true, false),
      },
      0.4,
    )(random),
  },
})

const proof: Pool<JsonObject> = some(
  {
    metadata,
    spec: some(
      {
        ...{
          text,
          number: oneOf(1, 2),
          amount: oneOf(1, '1', '2'),
          truth: oneOf(true, false),
          filled: text,
        },
        ...{ set: among('a', 'b', 'c', 'd'), numbers: among(1, 2, 10, 9), atomic: among('a', 'b') },
        plain: several(some({ a: text, b: text }), some({ a: text })),
        struct: some({ a: text, b: some({ c: text }) }),
        whole: some({ a: text, b: text }),
        map: some({ x: text, y: text, z: text }),
        wholeMap: some({ x: text, y: text }),
        deep: some({ k: some({ a: text, set: among('p', 'q') }), l: some({ a: text }) }),
        open: some({ known: text, other: some({ x: oneOf(1, [1], [2], 's'), y: text }) }),
        anything: some({ a: oneOf(1, 'x', [1], {}, { b: 1 }), b: some({ c: text, d: text }) }),
        items: several(
          ...['a', 'b', 'c', 'd', 'e'].map((name) =>
            with_(
              { name },
              some({
                value: text,
                struct: some({ a: text, b: text }),
                ports: several(
                  ...[1, 2].flatMap((port) => [
                    with_({ port }, some({ label: text })),
                    with_({ port, protocol: 'UDP' }, some({ label: text })),
                  ]),
                ),
              }),
            ),
          ),
        ),
      },
      0.3,
    ),
  },
  0.9,
)

const metrics = (random: Random): Json => [
  {
    name: 'accuracy',
    kind: 'Accuracy',
    role: 'Objective',
    outcomeDelay: pick(random, ['24h', '48h']),
  },
  ...several(() => ({ name: 'also', kind: 'Accuracy', role: 'Info', outcomeDelay: '24h' }))(random),
]

const experiment: Pool<JsonObject> = (random) => ({
  metadata: metadata(random),
  spec: {
    ...{ task: 'Classification', champion: 'a' },
    metrics: metrics(random),
    ...some({ suspend: oneOf(true, false) }, 0.5)(random),
    variants: [
      { name: 'a', model: { uri: 's3://m/a.onnx' }, ...some({ replicas: oneOf(1, 2) })(random) },
      ...several(
        ...['b', 'c'].map((name) =>
          with_(
            { name, model: { uri: `s3://m/${name}.onnx` } },
            some({ replicas: oneOf(1, 2, 3) }),
          ),
        ),
      )(random),
    ],
  },
})

const conditions = several(
  ...['A', 'B', 'C'].map((type) =>
    with_({ type, status: 'True' }, some({ reason: text, message: text })),
  ),
)

/** Of each kind, what objects may be like. */
export const pools: { readonly [kind: string]: Pool<JsonObject> } = {
  ConfigMap: some({ data: some({ a: text, b: text, c: text, d: text }), metadata }, 0.8),
  Deployment: deployment,
  Service: service,
  Proof: proof,
  ModelExperiment: experiment,
}

/** And what their status may be like, where we know it. */
export const statusPools: { readonly [kind: string]: Pool<JsonObject> } = {
  Proof: some(
    {
      status: some({ phase: text, counts: some({ a: oneOf(1, 2), b: oneOf(1) }), conditions }),
      metadata,
      spec: some({ text }),
    },
    0.6,
  ),
  Deployment: some(
    { status: some({ replicas: oneOf(1, 2), readyReplicas: oneOf(0, 1), conditions }) },
    1,
  ),
}
