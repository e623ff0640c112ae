import { shortName } from './names.ts'
import { duration, pointer, positiveDuration } from './quantities.ts'
import { namedList, type Schema } from './schema.ts'

/** Used where neither canary nor split is given: see `effective.ts`. */
export const defaultSteps = [5, 20, 50] as const

/** Absent in a list item, filled in when the experiment is understood. */
export const defaultStepDuration = '10m'

const unit = {
  type: 'object',
  description:
    'Who is randomised: one user always gets the same variant within a round. Absent: each request is its own unit.',
  properties: {
    header: {
      type: 'string',
      minLength: 1,
      maxLength: 128,
      pattern: '^[A-Za-z0-9!#$%&*+.^_|~-]+$',
      description: 'Name of a request header, such as x-user-id.',
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
    'Challengers answer copies of requests, and nobody sees their answers. Alone it decides by pairs; before canary or split it can only stop the round.',
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
      description: 'How long at least, before canary or split begins.',
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
      ...namedList(7, {
        type: 'object',
        required: ['name', 'percent'],
        properties: {
          name: { ...shortName, description: 'The variant.' },
          percent: { type: 'integer', minimum: 1, maximum: 99, description: 'Percent of units.' },
        },
      }),
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
  description: `How live traffic is divided. Without canary, split or a shadow alone: a canary of ${defaultSteps.join(', ')} percent.`,
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
          default: '1s',
          description: 'How long a challenger may take before the champion answers in its place.',
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
