import type { Chance } from './chance.ts'

/** Fills in the numbers of chance that one outcome is made of. */
export type Fill = (chance: Chance, numbers: Float64Array) => void

/**
 * Chance with habits: with probability √correlation a unit's outcome is made of the numbers that the unit
 * always brings, else of fresh ones. So each outcome alone has exactly its law, whatever the law, and any
 * two of one unit are correlated by exactly `correlation` (as long as the law stays as it is).
 *
 * A. D. Lunn, S. J. Davies, "A note on generating correlated binary variables", Biometrika 85, 1998.
 */
export function habits(
  chance: Chance,
  { count, width, correlation, fill }: HabitOptions,
): (unit: number) => Float64Array {
  const fresh = new Float64Array(width)
  const usual = Array.from({ length: correlation > 0 ? count : 0 }, () => {
    const numbers = new Float64Array(width)
    fill(chance, numbers)
    return numbers
  })
  const loyalty = Math.sqrt(Math.max(0, correlation))
  return (unit) => {
    const own = usual[unit]
    if (own !== undefined && chance() < loyalty) return own
    fill(chance, fresh)
    return fresh
  }
}

type HabitOptions = {
  readonly count: number
  readonly width: number
  readonly correlation: number
  readonly fill: Fill
}
