import {
  isInstance,
  isListOf,
  isNumber,
  isObjectOf,
  isOneOf,
  isOptional,
  isWhole,
} from '../../api/forms.ts'
import { isJsonObject, isNestedDeeper, type Json, type JsonObject } from '../../api/json.ts'
import { ContenderError } from '../../errors.ts'
import type { Seen } from '../../evidence/seen/seen.ts'
import { isHeir } from '../../evidence/tally-form.ts'
import type { Heir } from '../../evidence/told.ts'
import type { Bequest } from '../instance/state.ts'
import { isBequest, isSeen } from './left.ts'
import type { Rumour, Sibling } from './table.ts'
import { areTallies } from './thawing.ts'

/** What routers say to each other every second, and what they answer. */
export type Hello = {
  /** Who says it: nothing where it has not begun yet, and only asks. */
  readonly from: Sibling | undefined
  /** Of which experiment it is, as in receipts; nothing before the first plan. */
  readonly experiment: number | undefined
  /** Those that it scores for itself, and those whose heir is the one who hears it. */
  readonly heirs: readonly Heir[]
  /** Whom it hears itself. */
  readonly siblings: readonly Rumour[]
  /** Some of what it has seen that is news to who hears it. */
  readonly seen: Seen | undefined
}

/**
 * `Keep`: this is all that I leave; hold it, and score nothing of it. `Take`: you are my heir, that is written down here.
 * With the second one the bequest comes only where it had been lost.
 */
export type Handing = {
  readonly step: 'Keep' | 'Take'
  /** Whose it is. */
  readonly giver: string
  /** Of its tally: of two bequests of one instance the one with the higher has it all. */
  readonly number: number
  /** Who is meant: at one address there may be another one by now. */
  readonly heir: string
  readonly bequest: Bequest | undefined
  /** In which of its lives the heir was told all that the giver has seen: comes with the bequest, which is worth nothing in another. */
  readonly life: number | undefined
}

/** What is answered where a bequest has come: in which life. */
export type Handed = { readonly life: number }

/**
 * Whoever has the key has signed it; but another version may have written it otherwise, and what is learnt here is written down
 * and told on.
 */
export function helloOf(document: Json): Hello {
  const { from, experiment, heirs, siblings, seen } = objectIn(document, 'a hello')
  if (!isOptional(isSibling)(from)) throw invalid('from names no router')
  if (!isOptional(isNumber)(experiment)) throw invalid('experiment is no number')
  if (!isListOf(isHeir)(heirs)) throw invalid('heirs is no list of heirs')
  if (!isListOf(isRumour)(siblings)) throw invalid('siblings is no list of routers')
  if (!isOptional(isSeen)(seen)) throw invalid('seen is of another version')
  return { from, experiment, heirs, siblings, seen } as unknown as Hello
}

export async function handingOf(document: Json): Promise<Handing> {
  const handing = envelopeIn(document)
  const tallies = handing.bequest?.tallies ?? []
  if (await areTallies(tallies, mostDeep)) return handing
  throw invalid('bequest has a tally of another version')
}

/** Its tallies are as they were packed. */
function envelopeIn(document: Json): Handing {
  const { step, giver, number, heir, bequest, life } = objectIn(document, 'a bequest')
  if (step !== 'Keep' && step !== 'Take') throw invalid('step is Keep or Take')
  if (!isInstance(giver) || !isInstance(heir)) throw invalid('giver and heir are instances')
  if (!isWhole(number)) throw invalid('number is no number')
  if (!isOptional(isBequest)(bequest)) throw invalid('bequest is of another version')
  if (!isOptional(isWhole)(life) || (bequest === undefined) !== (life === undefined))
    throw invalid('life is a number, and comes with the bequest')
  if (isJsonObject(bequest) && bequest['instance'] !== giver)
    throw invalid('it is not of its giver')
  return { step, giver, number, heir, bequest, life } as unknown as Handing
}

/** `10.0.0.7:9090`, `[fd00::7]:9090`, `name:9090`. */
const isAddress = (text: string) => /^(?:\[[0-9a-f:.]+\]|[\w.-]+):\d{1,5}$/i.test(text)

function objectIn(document: Json, what: string): JsonObject {
  if (!isJsonObject(document)) throw invalid(`${what} is an object`)
  if (isNestedDeeper(document, mostDeep))
    throw invalid(`${what} is nested at most ${mostDeep} times`)
  return document
}

/** Twice as deep as sums of a tally lie. What is deeper than the stack could be kept, and not be written down. */
const mostDeep = 32

const isRumour = isObjectOf({
  instance: isInstance,
  address: (value) => typeof value === 'string' && isAddress(value),
})

const isSibling = isObjectOf({
  ...{ instance: isInstance, start: isWhole, begunMs: isNumber, isLeaving: isOneOf(true, false) },
  address: (value) => value === '' || (typeof value === 'string' && isAddress(value)),
})

const invalid = (what: string) => new ContenderError('RequestInvalid', what)
