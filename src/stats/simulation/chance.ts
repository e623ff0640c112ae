import { type Key, wordsOf } from './seed.ts'

/** A source of numbers in [0, 1). All randomness comes in through one. */
export type Chance = () => number

/**
 * Reproducible chance: the same seed and keys give the same numbers, on every machine and for ever;
 * other keys give a stream of its own, so that a run, a shard or a unit can be repeated alone.
 *
 * Each number has all its 53 bits, from two steps of sfc32 (C. Doty-Humphrey, PractRand 0.94), whose
 * state is 96 bits of chaos and a counter of 32: no cycle is shorter than 2³¹ numbers, the average one
 * has 2¹²⁶, and that two of a million streams of 2⁴⁰ numbers overlap has a chance below 2⁻⁴⁰.
 * Cost: 2 to 7 ns a number; a stream costs about a microsecond to open.
 */
export function stream(seed: number, ...keys: readonly Key[]): Chance {
  const state = Int32Array.from(wordsOf([seed, ...keys]))
  const next: Chance = () => {
    let a = state[0] ?? 0
    let b = state[1] ?? 0
    let c = state[2] ?? 0
    const counter = state[3] ?? 0
    const high = (a + b + counter) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + high) | 0
    const low = (a + b + counter + 1) | 0
    state[0] = b ^ (b >>> 9)
    state[1] = (c + (c << 3)) | 0
    state[2] = (((c << 21) | (c >>> 11)) + low) | 0
    state[3] = counter + 2
    return ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53
  }
  for (let round = 0; round < 8; round++) next()
  return next
}

/** A whole number from 0 to below `bound`. Requires a `bound` of at least 1, and at most 2⁵³. */
export const below = (chance: Chance, bound: number) => Math.floor(chance() * bound)
