import { conditions, conditionTypes, stageNames, stages } from './conditions.ts'
import { decisionSchema } from './decision-status.ts'
import { effectiveSchema } from './effective-status.ts'
import type { FromSchema, Schema } from './schema.ts'
import { count, sentence, text, time, word } from './status-parts.ts'

const summary = {
  type: 'object',
  description: 'The line that kubectl get prints.',
  properties: {
    stage: word,
    champion: { ...word, description: 'name@revision8.' },
    challenger: { ...word, description: 'The leading one, name@revision8.' },
    share: { ...word, description: 'Of all challengers: 20%.' },
    n: { ...count, description: 'Predictions that count for the objective.' },
    effect: { ...word, description: 'Interval of the objective: +0.4% … +1.9%.' },
    verdict: word,
  },
} as const satisfies Schema

const conditionList = {
  type: 'array',
  maxItems: 16,
  description: Object.entries(conditions)
    .map(([type, meaning]) => `${type}: ${meaning}`)
    .join(' '),
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['type'],
  items: {
    type: 'object',
    required: ['type', 'status', 'reason', 'message', 'lastTransitionTime'],
    properties: {
      type: { type: 'string', enum: conditionTypes },
      status: { type: 'string', enum: ['True', 'False', 'Unknown'] },
      reason: { ...word, description: 'One word; a failure has the same name everywhere.' },
      message: sentence,
      lastTransitionTime: time,
      observedGeneration: count,
    },
  },
} as const satisfies Schema

const round = {
  type: 'object',
  description: 'The present contest, or the last one.',
  required: ['number', 'attempt', 'cause'],
  properties: {
    number: { ...count, description: 'From 1; requests name it.' },
    attempt: {
      ...count,
      description: 'Which try of the same question: the r-th may spend alpha/(r(r+1)).',
    },
    cause: { ...sentence, description: 'What opened it.' },
  },
} as const satisfies Schema

const champion = {
  type: 'object',
  description: 'Who serves. This outlives the spec: Git is never changed.',
  required: ['variant', 'revision', 'since'],
  properties: {
    variant: word,
    revision: word,
    digest: { ...word, description: 'sha256 of the model that is served.' },
    since: time,
    previous: { ...word, description: 'The former champion, name@revision8.' },
  },
} as const satisfies Schema

const variants = {
  type: 'array',
  maxItems: 16,
  description: 'What runs. A variant may stand here at two revisions.',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['name', 'revision'],
  items: {
    type: 'object',
    required: ['name', 'revision', 'role'],
    properties: {
      name: word,
      revision: word,
      role: { type: 'string', enum: ['Champion', 'Challenger', 'Former', 'Loser'] },
      ready: { ...count, description: 'Replicas that are ready.' },
      replicas: { ...count, description: 'Replicas that are wanted.' },
      share: {
        type: 'object',
        properties: {
          configured: { ...word, description: 'Percent of units that the plan gives it.' },
          observed: { ...word, description: 'Percent of units that came to it in this epoch.' },
        },
      },
    },
  },
} as const satisfies Schema

const history = {
  type: 'array',
  maxItems: 10,
  description: 'The last ten rounds, newest first.',
  'x-kubernetes-list-type': 'atomic',
  items: {
    type: 'object',
    required: ['round', 'outcome', 'champion', 'endedAt'],
    properties: {
      round: count,
      attempt: count,
      outcome: {
        type: 'string',
        enum: ['Promoted', 'Retained', 'RolledBack', 'Inconclusive', 'Superseded', 'Aborted'],
      },
      champion: { ...word, description: 'After the round.' },
      challengers: { type: 'array', maxItems: 8, items: word, 'x-kubernetes-list-type': 'atomic' },
      startedAt: time,
      endedAt: time,
      effect: { ...word, description: 'Interval at the end. A stopped estimate is optimistic.' },
      effectAfterPromotion: { ...word, description: 'Interval of the validation alone.' },
      reason: sentence,
    },
  },
} as const satisfies Schema

/** What Contender says: all that a person, kubectl wait, Argo CD or a dashboard needs, in 16 KiB. */
export const statusSchema = {
  type: 'object',
  description: 'What is, and why. Written by Contender on a material change only.',
  properties: {
    observedGeneration: { ...count, description: 'The generation of the spec this speaks of.' },
    url: { ...text, maxLength: 2048, description: 'Where clients send predictions and outcomes.' },
    summary,
    stage: {
      type: 'string',
      enum: stageNames,
      description: Object.entries(stages)
        .map(([stage, meaning]) => `${stage}: ${meaning}.`)
        .join(' '),
    },
    conditions: conditionList,
    round,
    champion,
    variants,
    decision: decisionSchema,
    effective: effectiveSchema,
    history,
    lastHandledRequest: { ...count, description: 'The next request carries this number plus one.' },
  },
} as const satisfies Schema

export type ExperimentStatus = FromSchema<typeof statusSchema>
