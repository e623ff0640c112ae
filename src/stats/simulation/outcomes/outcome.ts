import type { Fill } from '../habits.ts'

/** What a request meets, apart from its own chance. */
export type Situation = {
  /** Who answered: 0 is the champion. */
  readonly answering: number
  /** The challenger did not answer in time, and the champion answered in its place. */
  readonly fellBack: boolean
  readonly hard: boolean
  readonly ms: number
}

/**
 * What comes of a request, in at most two numbers. Rate: 1 or 0. Value: it and its covariate.
 * Latency: milliseconds. Ratio: top and
 * bottom. Classes: the label, 1 or 0, and the probability that the model gave it. Truths: the truth, and
 * what was predicted.
 */
export type Outcome = { readonly first: number; readonly second: number }

/** How outcomes of one kind are made: out of `width` numbers of chance, in a situation. */
export type Source = {
  readonly width: number
  readonly fill: Fill
  readonly outcome: (numbers: Float64Array, situation: Situation) => Outcome
  /** Whether the outcome is the event: a failure, a positive label. Its news may travel otherwise. */
  readonly isEvent: (outcome: Outcome) => boolean
}
