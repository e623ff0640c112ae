/**
 * What is known, by epoch, of a sample of units whose level rises: at level j it holds the part 2^−j of
 * all units, and when it grows too large every other unit is dropped.
 */
export type Seen<T> = { readonly level: number; readonly epochs: readonly T[] }

/** Something that shares the stake of a test with others: its part of it, in logarithm. */
export type Staked<T> = { readonly logWeight: number; readonly epochs: readonly T[] }

/** What was last seen at each level, this look included. O(levels). */
export function seenUpTo<T>(past: readonly Seen<T>[], now: Seen<T>): readonly Seen<T>[] {
  return [...past.filter(({ level }) => level < now.level), now]
}

/**
 * How the stake is shared out over levels, before any is seen: level j gets 1/((j + 1)(j + 2)), in all
 * 1. The evidence within one level is a supermartingale until the level rises, and stands still after
 * that; so is the sum of them all, of which those not seen yet can only add. Without this, every level
 * would be a new chance to err.
 *
 * Requires that levels rise by the number of units alone, which says nothing of who was assigned what. O(levels).
 */
export function staked<T>(levels: readonly Seen<T>[]): readonly Staked<T>[] {
  return levels.map(({ level, epochs }) => ({
    logWeight: -Math.log((level + 1) * (level + 2)),
    epochs,
  }))
}

/** The whole stake on units of which none is ever dropped. */
export const undivided = <T>(epochs: readonly T[]): readonly Staked<T>[] => [
  { logWeight: 0, epochs },
]
