import type { Schema } from '../../api/schema.ts'
import { traffic } from '../../api/traffic.ts'
import { count, digest, key, keyed, listOf, ms, text } from './parts.ts'

const stageNames = [
  ...(['Preparing', 'Shadowing', 'Comparing', 'AwaitingApproval'] as const),
  ...(['Promoting', 'Validating', 'Settled'] as const),
] as const
const contests = ['Serving', 'Shadowing', 'Comparing', 'Validating'] as const
const says = [
  ...(['Hold', 'RollBack', 'Promote', 'Retain'] as const),
  ...(['Inconclusive', 'HoldStep', 'Continue'] as const),
] as const

const clock = {
  type: 'object',
  description: 'Time that counts: outages of evidence, pauses and suspension do not.',
  required: ['startMs', 'stoodMs'],
  properties: {
    startMs: ms,
    stoodMs: { ...ms, description: 'What did not count by now.' },
    standsSinceMs: { ...ms, description: 'Since when it stands.' },
  },
} as const satisfies Schema

const challenger = {
  type: 'object',
  required: ['key', 'name', 'attempt'],
  properties: {
    key,
    name: key,
    digest: { ...digest, description: 'Once a ready pod has said it.' },
    attempt: { ...count, description: 'Which try at this champion: 1 the first.' },
    out: {
      type: 'object',
      description: 'It is out of the round; its share is the champion’s.',
      required: ['because', 'atMs'],
      properties: { because: text, atMs: ms },
    },
  },
} as const satisfies Schema

const epoch = {
  type: 'object',
  description: 'A stretch of time in which the assignment rule did not change.',
  required: ['epoch', 'atMs', 'sinceMs', 'contest', 'champion', 'shares'],
  properties: {
    epoch: count,
    atMs: ms,
    sinceMs: { ...ms, description: 'By the clock of the round.' },
    contest: {
      type: 'string',
      enum: contests,
      description: 'Evidence of one never enters another.',
    },
    champion: key,
    shares: listOf(16, {
      type: 'object',
      required: ['variant', 'from', 'to'],
      properties: { variant: key, from: { type: 'number' }, to: { type: 'number' } },
    }),
    shadow: {
      type: 'object',
      description: 'Who answers copies.',
      required: ['percent', 'variants'],
      properties: { percent: { type: 'number' }, variants: listOf(16, key) },
    },
  },
} as const satisfies Schema

const decided = {
  type: 'object',
  description: 'What was decided, as long as the stage acts on it.',
  required: ['says', 'rule', 'reason', 'atMs'],
  properties: {
    says: { type: 'string', enum: says },
    rule: key,
    reason: text,
    challenger: { ...key, description: 'Whom it is about.' },
    atMs: ms,
    evidenceDigest: {
      ...digest,
      description: 'Of the check-pointed evidence that gives this verdict again.',
    },
    effect: { ...text, description: 'Interval of the objective then.' },
    by: { ...text, description: 'Who asked for it, where a person did.' },
  },
} as const satisfies Schema

export const round = {
  type: 'object',
  description: 'One contest, or, without challengers, the time in which a champion simply serves.',
  required: [
    ...([
      'number',
      'cause',
      'startedAtMs',
      'stage',
      'stageSinceMs',
      'clock',
      'challengers',
    ] as const),
    ...(['terms', 'metrics', 'slices', 'acceptForMs', 'plannedN', 'epochs', 'percent'] as const),
  ],
  properties: {
    number: count,
    cause: { ...text, description: 'What opened it, in words.' },
    startedAtMs: ms,
    stage: { type: 'string', enum: stageNames },
    stageSinceMs: { ...ms, description: 'By the clock of the round.' },
    clock,
    challengers: {
      ...listOf(8, challenger),
      description: 'All that entered: their number divides alpha, whoever leaves.',
    },
    terms: { ...key, description: 'What must stay as it is while the round lasts, as one digest.' },
    metrics: {
      ...keyed,
      description:
        'What was counted under which name: a name never comes to mean something else in a round.',
    },
    unit: {
      ...traffic.properties.unit,
      description: 'Who is randomised: the same as long as the round lasts.',
    },
    slices: {
      type: 'object',
      description: 'How exposure time is cut.',
      required: ['startMs', 'lengthMs'],
      properties: { startMs: ms, lengthMs: ms },
    },
    acceptForMs: { ...ms, description: 'Never less than receipts of the round were promised.' },
    plannedN: {
      type: 'number',
      description: 'What sequences are tuned for: fixed before anything is seen.',
    },
    epochs: { ...listOf(256, epoch), description: 'All of the round, the present one last.' },
    percent: {
      type: 'number',
      description: 'Of the canary step that is reached; 0 before the first.',
    },
    decided,
    paused: {
      type: 'object',
      description: 'A person has asked to leave the shares as they are.',
      required: ['sinceMs', 'by'],
      properties: { sinceMs: ms, by: text },
    },
  },
} as const satisfies Schema
