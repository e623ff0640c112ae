import type { Json } from '../../api/json.ts'
import type { Values } from '../../routing/receipt-values.ts'
import { leastProbability } from '../../stats/scores/probability.ts'
import { binOf, scoreBins } from '../../stats/sums/score-histogram.ts'
import { clamped, probabilitiesOf, probabilityOf } from './probability.ts'
import type { Score, Scoring } from './score.ts'
import { flawOfLabel, isLabel } from './truth.ts'
import type { Unscored } from './unscored.ts'

/** The bin of the probability: those of positives first, then as many of negatives. */
export const auc: Scoring = ({ positiveLabel = '' }) =>
  ofPositive(positiveLabel, (p, isPositive) => (isPositive ? 0 : scoreBins) + binOf(p))

/** How many categories that makes. */
export const aucPlaces = 2 * scoreBins

/** −ln of the probability that the truth was given; with a positive label, by its probability alone. */
export const logLoss: Scoring = ({ positiveLabel }) =>
  positiveLabel === undefined
    ? ofAll((probabilities, truth) => surprise(ofTruth(probabilities, truth)))
    : ofPositive(positiveLabel, (p, isPositive) => surprise(isPositive ? p : 1 - p))

/** The squared distance from the truth: of the positive label, 0 to 1; or summed over all labels, 0 to 2. */
export const brier: Scoring = ({ positiveLabel }) =>
  positiveLabel === undefined
    ? ofAll(distance)
    : ofPositive(positiveLabel, (p, isPositive) => ((isPositive ? 1 : 0) - p) ** 2)

type Probabilities = NonNullable<Values['probabilities']>

const surprise = (p: number) => -Math.log(Math.max(p, leastProbability))

/** What is not among the labels was held to be impossible. */
const ofTruth = (probabilities: Probabilities, truth: Json | undefined) =>
  clamped(probabilities.find(([label]) => isLabel(truth, label))?.[1] ?? 0)

function distance(probabilities: Probabilities, truth: Json | undefined): number {
  let [sum, missed] = [0, 1]
  for (const [label, probability] of probabilities) {
    const isTrue = isLabel(truth, label)
    if (isTrue) missed = 0
    sum += ((isTrue ? 1 : 0) - clamped(probability)) ** 2
  }
  return Math.min(2, sum + missed)
}

function ofPositive(positive: string, score: (p: number, isPositive: boolean) => number): Score {
  return (prediction, { truth }) => {
    const flaw = flawOfLabel(truth)
    if (flaw !== undefined) return flaw
    const p = probabilityOf(prediction, positive)
    return typeof p === 'number' ? score(p, isLabel(truth, positive)) : p
  }
}

function ofAll(score: (all: Probabilities, truth: Json | undefined) => number): Score {
  return (prediction, { truth }) => {
    const flaw = flawOfLabel(truth)
    if (flaw !== undefined) return flaw
    const all = probabilitiesOf(prediction)
    return isReason(all) ? all : score(all, truth)
  }
}

const isReason = (all: Probabilities | Unscored): all is Unscored => typeof all === 'string'
