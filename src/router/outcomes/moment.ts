import { ContenderError } from '../../errors.ts'
import type { OutcomesPorts, PlannedTerms } from './ports.ts'

/** When outcomes are taken, and what their receipts have to meet then. */
export type Moment = { readonly nowMs: number; readonly terms: PlannedTerms }

export function momentOf({ terms, wall }: Pick<OutcomesPorts, 'terms' | 'wall'>): Moment {
  const planned = terms()
  if (planned === undefined) throw new ContenderError('PlanMissing', 'there is no plan yet')
  return { nowMs: wall(), terms: planned }
}
