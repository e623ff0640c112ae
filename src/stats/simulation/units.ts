import { below, type Chance } from './chance.ts'
import { zipf } from './draws/zipf.ts'

/** Who is randomised. */
export type Units =
  /** Each request by itself. */
  | { readonly kind: 'Requests' }
  /**
   * `count` units that come back, the i-th busiest i^-exponent as often as the first. What happens to two
   * requests of one unit is correlated by `correlation`.
   */
  | {
      readonly kind: 'Sticky'
      readonly count: number
      readonly exponent: number
      readonly correlation: number
    }

/** Someone who is randomised, and all that chance has decided of them for good. */
export type Unit = {
  /** Whole, counted from 0: the row of its habits. Of a request by itself always −1: it has none. */
  readonly number: number
  /** Three hashes that have nothing to do with each other: of assignment, bucket and sample. */
  readonly position: number
  readonly bucket: number
  readonly sample: number
  /** In [0, 1): whether the unit is among those of which nothing is ever seen. */
  readonly loss: number
}

/** As many as evidence is kept in. */
export const buckets = 64

/** Whose request comes next. Cost: a unit that comes back costs 60 ns, and `count` units to begin with. */
export function visitors(chance: Chance, units: Units): () => Unit {
  if (units.kind === 'Requests') return () => drawUnit(chance, -1)
  const known = Array.from({ length: units.count }, (_, number) => drawUnit(chance, number))
  const rank = zipf(units.count, units.exponent)
  return () => known[rank(chance) - 1] ?? drawUnit(chance, -1)
}

/** A unit with this number. Four numbers of chance. */
export const drawUnit = (chance: Chance, number: number): Unit => ({
  number,
  position: chance(),
  bucket: below(chance, buckets),
  sample: chance(),
  loss: chance(),
})
