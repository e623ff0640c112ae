import { defaultReplicas } from '../../api/variants.ts'
import type { Observation } from '../observation.ts'
import type { ExperimentRecord } from '../record/record.ts'
import { presentEpoch } from '../round/epochs.ts'
import type { Understood } from '../understood.ts'
import type { Variant } from '../variants/variant.ts'
import { replicasFor } from './capacity.ts'
import { comparingShares, contenders } from './shares.ts'

export type Replicas =
  | number
  | { readonly min: number; readonly max: number; readonly targetCPU: number }

type Asking = { readonly o: Observation; readonly u: Understood; readonly record: ExperimentRecord }

/** How many replicas a variant is to have: what its owner says, and never fewer than its next share takes. */
export function replicasOf(asking: Asking, { key, spec }: Variant): Replicas {
  const least = leastOf(asking, key)
  const { replicas = defaultReplicas, autoscaling } = spec
  if (autoscaling === undefined) return Math.max(replicas, least)
  const min = Math.max(autoscaling.min, least)
  return { ...autoscaling, min, max: Math.max(autoscaling.max, min) }
}

/** Surge first, then shift: what must be there before the next share, and as long as it is there. */
function leastOf({ o, u, record }: Asking, key: string): number {
  const { stage } = record.round
  const { champion, former } = record
  if ((stage === 'Promoting' || stage === 'Validating') && key === champion.variant.key)
    return former === undefined ? 0 : sizeNow(o, former.variant.key)
  if (!contenders(record).some((each) => each.key === key)) return 0
  const shares = comparingShares(u, record, {
    percent: nextPercent(u, record),
    workloads: allUp(record),
  })
  const asked = o.workloads[champion.variant.key]?.asked ?? 0
  const seen = {
    workloads: {
      [champion.variant.key]: { ...up, ready: Math.max(asked, readyOf(o, champion.variant.key)) },
    },
  }
  return replicasFor(shares, key, champion.variant.key, seen)
}

const sizeNow = (o: Observation, key: string) =>
  Math.max(readyOf(o, key), o.workloads[key]?.asked ?? 0)

const readyOf = ({ workloads }: Observation, key: string) => workloads[key]?.ready ?? 0

/** Of a canary the step after the present one; a stage that waits for somebody keeps what it has. */
function nextPercent(
  { effective: { steps = [] } }: Understood,
  { round }: ExperimentRecord,
): number {
  if (round.stage === 'AwaitingApproval') return round.percent
  const next = steps.find(({ percent }) => percent > round.percent) ?? steps.at(-1)
  return Math.max(round.percent, next?.percent ?? 0)
}

const up = { ready: 1, asked: 1, endpoints: [], digests: [], restarts: 0 }

const allUp = (record: ExperimentRecord) =>
  Object.fromEntries(record.round.challengers.map(({ key }) => [key, up]))

/** Whoever is to run: the champion, the former one as long as there is a way back, and who is still in a contest. */
export function runningVariants({ u, record }: Omit<Asking, 'o'>): readonly Variant[] {
  const { champion, former, round } = record
  const contest = round.stage === 'Settled' ? [] : contenders(record).map(({ key }) => key)
  const keys = [
    champion.variant.key,
    former?.variant.key,
    presentEpoch(record).champion,
    ...contest,
  ]
  const known = [...u.variants, champion.variant, ...(former === undefined ? [] : [former.variant])]
  return [...new Set(keys)].flatMap((key) => known.find((variant) => variant.key === key) ?? [])
}
