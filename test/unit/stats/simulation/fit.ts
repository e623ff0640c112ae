/** Draws from one law, as many as a test needs. */
export const drawn = (n: number, draw: () => number): Float64Array =>
  Float64Array.from({ length: n }, draw)

/**
 * How badly counts fit chances, as a normal score (Wilson and Hilferty's root of chi²): above 4 by
 * chance alone about once in 30,000. Classes that expect less than 5 go together.
 */
export function misfit(counts: readonly number[], chances: readonly number[]): number {
  const n = counts.reduce((sum, count) => sum + count, 0)
  let [chi, classes, restCount, restExpected] = [0, 0, 0, 0]
  const add = (count: number, expected: number) => {
    chi += (count - expected) ** 2 / expected
    classes++
  }
  for (const [index, chance] of chances.entries()) {
    const count = counts[index] ?? 0
    if (n * chance >= 5) add(count, n * chance)
    else {
      restCount += count
      restExpected += n * chance
    }
  }
  if (restExpected >= 5) add(restCount, restExpected)
  else if (restCount > (restExpected > 0 ? 25 : 0)) return Number.POSITIVE_INFINITY
  return classes > 1 ? asNormal(chi, classes - 1) : 0
}

const asNormal = (chi: number, df: number) =>
  (Math.cbrt(chi / df) - (1 - 2 / (9 * df))) / Math.sqrt(2 / (9 * df))

/** How often each whole number from 0 to below `classes` was drawn; the last class takes all above. */
export function counted(draws: Iterable<number>, classes: number): readonly number[] {
  const counts = new Array<number>(classes).fill(0)
  for (const draw of draws) {
    const index = Math.min(classes - 1, draw)
    counts[index] = (counts[index] ?? 0) + 1
  }
  return counts
}

/** Kolmogorov's distance to a law, times √n: above 2 by chance alone about once in 1,500. */
export function distance(draws: Float64Array, below: (x: number) => number): number {
  const sorted = draws.toSorted()
  let farthest = 0
  for (const [index, x] of sorted.entries()) {
    const at = below(x)
    farthest = Math.max(farthest, at - index / sorted.length, (index + 1) / sorted.length - at)
  }
  return farthest * Math.sqrt(sorted.length)
}

/** Smirnov's distance of two samples, scaled like the one above. */
export function distanceOfTwo(a: Float64Array, b: Float64Array): number {
  const parts = [a, b].map((sample, side) => Array.from(sample, (x) => ({ x, side })))
  const rows = parts.flat().sort((one, other) => one.x - other.x)
  const seen = [0, 0]
  let farthest = 0
  for (const [index, { x, side }] of rows.entries()) {
    seen[side] = (seen[side] ?? 0) + 1
    if (rows[index + 1]?.x === x) continue // ties count once
    const apart = (seen[0] ?? 0) / a.length - (seen[1] ?? 0) / b.length
    farthest = Math.max(farthest, Math.abs(apart))
  }
  return farthest * Math.sqrt((a.length * b.length) / (a.length + b.length))
}

/** Φ(x), by its Taylor series about 0: good to 1e-15 within ±6. */
export function normalBelow(x: number): number {
  if (Math.abs(x) > 8) return x < 0 ? 0 : 1
  let [sum, term] = [x, x]
  for (let k = 3; Math.abs(term) > 1e-18; k += 2) {
    term *= x ** 2 / k
    sum += term
  }
  return 0.5 + (sum * Math.exp(-(x ** 2) / 2)) / Math.sqrt(2 * Math.PI)
}

export const meanOf = (xs: ArrayLike<number>) =>
  Array.from(xs).reduce((sum, x) => sum + x, 0) / xs.length

export function varianceOf(xs: ArrayLike<number>): number {
  const mean = meanOf(xs)
  return meanOf(Array.from(xs, (x) => (x - mean) ** 2))
}

export function correlationOf(xs: ArrayLike<number>, ys: ArrayLike<number>): number {
  const [x, y] = [meanOf(xs), meanOf(ys)]
  const products = Array.from(xs, (value, index) => (value - x) * ((ys[index] ?? 0) - y))
  return meanOf(products) / Math.sqrt(varianceOf(xs) * varianceOf(ys))
}
