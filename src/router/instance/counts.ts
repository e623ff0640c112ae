import type { RoutingPlan } from '../../api/routing-plan.ts'
import type { Answer } from '../../evidence/counting/answer.ts'
import type { Scored } from '../../evidence/counting/outcomes.ts'
import type { Request } from '../../evidence/counting/requests.ts'
import { metricsOfPlan } from '../../evidence/metrics-of-plan.ts'
import { type Counting, createTally } from '../../evidence/open-tally.ts'
import { createSeen } from '../../evidence/seen.ts'
import type { Arrived } from '../outcomes/outcome.ts'
import { createExpiry } from './expiry.ts'
import type { Copy } from './instance.ts'
import { createPairs, type KeptPair, type KeptPairs } from './pairs.ts'
import type { InstanceState } from './state.ts'

/** What is counted, nothing of it written down yet. */
export type Counts = ReturnType<typeof createCounts>

/** Going on from a state: what happens in the same order comes to the same, to the last byte. */
export function createCounts(
  state: Pick<InstanceState, 'instance' | 'plan' | 'tally' | 'seen' | 'expiry' | 'pairs'>,
) {
  const tally = createTally(state.tally)
  const seen = createSeen(state.seen)
  const pairs = createPairs(state.pairs)
  const expiry = createExpiry(state.expiry, state.plan)
  let held: Held | undefined = state.plan && holding(state.plan)

  function holding(plan: RoutingPlan): Held {
    return { plan, counting: tally.under(metricsOfPlan(plan)) }
  }

  function take(plan: RoutingPlan): void {
    expiry.take(plan, held?.plan)
    held = holding(plan)
    pairs.forget(({ round }) => round < plan.round)
  }

  /** False where there is no plan, and nothing is counted. */
  function request(request: Request, own: Answer): boolean {
    held?.counting.request(request, own)
    return held !== undefined
  }

  /** As above. */
  function copy({ exposure, variant, pair, sequence }: Copy): boolean {
    const isToBeTold = held?.counting.copy(exposure, variant, pair)
    const { challenger } = pair
    if (isToBeTold && challenger !== undefined && sequence !== undefined) {
      if (seen.has(state.instance, sequence)) tally.note('PairUnscored')
      else keep([keptOf(state.instance, { exposure, variant, sequence, challenger })])
    }
    return held !== undefined
  }

  function keep(kept: KeptPairs): void {
    for (let left = pairs.keep(kept); left > 0; left--) tally.note('PairUnscored')
  }

  /** `undefined` where the plan of its round has not come yet. */
  function outcome(arrived: Arrived): Scored | undefined {
    const { sent, receipt, arrivedAtMs } = arrived
    const { instance, sequence, exposedAtMs } = receipt
    if (held === undefined || receipt.round > held.plan.round) return undefined
    if (seen.has(instance, sequence)) {
      tally.note('Duplicate')
      return duplicate
    }
    const scored = held.counting.outcome(receipt, sent, arrivedAtMs)
    if (!isSpent(scored)) return scored
    seen.add(instance, sequence, exposedAtMs)
    for (const kept of pairs.release(instance, sequence)) scorePair(held, kept, arrived)
    return scored
  }

  /** Forgets what is expired for sure, and says when receipts were given that are: none of those younger. */
  function expire(nowMs: number): number | undefined {
    const surelyMs = expiry.beat(nowMs)
    if (held === undefined || surelyMs === undefined) return undefined
    const beforeMs = surelyMs - expiry.acceptForMs()
    expiry.forgot(seen.expire(beforeMs))
    pairs.forget(({ exposedAtMs }) => exposedAtMs < beforeMs)
    return beforeMs
  }

  return {
    ...{ take, request, copy, keep, outcome, expire, seen, pairs, tally, expiry },
    plan: () => held?.plan,
    note: tally.note,
  }
}

/** The plan, and what is counted under it. */
type Held = { readonly plan: RoutingPlan; readonly counting: Counting }

/** Whether a receipt counts for good: after any other result it may be sent again. */
export const isSpent = ({ result }: Scored): boolean => result === 'Scored' || result === 'Late'

const duplicate: Scored = { result: 'Duplicate', scored: [], late: [], unscored: [] }

function keptOf(
  instance: string,
  {
    exposure: { round, exposedAtMs },
    variant,
    sequence,
    challenger: { failed, values },
  }: Omit<Copy, 'pair'> & Pick<KeptPair, 'challenger' | 'sequence'>,
): KeptPair {
  return { instance, sequence, round, exposedAtMs, variant, challenger: { failed, values } }
}

/** A receipt is given for an answer that did not fail; latencies were compared when the copy was counted. */
function scorePair(
  { counting }: Held,
  { variant, challenger }: KeptPair,
  { receipt, sent, arrivedAtMs }: Arrived,
): void {
  const champion = { failed: false, latencyMs: 0, values: receipt.values }
  const answers = { champion, challenger: { ...challenger, latencyMs: 0 } }
  counting.pair(receipt, variant, { answers, outcome: sent, arrivedAtMs })
}
