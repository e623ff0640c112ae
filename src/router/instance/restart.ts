import { firstNumberOf, lastStart } from '../../evidence/numbering.ts'
import { emptyTally } from '../../evidence/tally.ts'
import type { Heir, LostWindow } from '../../evidence/told.ts'
import { lastOf } from './estate.ts'
import { frozenOf } from './frozen-tally.ts'
import { createHeirs } from './heirs.ts'
import type { Replayed } from './replay.ts'
import type { InstanceState } from './state.ts'

/** Where nothing was before. */
export const firstState = (instance: string, nowMs: number): InstanceState => ({
  ...{ format: 1, instance, start: 0, atMs: nowMs, plan: undefined },
  ...{ tally: emptyTally(instance, firstNumberOf(0)), pairs: [] },
  ...{ inherited: [], heirs: [], owed: [], lostWindows: [] },
})

/** What was found in the folder, and what others say of it. */
export type Recovered = Replayed & {
  /** It ended in peace: nothing was lost. */
  readonly isClosed: boolean
  readonly heard: readonly Heir[]
}

/**
 * With which state a process begins in the folder of one before: the same instance, started once more, unless somebody is
 * its heir. Then that one scores, and another instance begins with empty counts.
 */
export function stateAfter(recovered: Recovered, freshId: string, nowMs: number): InstanceState {
  const { state, heard } = recovered
  const heirs = createHeirs([...state.heirs, ...heard])
  const isOver = heirs.scorerOf(state.instance, state.plan?.departed ?? []) !== state.instance
  const known = { ...state, heirs: heirs.all(), lostWindows: lostBy(recovered, nowMs), atMs: nowMs }
  if (isOver) return begunAnew(known, freshId, recovered)
  return state.start < lastStart ? goneOn(known) : succeeded(known, freshId)
}

/** Numbers of a life that may have forgotten some are never given again. */
function goneOn(state: InstanceState): InstanceState {
  const start = state.start + 1
  return { ...state, start, tally: { ...state.tally, number: firstNumberOf(start) } }
}

/**
 * What was handed over is told by the heir. Where that is not certain, it may have counted more since: its tally is told
 * here too, as a later one of the same.
 */
function begunAnew(
  state: InstanceState,
  freshId: string,
  { isHandedOver }: Pick<Replayed, 'isHandedOver'>,
): InstanceState {
  const { instance, plan, expiry, heirs, tally, inherited, lostWindows, atMs } = state
  const fresh = { ...firstState(freshId, atMs), plan, expiry, heirs }
  if (isHandedOver) return fresh
  const last = frozenOf({ ...tally, number: tally.number + 1 })
  const owed = [...state.owed, instance]
  return { ...fresh, inherited: [...inherited, last], owed, lostWindows }
}

/** All numbers are given: it is its own heir, under another name. */
function succeeded(state: InstanceState, freshId: string): InstanceState {
  const { instance, pairs, heirs, owed, atMs } = state
  const heir: Heir = { instance, heir: freshId, sinceMs: atMs }
  const anew = begunAnew(state, freshId, { isHandedOver: false })
  return { ...anew, pairs, heirs: [...heirs, heir], owed }
}

function lostBy({ state, isClosed, lastMs }: Recovered, nowMs: number): readonly LostWindow[] {
  if (isClosed) return state.lostWindows
  return lastOf([...state.lostWindows, { fromMs: Math.min(lastMs, nowMs), toMs: nowMs }])
}
