import { noted } from '../record/noted.ts'
import type { ExperimentRecord } from '../record/record.ts'
import { assigned } from '../round/epochs.ts'
import { entered } from '../round/moving.ts'
import { promoted } from '../round/promoting.ts'
import { toldShares } from '../round/telling.ts'
import { tooWeak } from '../shares/capacity.ts'
import { comparingShares, contenders } from '../shares/shares.ts'
import type { Inquiry, Step } from './rule.ts'
import { waitsFor } from './rule.ts'

/** The first stage in which something happens, by the strategy. */
export function starting(i: Inquiry): Step {
  const { strategy, shadowFirst } = i.u.effective
  if (strategy === 'Replace') return replacing(i)
  return strategy === 'Shadow' || shadowFirst ? shadowing(i) : comparing(i)
}

/** Nothing is compared: the new revision is promoted as it is. */
function replacing({ record, u, o: { nowMs } }: Inquiry): Step {
  const [first] = contenders(record)
  const winner = u.variants.find(({ key }) => key === first?.key)
  if (winner === undefined)
    return waitsFor('VariantGone', `${first?.key} is not in the spec any more`)
  const reason = 'nothing is compared, since no metric is the Objective'
  const verdict = {
    says: 'Promote',
    rule: 'Replace',
    reason,
    challenger: winner.key,
    atMs: nowMs,
  } as const
  return { next: promoted(record, winner, { verdict, nowMs }) }
}

/** Challengers answer copies that nobody sees. */
function shadowing({ record, u, o: { nowMs } }: Inquiry): Step {
  const variants = contenders(record).map(({ key }) => key)
  const percent = u.spec.traffic.shadow?.percent ?? 100
  const champion = record.champion.variant.key
  const copies = {
    contest: 'Shadowing',
    champion,
    shares: [],
    shadow: { percent, variants },
  } as const
  const message = `${variants.join(', ')} answer copies of ${percent}% of the requests`
  const note = {
    type: 'Normal',
    reason: 'Shadowing',
    action: 'Copy',
    message,
    atMs: nowMs,
  } as const
  return { next: noted(assigned(entered(record, 'Shadowing', nowMs), copies, nowMs), note) }
}

/** Challengers get their first share of the traffic, once they carry it. */
export function comparing(i: Inquiry): Step {
  const { u } = i
  return rising(i, u.effective.steps?.[0]?.percent ?? 0)
}

/** The same for any step of a canary, and for what a split gives. */
export function rising(
  { record, u, o }: Inquiry,
  percent: number,
  reason: 'SharesRaised' | 'ShareReturned' = 'SharesRaised',
): Step {
  const { nowMs, workloads } = o
  const champion = record.champion.variant.key
  const shares = comparingShares(u, record, { percent, workloads })
  const weak = tooWeak(shares, champion, o, (key) => isService(u, key))
  if (weak !== undefined) return waitsFor('CapacityMissing', weak)
  const stage = record.round.stage === 'Comparing' ? record : entered(record, 'Comparing', nowMs)
  const next = assigned(stage, { contest: 'Comparing', champion, shares }, nowMs)
  return { next: toldShares(atPercent(next, percent), reason, nowMs) }
}

const atPercent = (record: ExperimentRecord, percent: number): ExperimentRecord => ({
  ...record,
  round: { ...record.round, percent },
})

export const isService = ({ variants }: Inquiry['u'], key: string): boolean =>
  variants.find((variant) => variant.key === key)?.spec.service !== undefined
