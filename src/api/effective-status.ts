import type { Schema } from './schema.ts'
import { count, figure, word, wordOf } from './status-parts.ts'

const percent = {
  type: 'integer',
  minimum: 0,
  maximum: 100,
  description: 'Of units.',
} as const satisfies Schema

const strategies = {
  Replace: 'nothing is compared, since no metric is the Objective',
  Shadow: 'challengers answer copies only',
  Canary: 'the challengers’ share rises in steps',
  Split: 'fixed shares',
} as const

/** How the spec was understood where it leaves the choice to Contender: what `effective.ts` returns. */
export const effectiveSchema = {
  type: 'object',
  description: 'How the spec was understood where it leaves the choice to Contender.',
  properties: {
    strategy: wordOf(strategies),
    shadowFirst: { type: 'boolean', description: 'Is a shadow the prelude of canary or split?' },
    steps: {
      type: 'array',
      maxItems: 20,
      description: 'Of the canary.',
      'x-kubernetes-list-type': 'atomic',
      items: { type: 'object', properties: { percent, minimumDuration: word } },
    },
    shares: {
      type: 'array',
      maxItems: 8,
      description: 'Of the split.',
      'x-kubernetes-list-type': 'atomic',
      items: { type: 'object', properties: { name: word, percent } },
    },
    replicas: {
      type: 'array',
      maxItems: 8,
      description: 'Of the variants that Contender runs and that are not scaled by load.',
      'x-kubernetes-list-type': 'atomic',
      items: { type: 'object', properties: { name: word, replicas: count } },
    },
    routerReplicas: { ...count, description: 'Of the pods that divide the traffic.' },
    metrics: {
      type: 'array',
      maxItems: 22,
      description: 'With the guardrails that Contender added.',
      'x-kubernetes-list-type': 'atomic',
      items: {
        type: 'object',
        properties: {
          name: word,
          kind: word,
          role: word,
          goal: { ...word, description: 'Which way is better.' },
          latencyThreshold: word,
          quantile: figure,
          outcomeDelay: word,
          minimumEffect: figure,
          margin: { type: 'object', properties: { absolute: figure, ratio: figure } },
          limit: figure,
        },
      },
    },
  },
} as const satisfies Schema
