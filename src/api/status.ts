import { decisionSchema } from './decision-status.ts'
import { effectiveSchema } from './effective-status.ts'
import type { FromSchema, Schema } from './schema.ts'
import {
  count,
  figure,
  revision,
  sentence,
  share,
  time,
  variantKey,
  word,
  wordOf,
} from './status-parts.ts'
import { conditions, roundOutcomes, stages, variantRoles } from './status-words.ts'

const summary = {
  type: 'object',
  description: 'The line that kubectl get prints.',
  properties: {
    stage: word,
    champion: variantKey,
    challenger: { ...variantKey, description: 'The leading one, name@revision.' },
    share: { ...share, description: 'Of all challengers: 20%.' },
    n: { ...count, description: 'Predictions that count for the objective.' },
    effect: { ...word, description: 'Interval of the objective: +0.4% … +1.9%.' },
    verdict: word,
  },
} as const satisfies Schema

const conditionList = {
  type: 'array',
  maxItems: 32,
  description: 'What holds and what does not, for people, kubectl wait and Argo CD.',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['type'],
  items: {
    type: 'object',
    required: ['type', 'status', 'reason', 'message', 'lastTransitionTime'],
    properties: {
      type: wordOf(conditions),
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
      description: 'The highest attempt among its challengers; each variant has its own.',
    },
    cause: { ...sentence, description: 'What opened it.' },
    startedAt: { ...time, description: 'decision.maximumDuration counts from here.' },
  },
} as const satisfies Schema

const champion = {
  type: 'object',
  description: 'Who serves. This outlives the spec: Git is never changed.',
  required: ['variant', 'revision', 'since'],
  properties: {
    variant: word,
    revision,
    digest: {
      type: 'string',
      maxLength: 71,
      pattern: '^sha256:[0-9a-f]{64}$',
      description: 'Of the model that is served; a service or template has none.',
    },
    since: time,
    previous: { ...variantKey, description: 'The former champion, name@revision.' },
  },
} as const satisfies Schema

const variants = {
  type: 'array',
  maxItems: 32,
  description: 'What runs. A variant may stand here at two revisions.',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['name', 'revision'],
  items: {
    type: 'object',
    required: ['name', 'revision', 'role'],
    properties: {
      name: word,
      revision,
      role: wordOf(variantRoles),
      attempt: {
        ...count,
        description:
          'Which try of this challenger against this champion: the r-th may spend alpha/(r(r+1)).',
      },
      ready: { ...count, description: 'Replicas that are ready.' },
      replicas: { ...count, description: 'Replicas that are wanted.' },
      share: {
        type: 'object',
        properties: {
          configured: { ...share, description: 'Percent of units that the plan gives it.' },
          observed: { ...share, description: 'Percent of units that came to it in this epoch.' },
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
      outcome: wordOf(roundOutcomes),
      champion: { ...variantKey, description: 'After the round, name@revision.' },
      challengers: {
        type: 'array',
        maxItems: 8,
        'x-kubernetes-list-type': 'atomic',
        items: variantKey,
      },
      winner: { ...variantKey, description: 'Promoted or recommended, name@revision.' },
      startedAt: time,
      endedAt: time,
      effect: { ...figure, description: 'Interval at the end. A stopped estimate is optimistic.' },
      effectAfterPromotion: { ...figure, description: 'Interval of the validation alone.' },
      reason: { ...sentence, maxLength: 256 },
    },
  },
} as const satisfies Schema

/** What Contender says: all that a person, kubectl wait, Argo CD or a dashboard needs, in 16 KiB. */
export const statusSchema = {
  type: 'object',
  description: 'What is, and why. Written by Contender on a material change only.',
  properties: {
    observedGeneration: { ...count, description: 'The generation of the spec this speaks of.' },
    url: {
      type: 'string',
      maxLength: 512,
      description: 'Where clients send predictions and outcomes.',
    },
    summary,
    stage: wordOf(stages),
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
