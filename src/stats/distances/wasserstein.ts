import { areFinite } from '../finite.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'

/** Outcomes, and what each weighs; without weights each weighs the same. */
export type Weighted = {
  readonly values: ArrayLike<number>
  readonly weights?: ArrayLike<number> | undefined
}

/**
 * The 1-Wasserstein distance of two empirical distributions: how far mass has to be moved on average
 * to turn one into the other, in the unit of the outcomes; ∫ |F − G|. Requires an outcome each and
 * non-negative weights that do not sum to zero. O(n log n).
 *
 * S. S. Vallender, "Calculation of the Wasserstein distance between probability distributions on the
 * line", Theory of Probability and its Applications 18, 1974.
 */
export function wasserstein(a: Weighted, b: Weighted): number | Unknown {
  if (a.values.length === 0 || b.values.length === 0) return unknownBecause('TooFew')
  const [first, second] = [ascending(a), ascending(b)]
  if (first === undefined || second === undefined) return unknownBecause('OutOfRange')
  const distance = between(first, second)
  return Number.isFinite(distance) ? distance : unknownBecause('Overflow')
}

/** Sorted values, and what part of the mass lies before each; after the last it is all. */
type Steps = { readonly values: Float64Array; readonly before: Float64Array }

function between(a: Steps, b: Steps): number {
  let [i, j, distance] = [0, 0, 0]
  let at = Math.min(valueAt(a, 0), valueAt(b, 0))
  while (i < a.values.length || j < b.values.length) {
    const [x, y] = [valueAt(a, i), valueAt(b, j)]
    const next = Math.min(x, y)
    distance += Math.abs(massBefore(a, i) - massBefore(b, j)) * (next - at)
    at = next
    if (x <= y) i++
    else j++
  }
  return distance
}

const valueAt = ({ values }: Steps, i: number) => values[i] ?? Number.POSITIVE_INFINITY
const massBefore = ({ before }: Steps, i: number) => before[i] ?? 1

/** Nothing where the lengths differ, or the weights are not weights. */
function ascending({ values, weights }: Weighted): Steps | undefined {
  if (!areFinite(values)) return undefined
  if (weights === undefined) {
    const sorted = Float64Array.from(values).sort()
    return { values: sorted, before: sorted.map((_, i) => i / sorted.length) }
  }
  const isSound = weights.length === values.length && areFinite(weights)
  if (!isSound || Array.from(weights).some((weight) => weight < 0)) return undefined
  return cumulated(values, weights)
}

function cumulated(values: ArrayLike<number>, weights: ArrayLike<number>): Steps | undefined {
  const sorted = Array.from(values, (value, i) => ({ value, weight: weights[i] ?? 0 })).sort(
    (one, other) => one.value - other.value,
  )
  let total = 0
  const before = Float64Array.from(sorted, ({ weight }) => {
    const mass = total
    total += weight
    return mass
  })
  if (!(total > 0)) return undefined
  return {
    values: Float64Array.from(sorted, ({ value }) => value),
    before: before.map((mass) => mass / total),
  }
}
