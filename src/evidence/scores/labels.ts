import type { Json } from '../../api/json.ts'
import type { Score, Scoring } from './score.ts'
import { flawOfLabel, isLabel } from './truth.ts'

/** Whether the label was right. */
export const accuracy: Scoring = () => ofLabel((label, truth) => (isLabel(truth, label) ? 1 : 0))

/** Which of the four a prediction was: true positive, false positive, false negative, or none of them. */
export const f1: Scoring = ({ positiveLabel = '' }) =>
  ofLabel((label, truth) => {
    const isPositive = isLabel(truth, positiveLabel)
    if (label === positiveLabel) return isPositive ? 0 : 1
    return isPositive ? 2 : 3
  })

/** How many categories that makes. */
export const f1Places = 4

function ofLabel(score: (label: string, truth: Json | undefined) => number): Score {
  return ({ label }, { truth }) => {
    const flaw = flawOfLabel(truth)
    if (flaw !== undefined) return flaw
    return label === undefined ? 'PredictionUnread' : score(label, truth)
  }
}
