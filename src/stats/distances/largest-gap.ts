/**
 * The largest |i n − j m| over all values x, i of the m outcomes of one sample and j of the n of the
 * other being ≤ x: mn times the largest distance between the two empirical distributions, as a whole
 * number. Requires finite outcomes. Linear for most samples, O(n log n) at worst.
 *
 * Nothing is sorted but what may matter: outcomes are counted in bins, which tells the gap at each
 * edge and bounds it within. Only the stretch of bins that might hold a larger one is looked at again,
 * in bins of its own; what is left after a few such turns is sorted.
 */
export function largestGap(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const sizes = { m: first.length, n: second.length }
  let rest: Stretch = { a: first, b: second, gap: 0 }
  let largest = 0
  for (let turn = 0; turn < 4 && rest.a.length + rest.b.length > few; turn++) {
    const bins = binned(rest)
    if (bins === undefined) break
    largest = Math.max(largest, gapAtEdges(bins, rest.gap, sizes))
    const found = suspects(bins, rest.gap, sizes, largest)
    if (found === undefined) return largest
    rest = cut(rest, bins, found)
  }
  return Math.max(largest, gapWithin(rest, sizes))
}

/** As many are sorted without more ado. */
const few = 64

/** Outcomes of both samples between two places, and the gap before the first of them. */
type Stretch = {
  readonly a: ArrayLike<number>
  readonly b: ArrayLike<number>
  readonly gap: number
}

type Bins = {
  readonly least: number
  readonly scale: number
  readonly ofA: Int32Array
  readonly ofB: Int32Array
}

const many = 4096

/** Nothing where equal bins cannot be told apart: no width, or one beyond what a double can hold. */
function binned({ a, b }: Stretch): Bins | undefined {
  const least = Math.min(extreme(a, -1), extreme(b, -1))
  const scale = many / (Math.max(extreme(a, 1), extreme(b, 1)) - least)
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) return undefined
  return { least, scale, ofA: counted(a, least, scale), ofB: counted(b, least, scale) }
}

function extreme(sample: ArrayLike<number>, side: 1 | -1): number {
  let most = Number.NEGATIVE_INFINITY
  for (let i = 0; i < sample.length; i++) {
    const x = side * (sample[i] ?? 0)
    if (x > most) most = x
  }
  return side * most
}

/** The last place takes the greatest outcome. */
function counted(sample: ArrayLike<number>, least: number, scale: number): Int32Array {
  const counts = new Int32Array(many + 1)
  for (let i = 0; i < sample.length; i++) {
    const bin = (((sample[i] ?? 0) - least) * scale) | 0
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts
}

type Sizes = { readonly m: number; readonly n: number }
type Suspects = { readonly first: number; readonly last: number; readonly gap: number }

function gapAtEdges({ ofA, ofB }: Bins, start: number, { m, n }: Sizes): number {
  let [gap, largest] = [start, 0]
  for (let bin = 0; bin <= many; bin++) {
    gap += (ofA[bin] ?? 0) * n - (ofB[bin] ?? 0) * m
    if (Math.abs(gap) > largest) largest = Math.abs(gap)
  }
  return largest
}

/** The bins from the first to the last within which a gap larger than this is possible, if any. */
function suspects(
  { ofA, ofB }: Bins,
  start: number,
  { m, n }: Sizes,
  largest: number,
): Suspects | undefined {
  let [first, last, before, gap] = [-1, -1, 0, start]
  for (let bin = 0; bin <= many; bin++) {
    const [rise, fall] = [(ofA[bin] ?? 0) * n, (ofB[bin] ?? 0) * m]
    if (rise * fall > 0 && Math.max(gap + rise, fall - gap) > largest) {
      if (last < 0) [first, before] = [bin, gap]
      last = bin
    }
    gap += rise - fall
  }
  return last < 0 ? undefined : { first, last, gap: before }
}

function cut({ a, b }: Stretch, { least, scale }: Bins, { first, last, gap }: Suspects): Stretch {
  const within = (sample: ArrayLike<number>) => {
    const kept = new Float64Array(sample.length)
    let length = 0
    for (let i = 0; i < sample.length; i++) {
      const x = sample[i] ?? 0
      const bin = ((x - least) * scale) | 0
      if (bin >= first && bin <= last) kept[length++] = x
    }
    return kept.subarray(0, length)
  }
  return { a: within(a), b: within(b), gap }
}

/** The largest gap within a stretch, by sorting it. */
function gapWithin(stretch: Stretch, { m, n }: Sizes): number {
  const a = Float64Array.from(stretch.a).sort()
  const b = Float64Array.from(stretch.b).sort()
  let [i, j, largest] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const [x, y] = [a[i] ?? 0, b[j] ?? 0]
    if (x <= y) i = afterEquals(a, i)
    if (y <= x) j = afterEquals(b, j)
    largest = Math.max(largest, Math.abs(stretch.gap + i * n - j * m))
  }
  return largest
}

function afterEquals(sorted: Float64Array, from: number): number {
  let end = from + 1
  while (sorted[end] === sorted[from]) end++
  return end
}
