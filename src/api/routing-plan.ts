import { kindNames } from './metric-kinds.ts'
import { metrics } from './metrics.ts'
import { apiVersion } from './names.ts'
import { pointer, positiveDuration } from './quantities.ts'
import { type FromSchema, namedList, type Schema } from './schema.ts'
import { traffic } from './traffic.ts'

/** A variant at a revision, as it is written everywhere: `enhanced@1f0c9a2b`. */
const variantKey = {
  type: 'string',
  maxLength: 29,
  pattern: '^[a-z0-9]([-a-z0-9]{0,18}[a-z0-9])?@[0-9a-f]{8}$',
} as const satisfies Schema

const address = {
  type: 'string',
  maxLength: 263,
  pattern: '^([a-z0-9.-]+|\\[[0-9a-f:.]+\\]):[0-9]{1,5}$',
} as const satisfies Schema

const count = { type: 'integer', minimum: 1, maximum: 2 ** 53 - 1 } as const satisfies Schema

const variant = {
  type: 'object',
  required: ['name'],
  properties: {
    name: variantKey,
    endpoints: {
      type: 'array',
      maxItems: 1000,
      items: address,
      default: [],
      description: 'Its ready pods.',
    },
    service: {
      ...address,
      description:
        'Its Service, for when no endpoint answers: pods replaced meanwhile are behind it.',
    },
    path: {
      type: 'string',
      maxLength: 2048,
      pattern: '^/[!-~]*$',
      description: 'Where it takes predictions. Absent: where the client asked.',
    },
    prediction: {
      type: 'object',
      description:
        'Where its answers hold what is scored. Absent: it says so in x-contender-prediction.',
      properties: { label: pointer, probability: pointer, value: pointer },
    },
  },
} as const satisfies Schema

const share = {
  type: 'object',
  required: ['variant', 'from', 'to'],
  properties: {
    variant: variantKey,
    from: { type: 'number', minimum: 0, maximum: 1 },
    to: { type: 'number', minimum: 0, maximum: 1 },
  },
} as const satisfies Schema

const { name, outcomeDelay, latencyThreshold, field, clip, largestError, positiveLabel } =
  metrics.items.properties

const metric = {
  type: 'object',
  required: ['name', 'kind'],
  properties: {
    name,
    kind: { type: 'string', enum: kindNames },
    outcomeDelay,
    latencyThreshold,
    field,
    clip,
    largestError,
    positiveLabel,
    shift: {
      type: 'number',
      description: 'Near the mean to be expected: sums are kept about it. Absent: 0.',
    },
  },
} as const satisfies Schema

const keyId = {
  type: 'string',
  minLength: 1,
  maxLength: 16,
  pattern: '^[a-z0-9-]+$',
} as const satisfies Schema

/** Of a router, as it stands in receipts and tallies. */
const instance = {
  type: 'string',
  maxLength: 16,
  pattern: '^[0-9a-f]{16}$',
} as const satisfies Schema

/** What routers obey: who gets which model, and what is counted of it. Of two plans the one of the higher revision holds. */
export const routingPlanSchema = {
  type: 'object',
  required: [
    ...(['apiVersion', 'kind', 'experiment', 'planRevision', 'round', 'epoch', 'salt'] as const),
    ...(['slices', 'task', 'champion', 'variants', 'segments', 'keys'] as const),
  ],
  properties: {
    apiVersion: { type: 'string', enum: [apiVersion] },
    kind: { type: 'string', enum: ['RoutingPlan'] },
    experiment: {
      type: 'object',
      description: 'Whose plan it is. Receipts of any other are refused.',
      required: ['namespace', 'name', 'uid'],
      properties: {
        namespace: { type: 'string', minLength: 1, maxLength: 63 },
        name: { type: 'string', minLength: 1, maxLength: 63 },
        uid: { type: 'string', minLength: 1, maxLength: 64 },
      },
    },
    planRevision: { ...count, description: 'Grows with every change.' },
    round: count,
    epoch: { ...count, description: 'Grows with every change of who gets what, over all rounds.' },
    salt: {
      type: 'string',
      minLength: 1,
      maxLength: 128,
      description: 'The same for a round: who came back gets the same variant.',
    },
    slices: {
      type: 'object',
      description: 'How exposure time is cut: equal stretches from the start of the round.',
      required: ['start', 'length'],
      properties: { start: { type: 'string', format: 'date-time' }, length: positiveDuration },
    },
    task: { type: 'string', enum: ['Classification', 'Regression', 'Generic'] },
    champion: { ...variantKey, description: 'Who gets what nobody else owns.' },
    variants: { ...namedList(16, variant), minItems: 1 },
    segments: {
      type: 'array',
      minItems: 1,
      maxItems: 1,
      items: {
        type: 'object',
        required: ['segment', 'shares'],
        properties: {
          segment: { type: 'integer', minimum: 0, maximum: 0, description: '0 is everybody.' },
          shares: {
            type: 'array',
            maxItems: 15,
            description:
              'Parts of [0, 1), each from its first point up to its last, which it lacks.',
            items: share,
          },
        },
      },
    },
    shadow: {
      type: 'object',
      description: 'Who answers copies that nobody sees.',
      required: ['percent', 'variants'],
      properties: {
        percent: traffic.properties.shadow.properties.percent,
        variants: { type: 'array', minItems: 1, maxItems: 15, items: variantKey },
      },
    },
    unit: traffic.properties.unit,
    timeout: traffic.properties.fallback.properties.timeout,
    retry: {
      type: 'string',
      enum: ['Never', 'Once'],
      default: 'Never',
      description:
        'Whether a request that failed at the champion is sent once more, to another endpoint. Safe for models that change nothing.',
    },
    allowOverride: traffic.properties.allowOverride,
    metrics: { ...namedList(22, metric), default: [] },
    acceptFor: { ...positiveDuration, default: '168h' },
    departed: {
      type: 'array',
      maxItems: 256,
      description:
        'Instances that are lost, and who scores for them from now on: outcomes of receipts that they gave would wait for ever.',
      items: {
        type: 'object',
        required: ['instance', 'heir'],
        properties: { instance, heir: instance },
      },
    },
    keys: {
      type: 'object',
      description: 'Which of the mounted keys signs receipts, and which are still honoured.',
      required: ['sign', 'accept'],
      properties: {
        sign: keyId,
        accept: { type: 'array', minItems: 1, maxItems: 16, items: keyId },
      },
    },
  },
} as const satisfies Schema

export type RoutingPlan = FromSchema<typeof routingPlanSchema>
export type PlannedVariant = RoutingPlan['variants'][number]
export type ScoredMetric = RoutingPlan['metrics'][number]
