import type { Values } from '../../routing/receipt-values.ts'
import type { Unscored } from './unscored.ts'

/** How probable a prediction took the positive label to be; by itself where a receipt has that, else among all labels. */
export function probabilityOf(
  { probability, probabilities }: Values,
  positive: string,
): number | Unscored {
  const found = probability ?? probabilities?.find(([label]) => label === positive)?.[1]
  if (found === undefined) return probabilities === undefined ? 'PredictionUnread' : 0
  return isProbability(found) ? clamped(found) : 'PredictionInvalid'
}

/**
 * Those of all labels, if they are a prediction: whoever gives every label a probability of 1 would be right about
 * everything.
 */
export function probabilitiesOf({
  probabilities,
}: Values): NonNullable<Values['probabilities']> | Unscored {
  if (probabilities === undefined) return 'PredictionUnread'
  let sum = 0
  for (const [, probability] of probabilities) {
    if (!isProbability(probability)) return 'PredictionInvalid'
    sum += probability
  }
  return Math.abs(sum - 1) <= tolerableSum ? probabilities : 'PredictionInvalid'
}

/** What single precision makes of 0 and 1 is 0 and 1. */
export const clamped = (probability: number): number => Math.min(1, Math.max(0, probability))

const isProbability = (x: number): boolean => x >= -tolerable && x <= 1 + tolerable

const tolerable = 1e-6
/** Of sixteen labels in half precision. */
const tolerableSum = 0.01
