import type { Heir } from '../../evidence/told.ts'
import { tagOf } from '../../routing/receipt-tag.ts'
import type { Hello } from './documents.ts'
import type { Own, SiblingsPorts } from './ports.ts'
import type { Table } from './table.ts'

/** What is said to a sibling, or answered to it; nothing where this router has not begun. */
export function createSaying(
  { instance, address, clock }: Pick<SiblingsPorts, 'instance' | 'address' | 'clock'>,
  { table, isLeaving }: { readonly table: Table; readonly isLeaving: () => boolean },
): (to: string | undefined) => Hello {
  const begunMs = clock.wall()
  return (to) => {
    const me = instance()
    return {
      from: me && {
        ...{ instance: me.id, start: me.start, begunMs },
        ...{ address: address() ?? '', isLeaving: isLeaving() },
      },
      experiment: experimentOf(me),
      heirs: me ? toldTo(to, me) : [],
      siblings: table.present(clock.now()).map(({ instance, address }) => ({ instance, address })),
      seen: undefined,
    }
  }
}

export function experimentOf(me: Pick<Own, 'plan'> | undefined): number | undefined {
  const experiment = me?.plan()?.experiment
  return experiment && tagOf(experiment)
}

/**
 * Who scores says so itself. What was only heard isn't told on, but to the heir: that one knows best, and takes what it keeps once
 * it hears of a decision. A decision of this very process is none yet: it may not have been written.
 */
function toldTo(
  to: string | undefined,
  me: Pick<Own, 'id' | 'heirs' | 'scorerOf'>,
): readonly Heir[] {
  return me
    .heirs()
    .filter(
      ({ instance, heir }) =>
        instance !== me.id && (heir === to || me.scorerOf(instance) === me.id),
    )
}
