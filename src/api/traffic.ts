import { shortName } from './names.ts'
import { comparesDurations, duration, pointer, positiveDuration } from './quantities.ts'
import { namedList, type Schema } from './schema.ts'

/** Used where neither canary nor split is given: see `effective.ts`. */
export const defaultSteps = [5, 20, 50] as const

/** Absent in a list item, filled in when the experiment is understood. */
export const defaultStepDuration = '10m'

const unit = {
  type: 'object',
  description:
    'Who is randomised: one user always gets the same variant within a round. Comparisons then allow for requests of one unit being alike; the row in status says how. A request without it is its own unit. Absent: every request is its own unit.',
  properties: {
    header: {
      type: 'string',
      minLength: 1,
      maxLength: 128,
      pattern: '^[A-Za-z0-9!#$%&*+.^_|~-]+$',
      description: 'Name of a request header, such as x-user-id.',
      'x-kubernetes-validations': [
        {
          rule: "!self.matches('^[xX]-[cC][oO][nN][tT][eE][nN][dD][eE][rR]-')",
          message: 'choose another header: x-contender-… are Contender’s own',
        },
      ],
    },
    cookie: {
      type: 'string',
      minLength: 1,
      maxLength: 128,
      pattern: '^[A-Za-z0-9!#$%&*+.^_|~-]+$',
      description: 'Name of a cookie.',
    },
    pointer: { ...pointer, description: 'JSON pointer into the request body: /parameters/user.' },
  },
  'x-kubernetes-validations': [
    {
      rule: '[has(self.header), has(self.cookie), has(self.pointer)].filter(given, given).size() == 1',
      message: 'give exactly one of header, cookie and pointer',
    },
  ],
} as const satisfies Schema

const shadow = {
  type: 'object',
  description:
    'Challengers answer copies of requests, and nobody sees their answers. Alone it decides, by pairs of answers to the same request; before canary or split it can only stop the round.',
  properties: {
    percent: {
      type: 'integer',
      minimum: 1,
      maximum: 100,
      default: 100,
      description: 'Percent of the requests that are copied.',
    },
    minimumDuration: {
      ...duration,
      default: '1h',
      description: 'How long at least, before canary or split begins or a shadow alone decides.',
    },
  },
} as const satisfies Schema

const canary = {
  type: 'object',
  description: 'The challengers’ share rises step by step while nothing shows harm.',
  required: ['steps'],
  properties: {
    steps: {
      type: 'array',
      description: 'Each step’s percent is the sum over the challengers, shared equally.',
      minItems: 1,
      maxItems: 20,
      'x-kubernetes-list-type': 'atomic',
      items: {
        type: 'object',
        required: ['percent'],
        properties: {
          percent: { type: 'integer', minimum: 1, maximum: 99, description: 'Percent of units.' },
          minimumDuration: {
            ...duration,
            description: `How long at least before the next step. Absent: ${defaultStepDuration}.`,
          },
        },
      },
      'x-kubernetes-validations': [
        {
          rule: 'self.map(s, s.percent).isSorted() && self.all(s, self.exists_one(t, t.percent == s.percent))',
          message: 'let every step be higher than the one before',
        },
      ],
    },
  },
} as const satisfies Schema

const split = {
  type: 'object',
  description: 'Fixed shares from the beginning; the champion gets the rest.',
  required: ['challengers'],
  properties: {
    challengers: {
      ...namedList(8, {
        type: 'object',
        required: ['name', 'percent'],
        properties: {
          name: {
            ...shortName,
            description: 'The variant, at the revision that challenges.',
          },
          percent: { type: 'integer', minimum: 1, maximum: 99, description: 'Percent of units.' },
        },
      }),
      minItems: 1,
      description: 'Who gets how much. A challenger that is not named gets nothing.',
      'x-kubernetes-validations': [
        {
          rule: 'self.map(c, c.percent).sum() < 100',
          message: 'keep the sum below 100: the champion gets the rest',
        },
      ],
    },
  },
} as const satisfies Schema

export const traffic = {
  type: 'object',
  description: `How live traffic is divided. Where neither canary nor split nor shadow is given: a canary of ${defaultSteps.join(', ')} percent.`,
  default: {},
  properties: {
    unit,
    shadow,
    canary,
    split,
    fallback: {
      type: 'object',
      description:
        'A challenger that fails is answered by the champion, and the failure counts against the challenger.',
      default: {},
      properties: {
        timeout: {
          ...positiveDuration,
          default: '10s',
          description:
            'How long an answer may take. A request that takes longer has failed and is slower than any threshold, whichever variant was asked; only a challenger’s is then answered by the champion.',
          'x-kubernetes-validations': [
            ...positiveDuration['x-kubernetes-validations'],
            {
              rule: comparesDurations('self', '<=', "'5m'"),
              message: 'give a timeout of at most 5m: no client waits longer',
            },
          ],
        },
      },
    },
    allowOverride: {
      type: 'boolean',
      default: false,
      description:
        'May a caller choose a variant by the header x-contender-variant? Such calls are never evidence.',
    },
  },
  'x-kubernetes-validations': [
    {
      rule: '!(has(self.canary) && has(self.split))',
      message: 'give canary or split, not both',
    },
  ],
} as const satisfies Schema
