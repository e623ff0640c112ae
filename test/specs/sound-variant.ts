import type { Json, JsonObject } from '../../src/api/json.ts'
import { type Dice, given } from './dice.ts'

/** A sound variant of one of the three sources. */
export function aSoundVariant(dice: Dice, name: string): JsonObject {
  const source = dice.pick(['model', 'model', 'service', 'template'])
  if (source === 'service') return { name, service: service(dice) }
  const scaled = dice.pick([
    {},
    { replicas: dice.between(1, 1000) },
    { autoscaling: autoscaling(dice) },
  ])
  const common = { ...scaled, scheduling: dice.maybe(() => scheduling(dice)) }
  if (source === 'template') {
    const own = dice.maybe(() => resources(dice))
    return given({ name, template: template(dice), ...common, resources: own })
  }
  const needed = 'autoscaling' in scaled ? { requests: { cpu: '1' } } : undefined
  return given({
    name,
    model: model(dice),
    ...common,
    resources: needed ?? dice.maybe(() => resources(dice)),
  })
}

function model(dice: Dice): Json {
  const uri = dice.pick([
    's3://m/3.onnx',
    'https://m.example/4@1.onnx',
    'http://m/x?y=z',
    'http://m',
    'file:///m/ä.onnx',
  ])
  const secret = () => ({ secretName: dice.pick(['s3', 'a.b-c.d', 'x'.repeat(253)]) })
  return given({
    uri,
    sha256: dice.maybe(() => '0123456789abcdef'.repeat(4)),
    version: dice.maybe(() => dice.pick(['3', '2024-11-21', '𝟛'.repeat(64)])),
    credentials: uri.startsWith('file:') ? undefined : dice.maybe(secret),
  })
}

function service(dice: Dice): Json {
  return given({
    name: dice.pick(['legacy', 's'.repeat(63)]),
    port: dice.pick([1, 8080, 65535]),
    path: dice.maybe(() => dice.pick(['/', '/v2/models/m/infer'])),
  })
}

function autoscaling(dice: Dice): Json {
  const min = dice.between(1, 5)
  return { min, max: min + dice.below(4), targetCPU: dice.between(1, 1000) }
}

export function resources(dice: Dice): Json {
  const quantities = () =>
    given({
      cpu: dice.maybe(() => dice.pick<Json>([1, '500m', '0.5', '1e3'])),
      memory: dice.maybe(() => dice.pick(['256Mi', '1G', '.5Gi', '1Ki'])),
      'nvidia.com/gpu': dice.maybe(() => 1),
    })
  return given({ requests: dice.maybe(quantities), limits: dice.maybe(quantities) })
}

function scheduling(dice: Dice): Json {
  return given({
    nodeSelector: dice.maybe(() => ({ disk: 'ssd', 'a.example/b': '' })),
    tolerations: dice.maybe(() =>
      dice.times(dice.below(3), () =>
        given({
          key: dice.maybe(() => 'dedicated'),
          operator: dice.maybe(() => dice.pick(['Exists', 'Equal'])),
          value: dice.maybe(() => 'models'),
          effect: dice.maybe(() => dice.pick(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])),
          tolerationSeconds: dice.maybe(() => dice.pick<Json>([0, -5, 9007199254740993n])),
        }),
      ),
    ),
    affinity: dice.maybe(() => ({ anything: { goes: [1, 'x', null] } })),
    serviceAccountName: dice.maybe(() => 'models'),
    imagePullSecrets: dice.maybe(() => [{ name: 'registry' }, { name: 'other' }]),
  })
}

function template(dice: Dice): Json {
  return given({
    metadata: dice.maybe(() =>
      given({
        labels: dice.maybe(() => ({ team: 'a' })),
        annotations: dice.maybe(() => ({ note: 'by hand' })),
      }),
    ),
    spec: {
      containers: dice.times(dice.between(1, 3), (i) => ({
        name: `c${i}`,
        image: 'registry.example/server:1',
        ports: [{ containerPort: 8000 }],
      })),
      ...given({ volumes: dice.maybe(() => [{ name: 'v', emptyDir: {} }]) }),
    },
  })
}
