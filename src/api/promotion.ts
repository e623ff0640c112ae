import { duration } from './quantities.ts'
import type { Schema } from './schema.ts'

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
      default: '24h',
      description:
        'How long after promotion the former champion’s pods stay warm for a way back; never shorter than validation.',
    },
  },
} as const satisfies Schema
