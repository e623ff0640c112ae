import { createHash } from 'node:crypto'
import type { RoutingPlan } from '../api/routing-plan.ts'

/**
 * Four bytes that stand for an experiment in its receipts, so that those of another one are told apart though one key has signed
 * both: the first of SHA-256 over namespace/name/uid. Compute it once per plan.
 */
export function tagOf({ namespace, name, uid }: RoutingPlan['experiment']): number {
  return createHash('sha256').update(`${namespace}/${name}/${uid}`).digest().readUInt32BE()
}
