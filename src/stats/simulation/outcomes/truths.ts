import { drawNormal } from '../draws/normal.ts'
import type { Source } from './outcome.ts'

/** A true number, and what a model predicted it to be. */
export type TruthsModel = {
  readonly kind: 'Truths'
  readonly mean: number
  readonly deviation: number
  /** The deviations of the models' errors, which have mean 0; the champion's first. */
  readonly errors: readonly number[]
}

/** Outcomes of such a model, out of two numbers of chance. */
export function truthsSource({ mean, deviation, errors }: TruthsModel): Source {
  return {
    width: 2,
    fill: (chance, numbers) => {
      numbers[0] = drawNormal(chance)
      numbers[1] = drawNormal(chance)
    },
    outcome: (numbers, { answering }) => {
      const truth = mean + deviation * (numbers[0] ?? 0)
      return { first: truth, second: truth + (errors[answering] ?? 0) * (numbers[1] ?? 0) }
    },
    isEvent: ({ first }) => first > 0,
  }
}
