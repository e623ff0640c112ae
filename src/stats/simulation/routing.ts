/** How the challengers' intervals lie on the line of units. */
export type Layout =
  /** Of K challengers, number i owns [i/K, i/K + share): a rise moves units from the champion only. */
  | 'Canary'
  /** End to end from 0. */
  | 'Split'

/**
 * Which variant the unit at this position of [0, 1) is assigned: 0 is the champion, then the challengers
 * in their order. In a canary no share may exceed 1/K.
 */
export function assigned(position: number, shares: readonly number[], layout: Layout): number {
  if (layout === 'Canary') {
    const place = position * shares.length
    const index = Math.floor(place)
    return place - index < (shares[index] ?? 0) * shares.length ? index + 1 : 0
  }
  let from = 0
  for (const [index, share] of shares.entries()) {
    if (position < from + share) return index + 1
    from += share
  }
  return 0
}

/** The share that is left to the champion. */
export const championShare = (shares: readonly number[]) =>
  Math.max(0, 1 - shares.reduce((sum, share) => sum + share, 0))
