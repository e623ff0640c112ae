import { kindNames } from './metric-kinds.ts'
import type { Schema } from './schema.ts'
import { count, figure, word } from './status-parts.ts'

const percent = { type: 'integer', minimum: 0, maximum: 100 } as const satisfies Schema

/** How the spec was understood where it leaves the choice to Contender: what `effective.ts` returns. */
export const effectiveSchema = {
  type: 'object',
  description: 'How the spec was understood where it leaves the choice to Contender.',
  properties: {
    strategy: {
      type: 'string',
      enum: ['Replace', 'Shadow', 'Canary', 'Split'],
      description:
        'How challengers get traffic. Replace: nothing is compared, since no metric is the Objective.',
    },
    shadowFirst: { type: 'boolean', description: 'Is a shadow the prelude of canary or split?' },
    steps: {
      type: 'array',
      maxItems: 20,
      'x-kubernetes-list-type': 'atomic',
      items: { type: 'object', properties: { percent, minimumDuration: word } },
    },
    shares: {
      type: 'array',
      maxItems: 8,
      'x-kubernetes-list-type': 'atomic',
      items: { type: 'object', properties: { name: word, percent } },
    },
    replicas: {
      type: 'array',
      maxItems: 8,
      'x-kubernetes-list-type': 'atomic',
      items: { type: 'object', properties: { name: word, replicas: count } },
    },
    metrics: {
      type: 'array',
      maxItems: 22,
      description: 'With the guardrails that Contender added.',
      'x-kubernetes-list-type': 'atomic',
      items: {
        type: 'object',
        properties: {
          name: word,
          kind: { type: 'string', enum: kindNames },
          role: { type: 'string', enum: ['Objective', 'Guardrail', 'Info'] },
          goal: { type: 'string', enum: ['Increase', 'Decrease'] },
          outcomeDelay: word,
          minimumEffect: figure,
          margin: { type: 'object', properties: { absolute: figure, ratio: figure } },
          limit: figure,
        },
      },
    },
  },
} as const satisfies Schema
