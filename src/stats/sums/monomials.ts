import { lessTimes, type Triple, zero } from './triple.ts'

/**
 * In which order the products of several things are kept: first the things themselves, then the
 * products of every two, then of every three; the factors in ascending order, and the products as in a
 * dictionary.
 */
export type Layout = {
  readonly things: number
  readonly pairs: readonly (readonly [i: number, j: number])[]
  readonly trios: readonly (readonly [i: number, j: number, k: number])[]
}

/** The layout for so many things. Ready-made up to 8 of them. */
export const layoutOf = (things: number): Layout => layouts[things] ?? laidOut(things)

/** How many sums there are up to an order. */
export const sumsUpTo = (order: 2 | 3, { things, pairs, trios }: Layout): number =>
  things + pairs.length + (order === 3 ? trios.length : 0)

/** The place of x_i · x_j, i ≤ j, among the pairs. */
export const placeOfPair = (things: number, i: number, j: number): number =>
  i * things - (i * (i - 1)) / 2 + (j - i)

/**
 * Sums of the products of n vectors, about a point that is `by` further on: what is subtracted from
 * x_k, then x_j, then x_i, is multiplied out one factor at a time, so that nothing large is ever
 * formed that the result doesn't need. O(sums).
 */
export function recentred(
  sums: readonly Triple[],
  n: number,
  by: readonly number[],
): readonly Triple[] {
  const layout = layoutOf(by.length)
  const { things, pairs, trios } = layout
  const on = (i: number) => by[i] ?? 0
  const sum = (i: number) => sums[i] ?? zero
  const pair = (i: number, j: number) => sums[things + placeOfPair(things, i, j)] ?? zero

  const firsts = by.map((each, i) => lessTimes(sum(i), each, [n, 0, 0]))
  const seconds = pairs.map(([i, j]) =>
    lessTimes(lessTimes(pair(i, j), on(j), sum(i)), on(i), firsts[j] ?? zero),
  )
  if (sums.length === sumsUpTo(2, layout)) return [...firsts, ...seconds]
  const thirds = trios.map(([i, j, k], place) => {
    const withoutK = lessTimes(sum(things + pairs.length + place), on(k), pair(i, j))
    const withoutJ = lessTimes(withoutK, on(j), lessTimes(pair(i, k), on(k), sum(i)))
    return lessTimes(withoutJ, on(i), seconds[placeOfPair(things, j, k)] ?? zero)
  })
  return [...firsts, ...seconds, ...thirds]
}

/** Mean products about a point next to the means, made mean products about the means themselves. O(sums). */
export function centralised(
  about: readonly number[],
  things: number,
): { readonly seconds: readonly number[]; readonly thirds: readonly number[] } {
  const { pairs, trios } = layoutOf(things)
  const rest = (i: number) => about[i] ?? 0
  const pair = (i: number, j: number) => about[things + placeOfPair(things, i, j)] ?? 0
  const seconds = pairs.map(([i, j]) => pair(i, j) - rest(i) * rest(j))
  if (about.length === things + pairs.length) return { seconds, thirds: [] }
  const thirds = trios.map(([i, j, k], place) => {
    const mixed = rest(i) * pair(j, k) + rest(j) * pair(i, k) + rest(k) * pair(i, j)
    const product = about[things + pairs.length + place] ?? 0
    return product - mixed + 2 * rest(i) * rest(j) * rest(k)
  })
  return { seconds, thirds }
}

function laidOut(things: number): Layout {
  const from = (first: number) => Array.from({ length: things - first }, (_, i) => first + i)
  const pairs = from(0).flatMap((i) => from(i).map((j) => [i, j] as const))
  const trios = pairs.flatMap(([i, j]) => from(j).map((k) => [i, j, k] as const))
  return { things, pairs, trios }
}

const layouts: readonly Layout[] = Array.from({ length: 9 }, (_, things) => laidOut(things))
