import { createPointer } from '../../routing/json-pointer.ts'
import type { Metric } from '../metrics/metric.ts'
import type { Outcome } from './score.ts'

/**
 * What of an outcome a metric reads: the truth, or a number that was measured besides. They may come at different times, each
 * counts once.
 */
export type Part = {
  readonly name: string
  readonly isIn: (outcome: Outcome) => boolean
}

export const truth: Part = { name: 'truth', isIn: ({ truth }) => isThere(truth) }

/** Fields are JSON pointers, so none of them is called as the truth is. */
export function partOf({ field }: Pick<Metric, 'field'>): Part {
  if (field === undefined) return truth
  const find = createPointer(field)
  return { name: field, isIn: ({ values }) => isThere(find(values)) }
}

const isThere = (told: unknown) => told !== undefined && told !== null
