import type { FromSchema, Schema } from '../../api/schema.ts'
import { variants } from '../../api/variants.ts'
import { count, digest, key, listOf, ms, text } from './parts.ts'
import { round } from './round-schema.ts'

export const recordFormat = 1

const outcomes = [
  ...(['Promoted', 'Retained', 'RolledBack', 'Inconclusive'] as const),
  ...(['Recommended', 'Replaced', 'Superseded', 'Aborted'] as const),
] as const
const variant = {
  type: 'object',
  description: 'A variant at a revision: what it is, and how it runs.',
  required: ['key', 'name', 'revision', 'spec'],
  properties: {
    key: { ...key, description: 'name@revision, as it is written everywhere.' },
    name: key,
    revision: { ...key, description: 'The first eight digits of the hash of what it *is*.' },
    spec: {
      ...variants.items,
      description: 'As the user wrote it, when it was last seen in the spec.',
    },
  },
} as const satisfies Schema

const champion = {
  type: 'object',
  required: ['variant', 'sinceMs'],
  properties: {
    variant,
    digest: {
      ...digest,
      description: 'sha256:… of the model that serves; a service or a template has none.',
    },
    sinceMs: ms,
    previous: { ...key, description: 'The one before.' },
  },
} as const satisfies Schema

const former = {
  type: 'object',
  description: 'Whom the champion has replaced, as long as there is a way back.',
  required: ['variant', 'round', 'replacedAtMs'],
  properties: { variant, digest, round: count, replacedAtMs: ms },
} as const satisfies Schema

const pair = { champion: { ...key, maxLength: 71 }, challenger: { ...key, maxLength: 71 } } as const

const ended = {
  type: 'object',
  required: ['round', 'outcome', 'champion', 'challengers', 'startedAtMs', 'endedAtMs', 'reason'],
  properties: {
    round: count,
    outcome: { type: 'string', enum: outcomes },
    champion: { ...key, description: 'After it.' },
    challengers: listOf(8, key),
    winner: key,
    startedAtMs: ms,
    endedAtMs: ms,
    effect: text,
    effectAfterPromotion: text,
    reason: text,
  },
} as const satisfies Schema

const note = {
  type: 'object',
  description:
    'Something that happened, as one Event tells it: named by uid, round, epoch, reason and whom it is about.',
  required: ['round', 'epoch', 'type', 'reason', 'action', 'message', 'atMs'],
  properties: {
    round: count,
    epoch: count,
    about: { ...text, description: 'Key of a variant, or the text of a request.' },
    type: { type: 'string', enum: ['Normal', 'Warning'] },
    reason: { ...key, description: 'One word; of a failure its one name.' },
    action: { ...key, description: 'What was done, in one word.' },
    message: text,
    atMs: ms,
  },
} as const satisfies Schema

const requests = {
  type: 'object',
  required: ['last'],
  properties: {
    last: { ...count, description: 'The number of the last one that was handled.' },
    answer: { ...text, description: 'What came of it.' },
    aborted: { ...count, description: 'The round of the last abort that was handled.' },
    refused: {
      type: 'object',
      description: 'The texts that were refused last: each is refused once.',
      properties: { request: text, abort: text },
    },
  },
} as const satisfies Schema

/**
 * The durable truth of an experiment, of which `status` is the projection. Every decision is here before anything acts on
 * it. Plain JSON, at most 32 KiB.
 */
export const recordSchema = {
  type: 'object',
  required: [
    ...(['format', 'uid', 'presentUid', 'term', 'champion', 'round', 'epoch', 'plan'] as const),
    ...(['requests', 'settled', 'tries', 'departed', 'history', 'notes'] as const),
  ],
  properties: {
    format: { type: 'integer', minimum: recordFormat, maximum: recordFormat },
    uid: {
      ...key,
      description: 'Of the experiment when it was first created: salts and receipts go by it.',
    },
    presentUid: {
      ...key,
      description: 'Of the experiment as it was last seen: another one is a re-creation.',
    },
    term: { ...count, description: 'Of the leader who last wrote.' },
    champion,
    former,
    round,
    epoch: { ...count, description: 'Grows over all rounds.' },
    plan: {
      type: 'object',
      description: 'What routers were told last: another content has the next revision.',
      required: ['revision', 'digest'],
      properties: { revision: count, digest },
    },
    requests,
    settled: {
      ...listOf(64, { type: 'object', required: ['champion', 'challenger'], properties: pair }),
      description:
        'Who has lost to which champion, by key: such a challenger opens no round by itself.',
    },
    tries: {
      ...listOf(64, {
        type: 'object',
        required: ['champion', 'challenger', 'tries'],
        properties: { ...pair, tries: count },
      }),
      description:
        'How often who has tried at which champion, by what they are: the digest of a model, else the key.',
    },
    departed: {
      ...listOf(256, {
        type: 'object',
        required: ['instance', 'heir'],
        properties: { instance: key, heir: key },
      }),
      description: 'Routers that are lost, and who scores for them.',
    },
    history: { ...listOf(10, ended), description: 'The last ten rounds, the newest first.' },
    notes: { ...listOf(8, note), description: 'What happened last.' },
  },
} as const satisfies Schema

export type ExperimentRecord = FromSchema<typeof recordSchema>
