import type { Heir } from '../../evidence/told.ts'
import type { Bequest } from '../instance/state.ts'
import { askToTake, hasCome, type Taking } from './handing-over.ts'
import type { Own, SiblingsPorts } from './ports.ts'
import type { Inform } from './rounds.ts'
import type { Table } from './table.ts'

/**
 * A former self of this router, or of one that it has inherited from, was ended after it had decided on an heir, and nobody knows whether
 * that one ever heard of it. Whoever scores for the heir is told again, until it says that it knows: with all tallies of
 * theirs that are still held here. Those that have gone, whoever pulls has.
 */
export function createOwing(
  ports: Pick<SiblingsPorts, 'ask' | 'clock'>,
  { table, inform }: { readonly table: Table; readonly inform: Inform },
) {
  const owed = new Set<string>()
  let isAsking = false

  function hold(me: Own, instances: readonly string[]): void {
    for (const instance of instances) if (me.scorerOf(instance) !== me.id) owed.add(instance)
  }

  /** All at once are not many; one after the other is enough. */
  async function settle(me: Own): Promise<void> {
    if (isAsking) return
    isAsking = true
    try {
      for (const giver of owed) await settleOne(me, giver)
    } finally {
      isAsking = false
    }
  }

  async function settleOne(me: Own, giver: string): Promise<void> {
    const { clock } = ports
    const scorer = me.scorerOf(giver)
    if (scorer === me.id) return void owed.delete(giver) // it has left all to this one since
    const to = table.present(clock.now()).find(({ instance }) => instance === scorer)
    const heir = me.heirs().find(({ instance }) => instance === giver)?.heir ?? scorer
    if (to === undefined) return
    if (await isTaken(me, { to, heir, bequest: bequestOf(me, giver, scorer) })) owed.delete(giver)
  }

  /** Mostly it has been, long ago, so that there is no need to send it. */
  async function isTaken(me: Own, taking: Omit<Taking, 'life'>): Promise<boolean> {
    const untilMs = ports.clock.now() + settlingMs
    const known = await askToTake(ports, { ...taking, life: undefined }, untilMs)
    if ('said' in known || known.refused !== 'BequestRefused') return 'said' in known
    const life = await inform(me, taking.to, untilMs)
    if (life === undefined) return false
    return hasCome(await askToTake(ports, { ...taking, life }, untilMs), life)
  }

  /** As much of it as outlives its process; challengers' answers to copies do not. */
  function bequestOf(me: Own, giver: string, scorer: string): Bequest {
    const isTheirs = ({ instance }: { readonly instance: string }) =>
      me.scorerOf(instance) === scorer
    return {
      ...{ format: 1, instance: giver, pairs: [], owed: [], lostWindows: [] },
      tallies: me.inherited().filter(isTheirs),
      heirs: leadingTo(giver, me.heirs()),
    }
  }

  return { hold, settle }
}

/** Those that it scored for. Of other heirs nothing is said: what they have heard of is their affair. */
function leadingTo(giver: string, heirs: readonly Heir[]): readonly Heir[] {
  const direct = heirs.filter(({ heir }) => heir === giver)
  return [...direct, ...direct.flatMap(({ instance }) => leadingTo(instance, heirs))]
}

const settlingMs = 8_000
