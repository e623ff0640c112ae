import type { Chance } from '../chance.ts'
import { drawNormal } from './normal.ts'

/**
 * A series of normal numbers with mean 0 and variance 1, each correlated with the one before by
 * `correlation`, with the k-th before by its k-th power. Stationary from the first on.
 * Requires a correlation from −1 to 1.
 */
export function autoregression(chance: Chance, correlation: number): () => number {
  const fresh = Math.sqrt(Math.max(0, 1 - correlation ** 2))
  let last = drawNormal(chance)
  return () => {
    const now = last
    last = correlation * last + fresh * drawNormal(chance)
    return now
  }
}
