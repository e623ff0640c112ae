import { decision, promotion } from './decision.ts'
import { isOneOf, kindsWhere } from './metric-kinds.ts'
import { metrics } from './metrics.ts'
import { experimentName, shortName } from './names.ts'
import { resources } from './pods.ts'
import { comparesDurations, duration, pointer } from './quantities.ts'
import type { CelRule, FromSchema, Schema } from './schema.ts'
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

/** A kind that reads a label cannot be scored where nobody says where the label stands. */
const predictionRules = (['label', 'probability', 'value'] as const).map((part): CelRule => {
  const readers = kindsWhere(({ reads }) => reads === part)
  return {
    rule: `!has(self.metrics) || self.variants.all(v, has(v.model)) || (has(self.prediction) && has(self.prediction.${part})) || !self.metrics.exists(m, ${isOneOf('m.kind', readers)})`,
    message: `say in prediction.${part} where an answer holds it: ${readers.join(', ')} cannot find it in the answers of a service or template`,
    fieldPath: '.prediction',
  }
})

const taskRules = (['Classification', 'Regression'] as const).map((task): CelRule => {
  const kinds = kindsWhere((kind) => kind.task === task)
  return {
    rule: `self.task == '${task}' || !has(self.metrics) || !self.metrics.exists(m, ${isOneOf('m.kind', kinds)})`,
    message: `set task: ${task}, which ${kinds.join(', ')} are for, or choose other kinds`,
    fieldPath: '.task',
  }
})

/**
 * Here and not beside their fields: the server tries the rules of an object on its default `{}` before
 * it has filled in the defaults of the fields.
 */
const durationRules: readonly CelRule[] = [
  {
    rule: comparesDurations('self.decision.minimumDuration', '<=', 'self.decision.maximumDuration'),
    message: 'give a maximumDuration that is not below minimumDuration',
    fieldPath: '.decision.maximumDuration',
  },
  {
    rule: comparesDurations(
      'self.promotion.validation.duration',
      '<=',
      'self.promotion.rollbackWindow',
    ),
    message: 'give a rollbackWindow that is not below validation.duration',
    fieldPath: '.promotion.rollbackWindow',
  },
  {
    rule: `!has(self.metrics) || self.metrics.all(m, !has(m.outcomeDelay) || ${comparesDurations('m.outcomeDelay', '<=', 'self.outcomes.acceptFor')})`,
    message: 'accept outcomes for at least the longest outcomeDelay',
    fieldPath: '.outcomes.acceptFor',
  },
  {
    rule: `!has(self.metrics) || self.metrics.all(m, m.role != 'Objective' || !has(m.outcomeDelay) || ${comparesDurations('m.outcomeDelay', '<', 'self.decision.maximumDuration')})`,
    message:
      'give a maximumDuration above the objective’s outcomeDelay: before it nothing is judged',
    fieldPath: '.decision.maximumDuration',
  },
  {
    rule: `!has(self.traffic.shadow) || ${comparesDurations('self.traffic.shadow.minimumDuration', '<=', 'self.decision.maximumDuration')}`,
    message: 'give a maximumDuration that is not below shadow.minimumDuration',
    fieldPath: '.decision.maximumDuration',
  },
  {
    rule: `!has(self.traffic.canary) || self.traffic.canary.steps.all(s, !has(s.minimumDuration) || ${comparesDurations('s.minimumDuration', '<=', 'self.decision.maximumDuration')})`,
    message: 'give a maximumDuration that is not below any step’s minimumDuration',
    fieldPath: '.decision.maximumDuration',
  },
]

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
  'x-kubernetes-validations': [
    {
      rule: 'self.variants.exists(v, v.name == self.champion)',
      message: 'name one of spec.variants as the champion',
      fieldPath: '.champion',
    },
    {
      rule: '!has(self.traffic.split) || self.traffic.split.challengers.all(c, self.variants.exists(v, v.name == c.name))',
      message: 'name challengers of spec.variants',
      fieldPath: '.traffic.split.challengers',
    },
    {
      rule: "self.variants.size() < 2 || (has(self.metrics) && self.metrics.exists(m, m.role == 'Objective'))",
      message:
        'give one metric the role Objective: with two or more variants it says what better means',
      fieldPath: '.metrics',
    },
    {
      rule: "!has(self.metrics) || has(self.traffic.shadow) || !self.metrics.exists(m, m.kind == 'Agreement')",
      message: 'give traffic.shadow: Agreement compares shadow copies',
      fieldPath: '.traffic.shadow',
    },
    {
      rule: "self.promotion.mode != 'Recommend' || self.decision.whenInconclusive != 'AwaitApproval'",
      message: 'choose KeepChampion, or another promotion.mode: Recommend never waits for approval',
      fieldPath: '.decision.whenInconclusive',
    },
    ...taskRules,
    ...predictionRules,
    ...durationRules,
  ],
} as const satisfies Schema

/** What `metadata` must be besides what Kubernetes asks: a rule of the root can read the name alone. */
export const nameRule: CelRule = {
  rule: `self.metadata.name.size() <= ${experimentName.maxLength} && self.metadata.name.matches('${experimentName.pattern}')`,
  message: `choose a name of at most ${experimentName.maxLength} characters that starts with a letter and has only a-z, 0-9 and -`,
  fieldPath: '.metadata.name',
}

export type ExperimentSpec = FromSchema<typeof specSchema>
export type Metric = NonNullable<ExperimentSpec['metrics']>[number]
