import type { RoutingPlan } from '../../api/routing-plan.ts'
import type { Answer } from '../../evidence/counting/answer.ts'
import type { Scored } from '../../evidence/counting/outcomes.ts'
import type { Request } from '../../evidence/counting/requests.ts'
import { metricsOfPlan } from '../../evidence/metrics-of-plan.ts'
import { type Counting, createTally } from '../../evidence/open-tally.ts'
import { truth } from '../../evidence/scores/part.ts'
import type { OpenSeen } from '../../evidence/seen/seen.ts'
import type { Tally } from '../../evidence/tally.ts'
import type { Arrived } from '../outcomes/outcome.ts'
import { createExpiry } from './expiry.ts'
import type { Copy } from './instance.ts'
import { createPairs, type KeptPair, type KeptPairs } from './pairs.ts'
import type { InstanceState } from './state.ts'

/** What is counted, nothing of it written down yet. */
export type Counts = ReturnType<typeof createCounts>

/** Going on from a state: what happens in the same order comes to the same, to the last byte. */
export function createCounts(
  state: Pick<InstanceState, 'instance' | 'plan' | 'tally' | 'expiry' | 'pairs'>,
  seen: OpenSeen,
) {
  const tally = createTally(state.tally)
  const pairs = createPairs(state.pairs)
  const expiry = createExpiry(state.expiry, state.plan)
  let held: Held | undefined = state.plan && holding(state.plan)

  function holding(plan: RoutingPlan): Held {
    return { plan, counting: tally.under(metricsOfPlan(plan)) }
  }

  /** Returns the last of a round that ends by it. */
  function take(plan: RoutingPlan): Tally | undefined {
    const last = tally.lastBefore(plan.round)
    expiry.take(plan, held?.plan)
    held = holding(plan)
    pairs.forget(({ round }) => round < plan.round)
    return last
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
      const of = { instance: state.instance, part: truth.name }
      if (seen.has(of, sequence)) tally.note('PairUnscored')
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
    const isTold = (part: string) => seen.has({ instance, part }, sequence)
    const scored = held.counting.outcome(receipt, sent, arrivedAtMs, isTold)
    for (const part of scored.spent) seen.add({ instance, part }, sequence, exposedAtMs)
    if (scored.spent.includes(truth.name)) scorePairs(held, arrived)
    return scored
  }

  function scorePairs(held: Held, arrived: Arrived): void {
    const { instance, sequence } = arrived.receipt
    for (const kept of pairs.release(instance, sequence)) scorePair(held, kept, arrived)
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
