import type { Schema } from './schema.ts'
import { count, figure, sentence, time, word } from './status-parts.ts'

const gate = {
  type: 'object',
  required: ['name', 'have', 'need'],
  properties: {
    name: { ...word, description: 'Predictions, Units, Events, Blocks or Duration.' },
    have: figure,
    need: figure,
  },
} as const satisfies Schema

const row = {
  type: 'object',
  required: ['metric', 'challenger'],
  properties: {
    metric: word,
    challenger: { ...word, description: 'name@revision8.' },
    estimand: { ...sentence, description: 'What the number estimates, in words.' },
    method: { ...word, description: 'How it was judged.' },
    unit: { ...word, description: 'What was counted as one.' },
    independence: { ...sentence, description: 'What was assumed to be independent.' },
    n: {
      type: 'object',
      description: 'Champion and challenger together.',
      properties: { requests: count, units: count, events: count },
    },
    mature: { ...count, description: 'Predictions old enough to be judged.' },
    pending: { ...count, description: 'Predictions whose truth may still come.' },
    late: { ...count, description: 'Outcomes that came after the delay; never judged.' },
    fallbackShare: {
      ...figure,
      description: 'Answered by the champion in the challenger’s place.',
    },
    estimate: { ...figure, description: 'Challenger minus champion.' },
    low: { ...figure, description: 'Lower end of the interval.' },
    high: { ...figure, description: 'Upper end of the interval.' },
    alpha: { ...figure, description: 'What this row may spend, after every correction.' },
    corrections: {
      type: 'array',
      maxItems: 8,
      description: 'Every correction that was applied.',
      'x-kubernetes-list-type': 'atomic',
      items: sentence,
    },
    p: { ...figure, description: 'The smallest always-valid p since the gate opened.' },
    gates: {
      type: 'array',
      maxItems: 8,
      description: 'What must be there before this is judged.',
      'x-kubernetes-list-type': 'atomic',
      items: gate,
    },
    detectableEffect: { ...figure, description: 'The smallest effect that could be proven now.' },
  },
} as const satisfies Schema

/** The last look: what it said, which rule spoke, and the rows nearest to deciding. */
export const decisionSchema = {
  type: 'object',
  description: 'The last look at the evidence.',
  required: ['verdict', 'rule', 'reason'],
  properties: {
    verdict: { ...word, description: 'What the look says.' },
    rule: { ...word, description: 'Which rule spoke.' },
    reason: { ...sentence, description: 'In words, for a person.' },
    lookedAt: time,
    rows: {
      type: 'array',
      maxItems: 24,
      description:
        'The objective, and the guardrails nearest to deciding. The full matrix is in the evidence.',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['metric', 'challenger'],
      items: row,
    },
    rowsOmitted: { ...count, description: 'Rows that stand only in the evidence.' },
    sampleRatio: {
      type: 'object',
      description: 'Units by variant, against the history of configured shares.',
      properties: { expected: sentence, observed: sentence, p: figure },
    },
    losses: {
      type: 'object',
      description: 'What may be missing from the evidence.',
      properties: {
        lostIntervals: { ...count, description: 'Gaps in the numbering of tallies.' },
        lostWindow: { ...word, description: 'Longest time lost from a router’s journal.' },
        lossBound: {
          ...count,
          description: 'Most predictions that lost nodes may have taken along.',
        },
      },
    },
    expectedAt: { ...time, description: 'When the round should be decided, as things look now.' },
    evidenceDigest: { ...word, description: 'Of the bytes that give this very verdict again.' },
  },
} as const satisfies Schema
