import type { RoutingPlan } from '../../../../src/api/routing-plan.ts'
import type { Frame } from '../../../../src/disk/framing.ts'
import type { Journal } from '../../../../src/disk/writing.ts'
import type { Scorable } from '../../../../src/evidence/counting/outcomes.ts'
import { createSeen, type Seen } from '../../../../src/evidence/seen/seen.ts'
import type { Tally } from '../../../../src/evidence/tally.ts'
import type { Told } from '../../../../src/evidence/told.ts'
import { createInstance } from '../../../../src/router/instance/create-instance.ts'
import { type FrozenTally, jsonAtOnce } from '../../../../src/router/instance/frozen-tally.ts'
import type { Instance } from '../../../../src/router/instance/instance.ts'
import { noJournal, type Replayed, replayed } from '../../../../src/router/instance/replay.ts'
import { firstState, stateAfter } from '../../../../src/router/instance/restart.ts'
import { framesOf } from '../../../../src/router/instance/snapshot.ts'
import type { InstanceState, Telling } from '../../../../src/router/instance/state.ts'
import type { Arrived, SentOutcome } from '../../../../src/router/outcomes/outcome.ts'
import { type Receipt, receiptFields, writeReceipt } from '../../../../src/routing/receipt.ts'
import { isRefusal } from '../../../../src/routing/receipt-refusal.ts'
import { exposed, metrics, seenIn, startMs } from '../../evidence/given.ts'
import { aPlan } from '../../routing/plans.ts'
import { k1 } from '../../routing/receipts.ts'

export const [one, two, three] = ['00000000000000aa', 'ffffffffffffffff', '0123456789abcdef']

/** Metrics of which sums are counts: the same in whatever order. */
export const plan = (edits: Partial<RoutingPlan> = {}): RoutingPlan => {
  const { errors, slow, p95, agreement, accuracy, f1, auc } = metrics
  return aPlan({
    ...{ round: 1, epoch: 1, planRevision: 1 },
    slices: { start: '2026-11-01T00:00:00Z', length: '1h' },
    metrics: [errors, slow, p95, agreement, { ...accuracy, outcomeDelay: '1h' }, f1, auc],
    ...edits,
  })
}

export const instanceOf = (state: InstanceState, journal = noJournal, seen = createSeen()) =>
  createInstance(state, seen, journal)

/** One that has counted nothing, under a plan. */
export function anInstance(id = one, journal = noJournal) {
  const instance = instanceOf(firstState(id, startMs), journal)
  instance.take(plan())
  return instance
}

/** A journal in memory: of what was appended nothing is lost. */
export function createFrames(
  state: InstanceState,
  seen: readonly Seen[] = [],
): Journal & { readonly frames: Frame[] } {
  const frames = [...framesOf(state, seen)]
  return {
    ...noJournal,
    frames,
    append: (kind, payload) => void frames.push({ kind, payload: Buffer.from(payload) }),
  }
}

export const thawed = (frozen: FrozenTally): Tally => JSON.parse(jsonAtOnce(frozen).toString())

/** The document that comes of it. */
export const toldIn = ({ own, frozen, ...rest }: Telling): Told => ({
  ...rest,
  tallies: [own, ...frozen.map(thawed)],
})

/** As a process begins that finds this: the same instance, once more. */
export function begunFrom(
  frames: readonly Frame[],
  { isClosed = true, freshId = three, spoil = (found: Replayed) => found } = {},
) {
  const found = spoil(replayed(frames))
  const state = stateAfter({ ...found, isClosed, heard: [] }, freshId, startMs)
  const journal = createFrames(state, [...found.seen.pieces(1)])
  return { state, journal, instance: instanceOf(state, journal, found.seen) }
}

/** An hour of them, all at one time. */
export function beats({ expire }: Pick<Instance, 'expire'>, nowMs: number, count = 60): void {
  for (let left = count; left > 0; left--) expire(nowMs)
}

/** A receipt as it is read, of the first hour; a test names only what matters to it. */
export function received(given: Partial<Scorable & Receipt> = {}): {
  readonly text: string
  readonly receipt: Receipt
} {
  const whole: Receipt = {
    ...{ tag: 1, instance: one, sequence: 0, propensity: 0.5, planRevision: 1 },
    ...{ answering: given.assigned ?? exposed().assigned, ...exposed(), ...given },
  }
  const text = writeReceipt(whole, k1)
  const receipt = receiptFields(text)
  if (isRefusal(receipt)) throw new Error(receipt.detail)
  return { text, receipt }
}

/** An outcome a minute after the prediction. */
export function arrived(
  { text, receipt }: ReturnType<typeof received>,
  told: Omit<SentOutcome, 'receipt'> = { truth: 'yes' },
  arrivedAtMs = receipt.exposedAtMs + 60_000,
): Arrived {
  return { sent: { receipt: text, ...told }, receipt, arrivedAtMs }
}

export const label = { values: { label: 'yes', probability: 0.75 } } as const

/** Blocks of what it has seen. */
export const seenOf = ({ seen }: Pick<Instance, 'seen'>) => seenIn({ pieces: seen }).blocks
