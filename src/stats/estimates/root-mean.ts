import type { Functional } from './reading.ts'

/**
 * The root of a mean, such as the RMSE out of squared errors. 0 has no slope: there the error of an
 * estimate is unknown, and the figure undefined.
 */
export const rootMean: Functional = {
  value: ([mean = 0]) => (mean > 0 ? Math.sqrt(mean) : undefined),
  gradient: ([mean = 0]) => [1 / (2 * Math.sqrt(mean))],
}
