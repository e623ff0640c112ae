import { kindRows } from '../api/metric-kinds.ts'
import type { Values } from '../routing/receipt-values.ts'
import type { Metric } from './metrics/metric.ts'

/** What of a prediction its scoring takes, so that a receipt need carry nothing else. */
export type Needs = {
  readonly label: boolean
  readonly value: boolean
  /** The positive label whose probability stands for itself; absent where metrics name several, or none. */
  readonly probabilityOf: string | undefined
  /** Those of all labels. */
  readonly probabilities: boolean
}

/** Where metrics name several positive labels, they find theirs among all. */
export function needsOf(metrics: readonly Metric[]): Needs {
  const reading = (what: 'label' | 'value' | 'probability') =>
    metrics.filter(({ kind }) => kindRows[kind].reads === what)
  const positives = new Set(reading('probability').map(({ positiveLabel }) => positiveLabel))
  const named = [...positives].filter((label) => label !== undefined)
  const isOne = named.length === 1
  return {
    label: reading('label').length > 0,
    value: reading('value').length > 0,
    probabilityOf: isOne ? named[0] : undefined,
    probabilities: positives.size > named.length || named.length > 1,
  }
}

/** Whether a prediction holds all of it. */
export function isRead(
  { label, value, probability, probabilities }: Values,
  needs: Needs,
): boolean {
  const isPositiveRead = probability !== undefined || probabilities !== undefined
  return (
    (!needs.label || label !== undefined) &&
    (!needs.value || value !== undefined) &&
    (needs.probabilityOf === undefined || isPositiveRead) &&
    (!needs.probabilities || probabilities !== undefined)
  )
}
