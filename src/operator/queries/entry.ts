import type { QueryAnswer } from '../../plan/observation.ts'
import { durationInWords } from '../../stats/duration-words.ts'

/** What is asked of whom. */
export type Query = { readonly address: string; readonly query: string }

/** What is known of one query, whoever wants to know it. */
export type Entry = {
  readonly query: Query
  /** Experiments that want it. */
  readonly keys: Set<string>
  wantedAtMs: number
  /** When it was asked last; what is under way was asked. */
  askedAtMs: number | undefined
  answer: { readonly atMs: number; readonly said: QueryAnswer } | undefined
}

/** A query is asked at most so often, however many want to know. */
const askAgainMs = 15_000
/** An answer is good for two such times, and for a slow third one. */
const goodForMs = 45_000
/** What nobody has wanted for so long is forgotten. */
const forgottenMs = 300_000

export const newEntry = (query: Query): Entry => ({
  ...{ query, keys: new Set(), wantedAtMs: 0, askedAtMs: undefined, answer: undefined },
})

export const isDue = ({ askedAtMs }: Entry, nowMs: number): boolean =>
  askedAtMs === undefined || nowMs - askedAtMs >= askAgainMs

export const isForgotten = ({ wantedAtMs }: Entry, nowMs: number): boolean =>
  nowMs - wantedAtMs > forgottenMs

/** An old answer is none. */
export function answerIn({ answer }: Entry, nowMs: number): QueryAnswer {
  if (answer === undefined) return { unknown: 'it was not answered yet' }
  const ageMs = nowMs - answer.atMs
  if (ageMs <= goodForMs) return answer.said
  return { unknown: `its last answer is ${durationInWords(ageMs)} old` }
}
