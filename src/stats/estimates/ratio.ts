import type { Functional } from './reading.ts'

/**
 * A ratio of two means, out of numerator and denominator, such as money per visit of a unit. Undefined
 * where the denominator is 0.
 *
 * A. Deng, U. Knoblich, J. Lu, "Applying the Delta Method in Metric Analytics", KDD 2018.
 */
export const ratio: Functional = {
  value: ([top = 0, bottom = 0]) => (bottom === 0 ? undefined : top / bottom),
  gradient: ([top = 0, bottom = 0]) => [1 / bottom, -top / bottom ** 2],
}
