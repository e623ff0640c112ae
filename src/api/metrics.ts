import { isOneOf, kindNames, kindsWhere, metricKinds } from './metric-kinds.ts'
import { shortName } from './names.ts'
import { chance, decimal, duration, isRate, pointer, positiveDuration, size } from './quantities.ts'
import { type CelRule, namedList, type Schema } from './schema.ts'

const margin = {
  type: 'object',
  description: 'How much worse than the champion is still acceptable. Give absolute or ratio.',
  properties: {
    absolute: {
      ...size,
      description:
        'In the metric’s own unit, judged by a confidence sequence: "0.01" is one percentage point of a rate.',
      'x-kubernetes-validations': [
        { rule: "self.matches('[1-9]')", message: 'give a margin above zero' },
      ],
    },
    ratio: {
      ...size,
      description: 'As a factor on what is bad, judged exactly by the split of events: "1.10".',
      'x-kubernetes-validations': [
        {
          rule: "!self.endsWith('%') && double(self) > 1.0",
          message: 'give a factor above 1, such as "1.10"',
        },
      ],
    },
  },
  'x-kubernetes-validations': [
    {
      rule: 'has(self.absolute) != has(self.ratio)',
      message: 'give exactly one of absolute and ratio',
    },
  ],
} as const satisfies Schema

const clip = {
  type: 'array',
  description:
    'Lowest and highest value that counts, such as ["-50", "50"]: values beyond are moved to the edge, since a heavy tail would never let the metric be judged.',
  minItems: 2,
  maxItems: 2,
  'x-kubernetes-list-type': 'atomic',
  items: { type: 'string', maxLength: 24, pattern: '^-?[0-9]+([.][0-9]+)?$' },
  'x-kubernetes-validations': [
    {
      rule: 'self.size() != 2 || double(self[0]) < double(self[1])',
      message: 'give the lower end first: ["-50", "50"]',
    },
  ],
} as const satisfies Schema

const prometheus = {
  type: 'object',
  description:
    'Where the value comes from. Empty, NaN, late or failed answers hold the round and are never counted as harm.',
  required: ['address', 'query'],
  properties: {
    address: {
      type: 'string',
      minLength: 1,
      maxLength: 2048,
      pattern: '^https?://[^ ]+$',
      description: 'Of the HTTP API.',
    },
    query: {
      type: 'string',
      minLength: 1,
      maxLength: 4096,
      description: 'PromQL that yields one value.',
    },
  },
} as const satisfies Schema

/** A field that some kinds need is theirs alone; `goal` is optional for Query besides. */
const ownFields = [
  'latencyThreshold',
  'quantile',
  'field',
  'clip',
  'positiveLabel',
  'prometheus',
].map((field): CelRule => {
  const owners = kindsWhere(({ needs }) => needs?.includes(field) ?? false)
  return {
    rule: `has(self.${field}) == (${isOneOf('self.kind', owners)})`,
    message: `give ${field} with kind ${owners.join(' or ')}, and with no other kind`,
    fieldPath: `.${field}`,
  }
})

const openGoal = kindsWhere(({ goal }) => goal === undefined)
const goalRule: CelRule = {
  rule: `has(self.goal) ? ${isOneOf('self.kind', openGoal)} : self.kind != 'Value'`,
  message: `give goal with kind Value, optionally with Query; the other kinds have theirs`,
  fieldPath: '.goal',
}

const roleRules = (['Objective', 'Guardrail', 'Info'] as const).flatMap((role): CelRule[] => {
  const refusing = kindsWhere(({ roles }) => roles !== undefined && !roles.includes(role))
  if (refusing.length === 0) return []
  return [
    {
      rule: `self.role != '${role}' || !(${isOneOf('self.kind', refusing)})`,
      message: `choose another role: ${refusing.join(', ')} cannot be ${role === 'Objective' ? 'the Objective' : role}`,
      fieldPath: '.role',
    },
  ]
})

const bounds = [
  {
    field: 'margin.absolute',
    has: 'has(self.margin) && has(self.margin.absolute)',
    way: 'absolute',
  },
  { field: 'margin.ratio', has: 'has(self.margin) && has(self.margin.ratio)', way: 'ratio' },
  { field: 'limit', has: 'has(self.limit)', way: 'limit' },
] as const

const boundRules = bounds.map(({ field, has, way }): CelRule => {
  const holding = kindsWhere(({ holdsBy = ['absolute', 'limit'] }) => holdsBy.includes(way))
  const others = kindNames.filter((name) => !holding.includes(name))
  const shorter =
    others.length < holding.length
      ? `${others.join(', ')} cannot hold by it`
      : `only ${holding.join(', ')} can hold by it`
  return {
    rule: `!(${has}) || ${isOneOf('self.kind', holding)}`,
    message: `remove ${field}: ${shorter}`,
    fieldPath: `.${field}`,
  }
})

const rates = kindsWhere(({ isRate }) => isRate ?? false)
const rateRules = [
  { field: 'margin.absolute', has: 'has(self.margin) && has(self.margin.absolute)' },
  { field: 'limit', has: 'has(self.limit)' },
  { field: 'minimumEffect', has: 'has(self.minimumEffect)' },
].map(
  ({ field, has }): CelRule => ({
    rule: `!(${has}) || !(${isOneOf('self.kind', rates)}) || ${isRate(`self.${field}`)}`,
    message: `give a share between 0 and 1 for ${field}: 20 percent is "0.2" or "20%"`,
    fieldPath: `.${field}`,
  }),
)

const immediate = kindsWhere(({ fromOutcome }) => fromOutcome !== true)
const kindList = kindNames.map((name) => `${name}: ${metricKinds[name].meaning}.`).join(' ')

export const metrics = {
  ...namedList(20, {
    type: 'object',
    required: ['name', 'kind', 'role'],
    properties: {
      name: { ...shortName, description: 'What you call it; appears in status and dashboards.' },
      kind: { type: 'string', enum: kindNames, description: kindList },
      role: {
        type: 'string',
        enum: ['Objective', 'Guardrail', 'Info'],
        description:
          'Objective: what a challenger must improve. Guardrail: what it must not harm. Info: shown, never judged.',
      },
      minimumEffect: {
        ...size,
        description:
          'The smallest improvement worth having: the round is futile once the interval lies below it. Absent: 0.',
      },
      outcomeDelay: {
        ...duration,
        description:
          'How long after the prediction its truth may arrive; a prediction is judged once it is older. Absent: 0s.',
      },
      latencyThreshold: { ...positiveDuration, description: 'Slower requests count.' },
      quantile: { ...chance, description: '"0.95" is the p95.' },
      margin,
      limit: {
        ...decimal,
        description: 'Absolute bound: a ceiling, or a floor where more is better.',
      },
      field: { ...pointer, description: 'Where in the outcome’s `values` the number stands.' },
      goal: {
        type: 'string',
        enum: ['Increase', 'Decrease'],
        description: 'Which way is better. Absent for Query: Decrease, the limit is a ceiling.',
      },
      clip,
      positiveLabel: {
        type: 'string',
        minLength: 1,
        maxLength: 128,
        description: 'The label that counts as positive, as text: "1" for an integer label.',
      },
      prometheus,
    },
    'x-kubernetes-validations': [
      ...ownFields,
      goalRule,
      ...roleRules,
      {
        rule: "self.role != 'Guardrail' || has(self.margin) || has(self.limit)",
        message: 'give a guardrail a margin (against the champion), a limit (absolute), or both',
      },
      {
        rule: "self.role == 'Guardrail' || !(has(self.margin) || has(self.limit))",
        message: 'remove margin and limit, or make it a Guardrail: only guardrails hold by them',
      },
      {
        rule: "self.role == 'Objective' || !has(self.minimumEffect)",
        message: 'remove minimumEffect: only the Objective has one',
        fieldPath: '.minimumEffect',
      },
      {
        rule: `!has(self.outcomeDelay) || !(${isOneOf('self.kind', immediate)})`,
        message: `remove outcomeDelay: ${immediate.join(', ')} wait for no outcome`,
        fieldPath: '.outcomeDelay',
      },
      ...boundRules,
      ...rateRules,
      {
        rule: "!self.name.startsWith('default-')",
        message: 'choose another name: Contender’s own guardrails are called default-…',
        fieldPath: '.name',
      },
    ],
  }),
  description:
    'What better means, and what must not get worse. With two or more variants one metric is the Objective. Where no guardrail watches errors or latency, Contender adds its own (see status.effective).',
  'x-kubernetes-validations': [
    {
      rule: "self.filter(m, m.role == 'Objective').size() <= 1",
      message: 'make one metric the Objective and the others Guardrail or Info',
    },
  ],
} as const satisfies Schema
