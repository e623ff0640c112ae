import type { Json } from '../../api/json.ts'
import { createPointer } from '../../routing/json-pointer.ts'
import type { Values } from '../../routing/receipt-values.ts'
import type { Observation } from '../metrics/sums.ts'
import type { Outcome, Score, Scoring } from './score.ts'
import { isBounded, numberOf } from './truth.ts'
import type { Unscored } from './unscored.ts'

/** How far the prediction was off. */
export const mae: Scoring = ({ largestError }) => ofError(largestError, (error) => error)

export const rmse: Scoring = ({ largestError }) => ofError(largestError, (error) => error ** 2)

/** e², y and y²: y about the shift, or its square would have no digits left where it is far from 0. */
export const r2: Scoring = ({ largestError, shift }) =>
  ofError(largestError, (error, truth) => {
    const y = truth - shift
    return [error ** 2, y, y ** 2]
  })

/** A number that came with the outcome. */
export const value: Scoring = ({ field = '', clip: [low, high] = everything }) => {
  const find = createPointer(field)
  return (_, { values }) => {
    const found = find(values)
    if (found === undefined || found === null) return 'ValueMissing'
    return isNumber(found) ? Math.min(high, Math.max(low, Number(found))) : 'ValueInvalid'
  }
}

const everything = [-1e30, 1e30] as const

const isNumber = (found: Json) =>
  typeof found === 'bigint' || (typeof found === 'number' && Number.isFinite(found))

function ofError(
  largest = Number.POSITIVE_INFINITY,
  score: (error: number, truth: number) => Observation,
): Score {
  return ({ value }: Values, { truth }: Outcome): Observation | Unscored => {
    const actual = numberOf(truth)
    if (typeof actual !== 'number') return actual
    if (value === undefined) return 'PredictionUnread'
    if (!isBounded(value)) return 'PredictionInvalid'
    return score(Math.min(largest, Math.abs(value - actual)), actual)
  }
}
