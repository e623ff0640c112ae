import { duration, isAboveZero, positiveDuration, size } from './quantities.ts'
import type { Schema } from './schema.ts'

export const decision = {
  type: 'object',
  description: 'How a round is judged.',
  default: {},
  properties: {
    method: {
      type: 'string',
      enum: ['AlwaysValid', 'FixedHorizon', 'Bayesian'],
      default: 'AlwaysValid',
      description:
        'How the objective is judged. AlwaysValid: at any time. FixedHorizon: once, at maximumDuration. Bayesian: by expected loss, after the n that is planned for minimumEffect. Proven harm rolls back at any time under each of them.',
    },
    alpha: {
      ...size,
      default: '0.05',
      description:
        'Chance of promoting a challenger that is not better, over all looks of a round and all challengers. Bayesian promises no such chance.',
      'x-kubernetes-validations': [
        {
          rule: `self.matches('^(0+[.](0[0-9]*|[1-4][0-9]*|50*)|([0-9]|[1-4][0-9])([.][0-9]+)?%|50([.]0+)?%)$') && ${isAboveZero('self')}`,
          message: 'give a chance above 0 and at most 0.5, such as "0.05" or "5%"',
        },
      ],
    },
    minimumDuration: {
      ...duration,
      default: '24h',
      description: 'No promotion sooner.',
    },
    maximumDuration: {
      ...positiveDuration,
      default: '168h',
      description: 'The round ends here at the latest.',
    },
    whenInconclusive: {
      type: 'string',
      enum: ['KeepChampion', 'AwaitApproval'],
      default: 'KeepChampion',
      description: 'What happens at maximumDuration when nothing is proven.',
    },
  },
} as const satisfies Schema
