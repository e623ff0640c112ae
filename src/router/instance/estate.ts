import { ContenderError } from '../../errors.ts'
import type { Tally } from '../../evidence/tally.ts'
import type { Counts } from './counts.ts'
import { createHeirs } from './heirs.ts'
import type { Bequest, Heir, InstanceState, LostWindow } from './state.ts'

/** Who scores for whom, and what was left by those who have ended. */
export function createEstate(state: InstanceState, counts: Counts) {
  const { instance: id } = state
  const heirs = createHeirs(state.heirs)
  const inherited = new Map(state.inherited.map((tally) => [tally.instance, tally]))
  let { lostWindows } = state
  let left: Bequest | undefined

  const scorerOf = (instance: string): string =>
    heirs.scorerOf(instance, counts.plan()?.departed ?? [])

  /** Of rounds that are over nothing more is judged. */
  function forgetBefore(round: number): void {
    for (const [instance, tally] of inherited) if (tally.round < round) inherited.delete(instance)
  }

  /** The same as long as this process lives: who is asked again may know it already. */
  function bequest(nowMs: number): Bequest {
    left ??= {
      ...{ format: 1, instance: id, tallies: [counts.tally.take(nowMs), ...inherited.values()] },
      ...{ seen: counts.seen.read(), pairs: counts.pairs.read(), heirs: heirs.all(), lostWindows },
    }
    return left
  }

  /** Whether there was anything to take over. */
  function inherit(bequest: Bequest, nowMs: number): boolean {
    const giver = bequest.instance
    if (heirs.of(giver)?.heir === id) return false
    const obstacle = obstacleTo(giver)
    if (obstacle !== undefined) throw new ContenderError('BequestRefused', obstacle)
    for (const tally of bequest.tallies) takeOver(tally)
    counts.seen.join(bequest.seen)
    counts.keep(bequest.pairs)
    heirs.learn([...bequest.heirs, { instance: giver, heir: id, sinceMs: nowMs }])
    lostWindows = lastOf([...lostWindows, ...bequest.lostWindows])
    return true
  }

  function obstacleTo(giver: string): string | undefined {
    const other = heirs.of(giver)
    if (left !== undefined) return 'this router is about to end, too'
    if (giver === id) return 'nobody is an heir of himself'
    return other && `${other.heir} is the heir of ${giver}`
  }

  function takeOver(tally: Tally): void {
    const known = inherited.get(tally.instance)
    if (known === undefined || known.number < tally.number) inherited.set(tally.instance, tally)
  }

  return {
    ...{ scorerOf, forgetBefore, bequest, inherit },
    learn: (told: readonly Heir[]) => heirs.learn(told),
    expire: (beforeMs: number) => heirs.expire(beforeMs),
    hasLeft: () => left !== undefined,
    heirs: heirs.all,
    inherited: () => [...inherited.values()],
    lostWindows: () => lostWindows,
  }
}

/** By their time; of more than so many the last ones. */
export const lastOf = (windows: readonly LostWindow[]): readonly LostWindow[] =>
  windows.toSorted((a, b) => a.toMs - b.toMs).slice(-mostWindows)

const mostWindows = 16
