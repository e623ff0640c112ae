import { decision, promotion } from './decision.ts'
import { experimentRules } from './experiment-rules.ts'
import { metrics } from './metrics.ts'
import { shortName } from './names.ts'
import { resources } from './pods.ts'
import { duration, pointer } from './quantities.ts'
import type { FromSchema, Schema } from './schema.ts'
import { traffic } from './traffic.ts'
import { variants } from './variants.ts'

const prediction = {
  type: 'object',
  description:
    'Where an answer holds what is scored, as JSON pointers. Needed where Contender does not run the model itself (service, template).',
  properties: {
    label: { ...pointer, description: 'The predicted label: /outputs/0/data/0.' },
    probability: { ...pointer, description: 'The probabilities, or that of positiveLabel.' },
    value: { ...pointer, description: 'The predicted number.' },
  },
} as const satisfies Schema

const outcomes = {
  type: 'object',
  description: 'The truths that come later.',
  default: {},
  properties: {
    acceptFor: {
      ...duration,
      default: '168h',
      description: 'How long after the prediction an outcome is still accepted.',
    },
  },
} as const satisfies Schema

const router = {
  type: 'object',
  description: 'The pods that divide the traffic.',
  default: {},
  properties: {
    replicas: { type: 'integer', minimum: 1, maximum: 100, default: 2, description: 'How many.' },
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
      description: 'No reconciliation at all; routers keep their plan.',
    },
  },
  'x-kubernetes-validations': experimentRules,
} as const satisfies Schema

export type ExperimentSpec = FromSchema<typeof specSchema>
export type Metric = NonNullable<ExperimentSpec['metrics']>[number]
