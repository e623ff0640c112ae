import { isJsonObject, type JsonObject } from '../../../../src/api/json.ts'
import { emptyTally, type Tally } from '../../../../src/evidence/tally.ts'
import { frozenOf } from '../../../../src/router/instance/frozen-tally.ts'
import { tagOf } from '../../../../src/routing/receipt-tag.ts'
import { below } from '../../../chance.ts'
import { pick, type Random } from '../../fuzz/dice.ts'
import { shown } from '../../fuzz/oracle.ts'
import type { Answer } from '../../fuzz/reading.ts'
import { champion, experiment } from '../given.ts'
import { spentItemBy } from './items.ts'
import type { Ledger } from './ledger.ts'

/** Where the router is, who it is, and where somebody answers nonsense. */
export type Place = {
  readonly instance: string
  readonly stranger: string
  /** Of revision 1: a newer one holds. */
  readonly plan: JsonObject
}

/** What is asked of the admin port with the key, and what a sound one is answered. */
export type Document = {
  readonly method: 'PUT' | 'POST'
  readonly path: string
  readonly json: unknown
  readonly wrongWith: (answer: Answer) => string | undefined
}

/** Routers that there are not. So few, that all of them together stay small. */
const speakers = ['aaaaaaaaaaaaaaa1', 'aaaaaaaaaaaaaaa2', 'aaaaaaaaaaaaaaa3', 'aaaaaaaaaaaaaaa4']
const givers = ['bbbbbbbbbbbbbbb1', 'bbbbbbbbbbbbbbb2', 'bbbbbbbbbbbbbbb3', 'bbbbbbbbbbbbbbb4']
const gone = ['ccccccccccccccc1', 'ccccccccccccccc2', 'ccccccccccccccc3']

const seenBy = (random: Random, instance: string) => ({
  format: 1,
  blocks: [
    {
      ...{ instance, part: 'truth', block: below(random, 3), youngestMs: Date.now() },
      bits: pick(random, ['AAVf', '//8BAQ==', '', Buffer.alloc(4_096, 3).toString('base64')]),
    },
  ],
})

/** What a giver has counted: always the same, so that whoever has it once has it. */
const bequeathed = (instance: string): Tally => ({
  ...emptyTally(instance, 7),
  round: 1,
  books: [
    {
      delayMs: 0,
      metrics: [{ name: 'errors', kind: 'ErrorRate', delayMs: 0, shift: 0 }],
      ledgers: [
        {
          ...{ source: 'Live', epoch: 1, span: 1, settledTo: -1 },
          pages: [{ slice: 3, rows: [{ ...row, sums: [{ n: 5, events: 1 }] }] }],
        },
      ],
    },
  ],
})

const row = { variant: champion, how: 'Normal' as const, bucket: 3, requests: 5, late: 0 }

const bequestOf = (random: Random, giver: string) => ({
  ...{ format: 1, instance: giver, tallies: [frozenOf(bequeathed(giver))] },
  pairs: [
    {
      ...{ instance: giver, sequence: 9, round: 1, exposedAtMs: Date.now(), variant: champion },
      challenger: { failed: false, values: { label: 'yes' } },
    },
  ],
  heirs: [{ instance: pick(random, gone), heir: giver, sinceMs: 1 }],
  owed: [],
  lostWindows: [{ fromMs: 1, toMs: 2 }],
})

const isOk =
  (what: string, isRight: (said: JsonObject) => boolean) =>
  (answer: Answer): string | undefined => {
    const isSo = answer.status === 200 && isRight(JSON.parse(answer.body.toString()))
    return isSo ? undefined : `${what} got ${shown(answer)}`
  }

type Make = (random: Random, place: Place, ledger: Ledger) => Document

export const documents: { readonly [what: string]: Make } = {
  plan: (_, { plan }) => ({
    ...{ method: 'PUT', path: '/v1/plan', json: plan },
    wrongWith: (answer) => (answer.status === 409 ? undefined : `an old plan: ${shown(answer)}`),
  }),
  hello: (random, { instance, stranger }) => ({
    ...{ method: 'POST', path: '/v1/siblings' },
    json: {
      from: {
        ...{ instance: pick(random, speakers), start: below(random, 3), begunMs: Date.now() },
        ...{
          address: pick(random, ['', stranger, stranger, '127.0.0.1:1']),
          isLeaving: random() < 0.5,
        },
      },
      experiment: tagOf(experiment),
      heirs: [
        { instance: pick(random, gone), heir: pick(random, speakers), sinceMs: below(random, 9) },
      ],
      siblings: [
        { instance: pick(random, speakers), address: pick(random, [stranger, '[::1]:1']) },
      ],
      seen: seenBy(random, pick(random, speakers)),
    },
    wrongWith: isOk('a hello', ({ from }) => isJsonObject(from) && from['instance'] === instance),
  }),
  pull: (random, { instance }) => ({
    ...{ method: 'POST', path: '/v1/tally' },
    json: { kept: [{ instance: pick(random, gone), round: 1 + below(random, 3), number: 7 }] },
    wrongWith: isOk('a pull', (told) => told['kind'] === 'Pull' && told['instance'] === instance),
  }),
  keep: (random, { instance }) => bequest(random, instance, 'Keep'),
  take: (random, { instance }) => bequest(random, instance, 'Take'),
  outcomes: (random, _, ledger) => {
    const items = Array.from({ length: 1 + below(random, 5) }, () => spentItemBy(random, ledger))
    const outcomes = items.map(({ text }) => ({ ...JSON.parse(text), arrivedAtMs: Date.now() }))
    return {
      ...{ method: 'POST', path: '/v1/outcomes', json: { outcomes } },
      wrongWith: (answer) => {
        const answers = answersOf(answer)
        const isSo = items.every(({ codes }, nth) => codes?.includes(resultOf(answers[nth])))
        return isSo ? undefined : `outcomes of a sibling got ${shown(answer)}`
      },
    }
  },
}

/** What one sibling is told of outcomes by another. */
export type SiblingAnswer = { readonly result: string; readonly failure?: string }

export function answersOf({ body }: Answer): readonly SiblingAnswer[] {
  const { answers } = JSON.parse(body.toString())
  return Array.isArray(answers) ? answers : []
}

const resultOf = ({ result, failure }: Partial<SiblingAnswer> = {}) => `${result ?? failure}`

function bequest(random: Random, heir: string, step: 'Keep' | 'Take'): Document {
  const giver = pick(random, givers)
  const json = { step, giver, number: 7, heir, bequest: bequestOf(random, giver), life: 0 }
  const wrongWith = isOk(`a bequest to ${step}`, () => true)
  return { method: 'POST', path: '/v1/bequest', json, wrongWith }
}
