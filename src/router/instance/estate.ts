import { ContenderError } from '../../errors.ts'
import type { Tally, TallyName } from '../../evidence/tally.ts'
import type { Heir, LostWindow } from '../../evidence/told.ts'
import type { Counts } from './counts.ts'
import { createFrozen } from './frozen.ts'
import { frozenOf } from './frozen-tally.ts'
import { createHeirs } from './heirs.ts'
import type { Bequest, InstanceState } from './state.ts'

/** Who scores for whom, and what was left by those who have ended, and by rounds that have. */
export function createEstate(state: InstanceState, counts: Counts) {
  const { instance: id } = state
  const heirs = createHeirs(state.heirs)
  const frozen = createFrozen(state.inherited, state.named)
  let { lostWindows, owed } = state
  let left: { readonly bequest: Bequest; readonly own: Tally } | undefined

  const scorerOf = (instance: string): string =>
    heirs.scorerOf(instance, counts.plan()?.departed ?? [])

  /** A plan has come; with the last of a round that is over by it. What is inherited meanwhile may be told once before it has to go. */
  function leave(last: Tally | undefined): void {
    if (last !== undefined) frozen.put(frozenOf(last))
    for (let lost = frozen.makeRoom(counts.plan()?.round ?? 0); lost > 0; lost--)
      counts.note('TallyDropped')
  }

  /** The same as long as this process lives: who is asked again may know it already. */
  function bequest(nowMs: number): Bequest {
    left ??= leaving(counts.tally.take(nowMs))
    return left.bequest
  }

  function leaving(own: Tally): { readonly bequest: Bequest; readonly own: Tally } {
    const bequest: Bequest = {
      ...{ format: 1, instance: id, tallies: [frozenOf(own), ...frozen.all()] },
      ...{ pairs: counts.pairs.read(), heirs: heirs.all(), owed, lostWindows },
    }
    return { bequest, own }
  }

  /** Whether there was anything to take over. */
  function inherit(bequest: Bequest, nowMs: number): boolean {
    const giver = bequest.instance
    if (heirs.of(giver)?.heir === id) return false
    const obstacle = obstacleTo(giver)
    if (obstacle !== undefined) throw new ContenderError('BequestRefused', obstacle)
    for (const tally of bequest.tallies) frozen.put(tally)
    counts.keep(bequest.pairs)
    heirs.learn([...bequest.heirs, { instance: giver, heir: id, sinceMs: nowMs }])
    owed = [...new Set([...owed, ...bequest.owed])]
    lostWindows = lastOf([...lostWindows, ...bequest.lostWindows])
    return true
  }

  function obstacleTo(giver: string): string | undefined {
    const other = heirs.of(giver)
    if (left !== undefined) return 'this router is about to end, too'
    if (giver === id) return 'nobody is an heir of himself'
    return other && `${other.heir} is the heir of ${giver}`
  }

  function expire(beforeMs: number): void {
    heirs.expire(beforeMs)
    owed = owed.filter((instance) => scorerOf(instance) !== instance)
  }

  return {
    ...{ scorerOf, leave, bequest, inherit, expire },
    learn: (told: readonly Heir[]) => heirs.learn(told),
    hasLeft: () => left !== undefined,
    /** Its own one, as it was left. */
    lastOwn: () => left?.own,
    heirs: heirs.all,
    /** Once a minute. */
    minutePassed: frozen.minutePassed,
    kept: (names: readonly TallyName[]) => frozen.heard(names),
    ...{ inherited: frozen.all, named: frozen.named, dealt: frozen.dealt },
    ...{ owed: () => owed, lostWindows: () => lostWindows },
  }
}

/** By their time; of more than so many the last ones. */
export const lastOf = (windows: readonly LostWindow[]): readonly LostWindow[] =>
  windows.toSorted((a, b) => a.toMs - b.toMs).slice(-mostWindows)

const mostWindows = 16
