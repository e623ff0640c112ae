import type { Json, JsonObject } from '../../src/api/json.ts'
import { below } from '../chance.ts'

export type Dice = ReturnType<typeof createDice>

/** Seeded chance in the shapes that a generator of experiments needs. */
export function createDice(random: () => number) {
  const upTo = (bound: number) => below(random, bound)
  const between = (low: number, high: number) => low + upTo(high - low + 1)
  const pick = <T>(items: readonly T[]): T => items[upTo(items.length)] as T
  const maybe = <T>(make: () => T): T | undefined => (random() < 0.5 ? make() : undefined)
  const times = <T>(n: number, make: (i: number) => T): readonly T[] =>
    Array.from({ length: n }, (_, i) => make(i))
  return { below: upTo, between, pick, maybe, times }
}

/** An object without the fields that are undefined. */
export function given(fields: { readonly [field: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  )
}

/** Durations of rising length, each level in several spellings. */
const levels = [
  ['0s', '0h', '0m0ms'],
  ['500ms', '0.5s'],
  ['10m', '600s', '5m300s'],
  ['1h', '60m', '0.5h30m', '3600s'],
  ['24h', '1440m', '86400s'],
  ['48h', '2880m'],
  ['100h', '99h60m'],
  ['168h', '604800s', '167.5h30m'],
  ['200h', '12000m'],
  ['999999h', '999998.5h30m'],
] as const

/** The level of 168h, the default of `maximumDuration` and `acceptFor`. */
export const weekLevel = 7
/** The level of 24h, the default of `minimumDuration`. */
export const dayLevel = 4

export const durationAt = (dice: Dice, level: number): string =>
  dice.pick(levels[level] ?? levels[0])

/** A duration of one of the levels, both ends included. */
export const durationWithin = (dice: Dice, low: number, high: number): string =>
  durationAt(dice, dice.between(low, high))

export const highestLevel = levels.length - 1
