import { kindNames, kindRows, roles } from './metric-kinds.ts'
import { metricRules } from './metric-rules.ts'
import { shortName } from './names.ts'
import {
  amount,
  decimal,
  isAboveZero,
  isNumber,
  pointer,
  positiveDuration,
  size,
} from './quantities.ts'
import { namedList, type Schema } from './schema.ts'

/** As UTF-8: so much of a label fits into a receipt, and a longer one is left out of it, so that none would ever be positive. */
export const mostLabelBytes = 64

export const labelIsTooLong = `give a label of at most ${mostLabelBytes} bytes: a longer one is in no receipt, and would never be met`

const margin = {
  type: 'object',
  description: 'How much worse than the champion is still acceptable. Give absolute or ratio.',
  properties: {
    absolute: {
      ...size,
      description: 'In the metric’s own unit: "0.01" is one percentage point of a rate.',
      'x-kubernetes-validations': [
        { rule: isAboveZero('self'), message: 'give a margin above zero' },
      ],
    },
    ratio: {
      ...size,
      description:
        'How many times the champion’s value is still acceptable: "1.10" allows 10 percent more. A rate of independent requests is judged exactly, by the split of events; a quantile by a confidence sequence of its own.',
      'x-kubernetes-validations': [
        {
          rule: "self.matches('^(1[.][0-9]*[1-9][0-9]*|2([.][0-9]+)?|3([.]0+)?)$')",
          message: 'give a factor above 1 and at most 3: 10 percent more is "1.10"',
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
      rule: `self.size() != 2 || !self.all(end, ${isNumber('end')}) || double(self[0]) < double(self[1])`,
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

const kindList = kindNames.map((name) => `${name}: ${kindRows[name].meaning}.`).join(' ')

export const metrics = {
  ...namedList(20, {
    type: 'object',
    required: ['name', 'kind', 'role'],
    properties: {
      name: { ...shortName, description: 'What you call it; appears in status and dashboards.' },
      kind: { type: 'string', enum: kindNames, description: kindList },
      role: {
        type: 'string',
        enum: roles,
        description:
          'Objective: what a challenger must improve. Guardrail: what it must not harm. Info: shown, never judged.',
      },
      minimumEffect: {
        ...size,
        description:
          'The smallest improvement worth the trouble, in the metric’s own unit: "0.005" of an accuracy is half a percentage point. The round is futile once the interval lies below it; promotion asks only that the interval lies above zero. Absent: it is futile once it is proven worse than the champion.',
        'x-kubernetes-validations': [
          { rule: isAboveZero('self'), message: 'give a minimumEffect above zero, or none' },
        ],
      },
      outcomeDelay: {
        ...positiveDuration,
        description:
          'How long after the prediction its truth may arrive. A prediction is judged once it is older; truths that come later are counted as late.',
      },
      latencyThreshold: {
        ...positiveDuration,
        description: 'Slower requests count. Below traffic.fallback.timeout.',
      },
      quantile: {
        ...size,
        description: '"0.95" or "95%" is the p95.',
        'x-kubernetes-validations': [
          {
            rule: "self.matches('^(0+[.][5-9][0-9]*|[5-9][0-9]([.][0-9]+)?%)$')",
            message: 'give a quantile from 0.5 to below 1, such as "0.95" or "95%"',
          },
        ],
      },
      margin,
      limit: {
        ...decimal,
        description:
          'Absolute bound in the metric’s own unit: a ceiling, or a floor where more is better.',
      },
      field: { ...pointer, description: 'Where in the outcome’s `values` the number stands.' },
      goal: {
        type: 'string',
        enum: ['Increase', 'Decrease'],
        description: 'Which way is better. Absent for Query: Decrease, the limit is a ceiling.',
      },
      clip,
      largestError: {
        ...amount,
        description:
          'An absolute error beyond it counts as that much: "100", in the unit of the prediction. With it, intervals allow for rare large errors that nobody has seen yet; without it they cannot.',
        'x-kubernetes-validations': [
          { rule: isAboveZero('self'), message: 'give a largestError above zero, or none' },
        ],
      },
      positiveLabel: {
        type: 'string',
        minLength: 1,
        maxLength: 128,
        description: 'The label that counts as positive, as text: "1" for an integer label.',
        'x-kubernetes-validations': [
          {
            rule: `bytes(self).size() <= ${mostLabelBytes}`,
            message: labelIsTooLong,
          },
        ],
      },
      prometheus,
    },
    'x-kubernetes-validations': metricRules,
  }),
  description:
    'What better means, and what must not get worse. With two or more variants one metric is the Objective. Where no guardrail of yours compares errors or latency with the champion’s, Contender adds its own: at most half a percentage point more errors, and a p95 at most 10 percent higher (see status.effective).',
  'x-kubernetes-validations': [
    {
      rule: "self.filter(m, m.role == 'Objective').size() <= 1",
      message: 'make one metric the Objective and the others Guardrail or Info',
    },
  ],
} as const satisfies Schema
