import { foldedInstance, type Gathered, type LossBound } from './gathered.ts'

/**
 * Instances that have counted in this round, and of which nobody knows where they are: nobody has read them by themselves since
 * these were, and nobody has said that he is their heir.
 */
export function strayIn(
  { tallies, heirs, lossBounds }: Gathered,
  round: number,
  present: readonly string[],
): readonly Pick<LossBound, 'instance' | 'number'>[] {
  const known = new Set([
    foldedInstance,
    ...present,
    ...[...heirs, ...lossBounds].map(({ instance }) => instance),
  ])
  return tallies
    .filter((tally) => tally.round === round && !known.has(tally.instance))
    .map(({ instance, number }) => ({ instance, number }))
}

/** Those that are gone and have no heir yet: outcomes of their receipts wait for one. */
export function heirless({ heirs, lossBounds }: Gathered): readonly Departed[] {
  return lossBounds.flatMap(({ instance, atMs }) =>
    instance === undefined || heirs.some((heir) => heir.instance === instance)
      ? []
      : [{ instance, sinceMs: atMs }],
  )
}

export type Departed = { readonly instance: string; readonly sinceMs: number }
