import { below, chance } from '../../test/chance.ts'

export type Sums = { readonly n: number; readonly sum: number; readonly squares: number }
export type Count = { readonly events: number; readonly n: number }

/** Sums of two variants that differ by a few standard errors, as after hours or weeks of traffic. */
export function pairsOfSums(pairs: number): readonly (readonly [Sums, Sums])[] {
  const random = chance(1)
  return Array.from({ length: pairs }, () => {
    const [mean, deviation] = [1 + 9 * random(), 0.5 + 4 * random()]
    const variant = (): Sums => {
      const n = 1000 + below(random, 1_000_000)
      const m = mean + (deviation / Math.sqrt(n)) * 3 * normal(random)
      return { n, sum: n * m, squares: n * (m * m + deviation * deviation) }
    }
    return [variant(), variant()] as const
  })
}

export function countPairs(pairs: number): readonly (readonly [Count, Count])[] {
  const random = chance(2)
  return Array.from({ length: pairs }, () => {
    const rate = 0.002 + 0.3 * random()
    const variant = (): Count => {
      const n = 5000 + below(random, 1_000_000)
      const spread = Math.sqrt(n * rate * (1 - rate))
      return { n, events: Math.max(1, Math.round(n * rate + 2 * spread * normal(random))) }
    }
    return [variant(), variant()] as const
  })
}

export function unitCounts(
  times: number,
  weights: readonly number[],
): readonly (readonly number[])[] {
  const random = chance(3)
  return Array.from({ length: times }, () => {
    const n = 10_000 + below(random, 1_000_000)
    return weights.map((w) => Math.round(n * w + Math.sqrt(n * w) * normal(random)))
  })
}

export function pairsOfSamples(
  pairs: number,
  size: number,
): readonly (readonly [Float64Array, Float64Array])[] {
  const random = chance(4)
  return Array.from({ length: pairs }, () => {
    const sample = (shift: number) =>
      Float64Array.from({ length: size }, () => shift + normal(random))
    return [sample(0), sample(0.02)] as const
  })
}

/** G. E. P. Box, M. E. Muller, 1958. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
