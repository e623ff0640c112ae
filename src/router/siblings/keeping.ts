import { ContenderError } from '../../errors.ts'
import type { Heir } from '../../evidence/told.ts'
import { bytesOf } from '../instance/frozen-tally.ts'
import type { Bequest } from '../instance/state.ts'
import type { Handing } from './documents.ts'
import { mostTallyBytes } from './left.ts'
import type { Own, SiblingsPorts } from './ports.ts'
import type { Sibling } from './table.ts'

type Kept = { readonly bequest: Bequest; readonly number: number; readonly sinceMs: number }

type Parts = {
  readonly isLeaving: () => boolean
  readonly inherited: (me: Own, bequest: Bequest) => void
}

/** What others leave here, kept until they have decided that this one is the heir: until then they may still go on. */
export type Keeping = ReturnType<typeof createKeeping>

export function createKeeping(
  { clock, log }: Pick<SiblingsPorts, 'clock' | 'log'>,
  { isLeaving, inherited }: Parts,
) {
  const kept = new Map<string, Kept>()

  function keep(me: Own, { giver, number, bequest }: Handing): void {
    if (bequest === undefined) throw refused('there is nothing in it')
    requireRoom(me, bequest)
    const known = kept.get(giver)
    if (known === undefined || known.number <= number)
      kept.set(giver, { bequest, number, sinceMs: clock.now() })
  }

  /** Whoever has decided is never refused for want of it: then nobody else would score. */
  function requireRoom(me: Own, { instance: giver, tallies }: Bequest): void {
    const why = me.unwritable()
    if (isLeaving()) throw refused('this router is about to end, too')
    if (why !== undefined) throw why
    const others = [...kept.values()].filter(({ bequest }) => bequest.instance !== giver)
    if (others.length >= mostKept) throw refused('it keeps those of others')
    const all = [...others.flatMap(({ bequest }) => bequest.tallies), ...me.inherited()]
    const [heldBytes, leftBytes] = [bytesOf(all), bytesOf(tallies)]
    if (heldBytes + leftBytes <= mostTallyBytes) return
    log.warn({ giver, heldBytes, leftBytes, mostTallyBytes }, 'no room for what a router leaves')
    throw refused(`it holds tallies of ${heldBytes} bytes, and ${leftBytes} more are too many`)
  }

  /** Throws where it can't be the heir; may be said to the giver once that is durable. */
  function take(me: Own, { giver, number, bequest }: Handing): void {
    if (isHeir(me, giver)) return
    const held = kept.get(giver)
    const left = bequest ?? (held?.number === number ? held.bequest : undefined)
    if (left === undefined) throw refused(`nothing of ${giver} is kept here`)
    inherit(me, left)
  }

  function inherit(me: Own, bequest: Bequest): void {
    me.inherit(bequest, clock.wall())
    kept.delete(bequest.instance)
    log.info({ giver: bequest.instance }, 'this router scores for one that has ended')
    inherited(me, bequest)
  }

  /** The former self of its giver may say that this one is the heir; whoever goes on itself has left nothing. */
  function heard(me: Own, heirs: readonly Heir[], from?: Pick<Sibling, 'instance' | 'isLeaving'>) {
    if (from?.isLeaving === false) kept.delete(from.instance)
    for (const { instance, heir } of heirs) {
      if (heir === me.id) inheritKept(me, instance)
    }
  }

  function inheritKept(me: Own, giver: string): void {
    const held = kept.get(giver)
    if (held === undefined || isLeaving()) return
    if (isHeir(me, giver)) kept.delete(giver)
    else inherit(me, held.bequest)
  }

  /** The plan names heirs of those that are lost: from then on that is known to whoever asks. */
  function claim(me: Own): void {
    if (isLeaving()) return
    const mine = me.plan()?.departed?.filter(({ heir }) => heir === me.id) ?? []
    for (const { instance, heir } of mine) {
      if (isHeir(me, instance) || me.scorerOf(instance) !== me.id) continue
      inheritKept(me, instance)
      me.learn([{ instance, heir, sinceMs: clock.wall() }])
    }
  }

  function expire(): void {
    const nowMs = clock.now()
    for (const [giver, { sinceMs }] of kept) if (sinceMs + keptMs < nowMs) kept.delete(giver)
  }

  return {
    ...{ keep, take, heard, claim, expire },
    /** Whether somebody may be about to decide. */
    isAwaited: () => [...kept.values()].some(({ sinceMs }) => sinceMs + decidingMs > clock.now()),
  }
}

/** Itself, or as the heir of an heir. */
const isHeir = (me: Own, giver: string) =>
  me.scorerOf(giver) === me.id && me.heirs().some(({ instance }) => instance === giver)

/** Those that end at the same time; more have others. */
const mostKept = 8

/** By then whoever watches over routers has named an heir. */
const keptMs = 3_600_000

/** Deciding is one write to a disk; a container that was killed before it could say so is back by then. */
const decidingMs = 5_000

const refused = (why: string) => new ContenderError('BequestRefused', why)
