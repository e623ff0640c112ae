import { gunzipSync, gzipSync } from 'node:zlib'
import type { RoutingPlan } from '../../../api/routing-plan.ts'
import type { Seen } from '../../../evidence/seen/seen.ts'
import type { TallyName } from '../../../evidence/tally.ts'
import type { Heir } from '../../../evidence/told.ts'
import type { FrozenTally } from '../frozen-tally.ts'
import type { Bequest, InstanceState } from '../state.ts'

/** Entries that come seldom, each as JSON in gzip. */
export type Documents = {
  /** Those tallies that nothing is added to any more follow it, each for itself. */
  readonly State: Omit<InstanceState, 'inherited'>
  readonly Frozen: FrozenTally
  readonly Plan: RoutingPlan
  readonly Heirs: readonly Heir[]
  readonly Seen: Seen
  readonly Inherited: { readonly bequest: Bequest; readonly atMs: number }
  readonly Kept: readonly TallyName[]
  readonly HandedOver: { readonly heir: string; readonly atMs: number }
}

export const writeDocument = <K extends keyof Documents>(kind: K, document: Documents[K]): Buffer =>
  gzipSync(JSON.stringify(document), { level: isPacked(kind) ? 0 : 1 })

export const readDocument = <K extends keyof Documents>(_: K, payload: Buffer): Documents[K] =>
  JSON.parse(gunzipSync(payload).toString())

/** What is large in them is packed already: once more would cost much and save little. */
const isPacked = (kind: keyof Documents) => kind === 'Frozen' || kind === 'Inherited'
