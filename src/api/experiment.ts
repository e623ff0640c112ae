import { decision } from './decision.ts'
import { experimentRules } from './experiment-rules.ts'
import { metrics } from './metrics.ts'
import { shortName } from './names.ts'
import { resources } from './pods.ts'
import { promotion } from './promotion.ts'
import { pointer, positiveDuration } from './quantities.ts'
import type { FromSchema, Schema } from './schema.ts'
import { traffic } from './traffic.ts'
import { variants } from './variants.ts'

const prediction = {
  type: 'object',
  description:
    'Where an answer of a service or template holds what is scored, as JSON pointers. The models that Contender runs itself say so without it.',
  properties: {
    label: { ...pointer, description: 'The predicted label: /outputs/0/data/0.' },
    probability: {
      ...pointer,
      description:
        'The probability of positiveLabel, or an object from each label to its probability.',
    },
    value: { ...pointer, description: 'The predicted number.' },
  },
} as const satisfies Schema

const outcomes = {
  type: 'object',
  description: 'The truths that come later.',
  default: {},
  properties: {
    acceptFor: {
      ...positiveDuration,
      default: '168h',
      description:
        'How long after the prediction an outcome is accepted. Beyond the longest outcomeDelay it is counted as late and never scored.',
    },
  },
} as const satisfies Schema

/** Resolved and not written by the server, which would shut out replicas by load for good. */
export const defaultRouterReplicas = 2

const router = {
  type: 'object',
  description: 'The pods that divide the traffic.',
  default: {},
  properties: {
    replicas: {
      type: 'integer',
      minimum: 1,
      maximum: 100,
      description: `How many. Absent: ${defaultRouterReplicas}.`,
    },
    resources,
  },
} as const satisfies Schema

/** The one source of the CRD, of `ExperimentSpec`, of the reference page and of the table of fields. */
export const specSchema = {
  type: 'object',
  description: 'What you want: the models, what better means, and how careful to be.',
  required: ['champion', 'variants'],
  properties: {
    task: {
      type: 'string',
      enum: ['Classification', 'Regression', 'Generic'],
      default: 'Generic',
      description: 'What the models do; it decides which kinds of metric fit.',
    },
    champion: {
      ...shortName,
      description:
        'The variant that serves first. It counts when the experiment is created; afterwards the champion is what has won.',
    },
    variants,
    prediction,
    traffic,
    metrics,
    outcomes,
    decision,
    promotion,
    router,
    suspend: {
      type: 'boolean',
      default: false,
      description:
        'Nothing is deployed, judged or moved; routers keep their plan. Status says that it is so.',
    },
  },
  'x-kubernetes-validations': experimentRules,
} as const satisfies Schema

export type ExperimentSpec = FromSchema<typeof specSchema>
export type Metric = NonNullable<ExperimentSpec['metrics']>[number]
