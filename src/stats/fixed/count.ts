import { type Unknown, unknownBecause } from '../unknown.ts'
import { productDifference } from './product-difference.ts'

/** Yes-or-no outcomes of one variant: how many were a yes. */
export type Count = { readonly events: number; readonly n: number }

/** So many outcomes nobody has: products of two such numbers, or of their inverses, are beyond a double. */
export const tooMany = 1e150

/** Why a method for proportions cannot use these arguments, if it cannot. Counts may have fractions. */
export function flawOf(counts: readonly Count[], alpha = 0.05): Unknown | undefined {
  if (!(alpha > 0 && alpha < 1)) return unknownBecause('OutOfRange')
  if (counts.some(({ n }) => !(n > 1 / tooMany))) return unknownBecause('TooFew')
  const isSound = counts.every(({ events, n }) => events >= 0 && events <= n)
  if (!isSound) return unknownBecause('OutOfRange')
  return counts.every(({ n }) => n < tooMany) ? undefined : unknownBecause('Overflow')
}

/** The challenger's proportion less the champion's, without cancellation. */
export function differenceOf(champion: Count, challenger: Count): number {
  const crossed = productDifference(challenger.events, champion.n, champion.events, challenger.n)
  return crossed / challenger.n / champion.n
}

/** p(1 − p) / n. */
export function squaredErrorOf({ events, n }: Count): number {
  return ((events / n) * ((n - events) / n)) / n
}
