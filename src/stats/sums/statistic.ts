/**
 * Something that is counted in many places and merged: a plain record that survives JSON, with a
 * beginning and a sum. `merge` is associative and commutative and `none` changes nothing: exactly
 * for counts, to 1e-12 for what is read from sums. So it doesn't matter who counted what, nor in
 * which order the parts arrive.
 */
export type Statistic<S> = {
  readonly none: S
  readonly merge: (a: S, b: S) => S
}

/** All parts in one. As many merges as there are parts. */
export function total<S>({ none, merge }: Statistic<S>, parts: Iterable<S>): S {
  let sum = none
  for (const part of parts) sum = merge(sum, part)
  return sum
}
