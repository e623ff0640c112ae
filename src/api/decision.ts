import { chance, duration, positiveDuration } from './quantities.ts'
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
        'AlwaysValid may be looked at any time. FixedHorizon judges once, at maximumDuration. Bayesian judges by expected loss after the planned n.',
    },
    alpha: {
      ...chance,
      default: '0.05',
      description:
        'Chance of promoting a challenger that is not better, over all looks of a round and all challengers.',
    },
    minimumDuration: {
      ...duration,
      default: '24h',
      description: 'No promotion sooner. It can only delay.',
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

export const promotion = {
  type: 'object',
  description: 'What happens when a challenger has won.',
  default: {},
  properties: {
    mode: {
      type: 'string',
      enum: ['Automatic', 'Approval', 'Recommend'],
      default: 'Automatic',
      description:
        'Automatic promotes. Approval waits for the request `approve`. Recommend settles with the champion and names the winner in status.',
    },
    validation: {
      type: 'object',
      description: 'A watch after promotion; proven harm rolls back.',
      default: {},
      properties: {
        duration: {
          ...duration,
          default: '48h',
          description:
            'How long. It should outlast the objective’s outcomeDelay, else it watches guardrails alone. 0s: no validation.',
        },
        holdback: {
          type: 'integer',
          minimum: 1,
          maximum: 50,
          default: 10,
          description: 'Percent of units that stay on the former champion meanwhile.',
        },
      },
    },
    rollbackWindow: {
      ...duration,
      default: '48h',
      description: 'How long the former champion’s pods stay warm for a way back.',
    },
  },
} as const satisfies Schema
