import type { RoutingPlan } from '../../api/routing-plan.ts'
import type { Journal } from '../../disk/writing.ts'
import type { Answer } from '../../evidence/counting/answer.ts'
import type { Request } from '../../evidence/counting/requests.ts'
import type { EventName } from '../../evidence/events.ts'
import type { OpenSeen, Seen } from '../../evidence/seen/seen.ts'
import type { Tally, TallyName } from '../../evidence/tally.ts'
import type { Heir } from '../../evidence/told.ts'
import { planDigest } from '../../routing/plan-digest.ts'
import { judged } from '../outcomes/judged.ts'
import type { Arrived, OutcomeAnswer } from '../outcomes/outcome.ts'
import { createCounts } from './counts.ts'
import { createBatch } from './entries/batch.ts'
import { type Documents, writeDocument } from './entries/documents.ts'
import { entryKinds } from './entries/kinds.ts'
import { createEstate } from './estate.ts'
import type { Copy, Instance } from './instance.ts'
import type { Bequest, InstanceState, Telling } from './state.ts'

/** Goes on from a state, and from what was seen, and writes down whatever changes it. */
export function createInstance(from: InstanceState, seen: OpenSeen, journal: Journal): Instance {
  const { instance: id, start } = from
  const counts = createCounts(from, seen)
  const estate = createEstate(from, counts)
  const batch = createBatch((entry) => journal.append(entryKinds.Batch, entry))

  function write<K extends keyof Documents>(kind: K, document: Documents[K]): void {
    batch.flush()
    journal.append(entryKinds[kind], writeDocument(kind, document))
  }

  function take(plan: RoutingPlan): void {
    const before = counts.plan()
    if (before !== undefined && planDigest(before) === planDigest(plan)) return
    estate.leave(counts.take(plan))
    write('Plan', plan)
  }

  function request(request: Request, own: Answer): void {
    if (counts.request(request, own)) batch.request(request, own)
  }

  function copy(copy: Copy): void {
    if (counts.copy(copy)) batch.copy(copy)
  }

  function outcome(arrived: Arrived): OutcomeAnswer {
    if (estate.hasLeft()) return gone
    if (counts.expiry.isForgotten(arrived.receipt.exposedAtMs)) return forgotten
    const scored = counts.outcome(arrived)
    if (scored === undefined) return behind(arrived, counts.plan())
    if (scored.spent.length > 0) batch.outcome(arrived)
    else batch.note(scored.result)
    return judged(scored)
  }

  function note(event: EventName): void {
    counts.note(event)
    batch.note(event)
  }

  function learn(heirs: readonly Heir[]): void {
    const news = estate.learn(heirs)
    if (news.length > 0) write('Heirs', news)
  }

  function joinSeen(told: Seen): void {
    const news = seen.join(told)
    if (news.blocks.length > 0) write('Seen', news)
  }

  function expire(nowMs: number): void {
    const beforeMs = counts.expire(nowMs)
    if (beforeMs !== undefined) estate.expire(beforeMs)
    estate.minutePassed()
    batch.time('expired', nowMs)
  }

  function bequest(nowMs: number): Bequest {
    if (!estate.hasLeft()) batch.time('told', nowMs)
    return estate.bequest(nowMs)
  }

  function handedOver(heir: string, nowMs: number): void {
    estate.learn([{ instance: id, heir, sinceMs: nowMs }])
    write('HandedOver', { heir, atMs: nowMs })
  }

  function inherit(bequest: Bequest, nowMs: number): void {
    if (estate.inherit(bequest, nowMs)) write('Inherited', { bequest, atMs: nowMs })
  }

  const look = () => told('Look', counts.tally.read(), [])

  function pull(names: readonly TallyName[], nowMs: number): Telling {
    kept(names)
    // What was left is told by the heir, too: under another number it would never be named.
    return told('Pull', estate.lastOwn() ?? numbered(nowMs), names)
  }

  function kept(names: readonly TallyName[]): void {
    const news = estate.kept(names)
    if (news !== undefined) write('Kept', news)
  }

  function numbered(nowMs: number): Tally {
    batch.time('told', nowMs)
    return counts.tally.take(nowMs)
  }

  function told(kind: Telling['kind'], own: Tally, names: readonly TallyName[]): Telling {
    const { lacking: frozen, names: kept } = estate.dealt(names)
    const [heirs, lostWindows] = [estate.heirs(), estate.lostWindows()]
    return { format: 1, kind, instance: id, own, frozen, kept, heirs, lostWindows }
  }

  function state(nowMs: number): InstanceState {
    batch.drop()
    return {
      ...{ format: 1, instance: id, start, atMs: nowMs, plan: counts.plan() },
      ...{ tally: counts.tally.read(), pairs: counts.pairs.read(), expiry: counts.expiry.read() },
      ...{ inherited: estate.inherited(), named: estate.named(), heirs: estate.heirs() },
      ...{ owed: estate.owed(), lostWindows: estate.lostWindows() },
    }
  }

  function writeDown(nowMs: number): void {
    batch.time('second', nowMs)
    batch.flush()
  }

  function durable(): Promise<void> {
    batch.flush()
    return journal.durable()
  }

  function close(withinMs?: number): Promise<void> {
    batch.flush()
    return journal.close(withinMs)
  }

  return {
    ...{ id, start, take, request, copy, outcome, note, learn, joinSeen, expire },
    ...{ bequest, handedOver, inherit, look, pull, kept, numbered },
    ...{ state, writeDown, durable, close },
    ...{ plan: counts.plan, seen: seen.pieces, seenChanges: seen.changes },
    ...{ scorerOf: estate.scorerOf, heirs: estate.heirs, inherited: estate.inherited },
    ...{ owed: estate.owed, lostWindows: estate.lostWindows, unwritable: journal.unwritable },
  }
}

/** What is left to an heir is counted there: here it would be lost. */
const gone: OutcomeAnswer = {
  failure: 'IssuerAway',
  detail: 'this router has left what it has scored to another one',
}

/** The plan honours it again: it was refused under one before. */
const forgotten: OutcomeAnswer = {
  failure: 'ReceiptExpired',
  detail: 'whether it has been scored is not known any more',
}

function behind({ receipt }: Arrived, plan: RoutingPlan | undefined): OutcomeAnswer {
  const present = plan === undefined ? 'there is none here yet' : `here it is ${plan.round}`
  return {
    failure: 'PlanBehind',
    detail: `the receipt is of round ${receipt.round}, and ${present}`,
  }
}
