import type { Refusal } from '../routing/receipt-refusal.ts'
import { type Unscored, unscoredBecause } from './scores/unscored.ts'

/** What becomes of a receipt that is sent back with an outcome. */
export type OutcomeResult =
  | 'Scored'
  /** After the delay of every metric. */
  | 'Late'
  | 'Duplicate'
  /** Of another round than the one that is counted. */
  | 'RoundOver'
  /** No metric waits for outcomes. */
  | 'NothingToScore'
  /** There is no room for one more key. */
  | 'TallyFull'
  | Unscored
  /** One that can't be judged yet is sent again. */
  | Exclude<Refusal['refused'], 'KeyMissing'>

/** What is counted by name, and belongs to no metric. */
export type EventName =
  | OutcomeResult
  /** Requests that did not say their unit, though the plan names one. */
  | 'Unitless'
  /** Requests whose caller has chosen the variant. */
  | 'Override'
  /** Requests and copies of another round, or for which there was no room: no metric knows them. */
  | 'Uncounted'
  /** Shadow pairs that lack an answer. */
  | 'PairIncomplete'
  /** Shadow pairs of which the outcome came before the copy was answered, or when there was no room to wait for it or to count it. */
  | 'PairUnscored'
  /** Tallies of ended rounds that had to go before a pull had said that they are kept. */
  | 'TallyDropped'

/** How often each has happened, in the order of this list. */
export type Events = { readonly [E in EventName]: number }

/** The same, written to. */
export type OpenEvents = { -readonly [E in EventName]: number }

const none: Events = {
  Scored: 0,
  Late: 0,
  Duplicate: 0,
  RoundOver: 0,
  NothingToScore: 0,
  TallyFull: 0,
  ...zeros(unscoredBecause),
  ReceiptMalformed: 0,
  ReceiptTampered: 0,
  ReceiptForeign: 0,
  ReceiptExpired: 0,
  ReceiptFromFuture: 0,
  Unitless: 0,
  Override: 0,
  Uncounted: 0,
  PairIncomplete: 0,
  PairUnscored: 0,
  TallyDropped: 0,
}

/** Every name, in the order in which tallies have them. */
export const eventNames = Object.keys(none) as readonly EventName[]

/** Going on from a start, which need not know every name of today. */
export const openEvents = (start: Partial<Events> = none): OpenEvents =>
  eventsOf((name) => start[name] ?? 0)

/** Of all of them together. */
export const mergedEvents = (all: readonly Partial<Events>[]): Events =>
  eventsOf((name) => all.reduce((sum, events) => sum + (events[name] ?? 0), 0))

function eventsOf(count: (name: EventName) => number): OpenEvents {
  return Object.fromEntries(eventNames.map((name) => [name, count(name)])) as OpenEvents
}

function zeros<K extends string>(names: { readonly [name in K]: unknown }) {
  return Object.fromEntries(Object.keys(names).map((name) => [name, 0])) as {
    readonly [name in K]: number
  }
}
