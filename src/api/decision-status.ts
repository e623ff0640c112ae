import type { Schema } from './schema.ts'
import { count, figure, sentence, share, time, variantKey, word, wordOf } from './status-parts.ts'

const short = { ...sentence, maxLength: 256 } as const satisfies Schema

const gate = {
  type: 'object',
  required: ['name', 'have', 'need'],
  properties: {
    name: {
      ...word,
      description:
        'Predictions, PlannedPredictions, Units, Pairs, Events, Buckets, Blocks, Spread or Duration.',
    },
    have: figure,
    need: figure,
  },
} as const satisfies Schema

/** Counts of one side: unequal arrival of truths is a finding of its own. */
const side = {
  type: 'object',
  properties: {
    requests: count,
    units: count,
    events: count,
    mature: { ...count, description: 'Predictions old enough to be judged.' },
    pending: { ...count, description: 'Predictions whose truth may still come.' },
    late: { ...count, description: 'Truths that came after this metric’s outcomeDelay.' },
  },
} as const satisfies Schema

const bounds = {
  Effect: 'the objective, challenger minus champion, against zero',
  Margin: 'challenger minus champion, against margin.absolute',
  Ratio: 'challenger divided by champion, against margin.ratio',
  Limit: 'the level itself, against limit',
} as const

const row = {
  type: 'object',
  required: ['metric', 'bound'],
  properties: {
    metric: word,
    challenger: { ...variantKey, description: 'name@revision; a Query has none.' },
    bound: wordOf(bounds, 'It also says on which scale estimate, low and high stand.'),
    boundary: { ...figure, description: 'What the interval must clear.' },
    estimand: { ...short, description: 'What the number estimates, in words.' },
    method: { ...word, description: 'How it was judged.' },
    unit: { ...word, description: 'What was counted as one.' },
    independence: { ...short, description: 'What was assumed to be independent.' },
    champion: { ...side, description: 'What was counted of the champion.' },
    counted: { ...side, description: 'What was counted of the challenger.' },
    fallbackShare: {
      ...share,
      description: 'Of the challenger’s requests, those that the champion answered in its place.',
    },
    estimate: figure,
    low: { ...figure, description: 'Lower end of the interval.' },
    high: { ...figure, description: 'Upper end of the interval.' },
    alpha: { ...figure, description: 'What this row may spend, after every correction.' },
    corrections: {
      type: 'array',
      maxItems: 8,
      description: 'Every correction that was applied, and the alpha that was left after it.',
      'x-kubernetes-list-type': 'atomic',
      items: {
        type: 'object',
        required: ['name', 'alpha'],
        properties: { name: word, alpha: figure },
      },
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

const sampleRatio = {
  type: 'object',
  description: 'Units by variant, against the history of configured shares.',
  properties: {
    p: figure,
    variants: {
      type: 'array',
      maxItems: 32,
      'x-kubernetes-list-type': 'atomic',
      items: {
        type: 'object',
        properties: { variant: variantKey, expected: count, observed: count },
      },
    },
  },
} as const satisfies Schema

const losses = {
  type: 'object',
  description: 'What may be missing from the evidence.',
  properties: {
    lostIntervals: { ...count, description: 'Gaps in the numbering of tallies.' },
    lostWindow: { ...word, description: 'Longest time lost from a router’s journal: 800ms.' },
    lossBound: { ...word, description: 'Longest time that lost nodes may have taken along: 5s.' },
  },
} as const satisfies Schema

/** The last look: what it said, which rule spoke, and the rows nearest to deciding. */
export const decisionSchema = {
  type: 'object',
  description: 'The last look at the evidence.',
  required: ['verdict', 'rule', 'reason'],
  properties: {
    verdict: { ...word, description: 'What the look says: Continue, Hold, Promote and so on.' },
    challenger: { ...variantKey, description: 'Whom the verdict is about, name@revision.' },
    rule: { ...word, description: 'Which rule spoke.' },
    reason: { ...sentence, description: 'In words, for a person.' },
    lookedAt: time,
    rows: {
      type: 'array',
      maxItems: 12,
      description:
        'The objective, and the guardrails nearest to deciding. The full matrix is in the evidence.',
      'x-kubernetes-list-type': 'atomic',
      items: row,
    },
    rowsOmitted: { ...count, description: 'Rows that stand only in the evidence.' },
    sampleRatio,
    losses,
    expectedAt: { ...time, description: 'When the round should be decided, as things look now.' },
    evidenceDigest: { ...word, description: 'Of the bytes that give this very verdict again.' },
  },
} as const satisfies Schema
