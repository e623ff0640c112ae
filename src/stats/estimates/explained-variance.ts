import type { Functional } from './reading.ts'

/**
 * R²: the share of the truth's variance that is explained, out of the means of e², y and y², where e is
 * the error and y the truth about any shift. Undefined while the truth doesn't vary.
 */
export const explainedVariance: Functional = {
  value: ([error = 0, mean = 0, square = 0]) => {
    const variance = square - mean ** 2
    return variance > 1e-12 * square ? 1 - error / variance : undefined
  },
  gradient: ([error = 0, mean = 0, square = 0]) => {
    const variance = square - mean ** 2
    return [-1 / variance, (-2 * mean * error) / variance ** 2, error / variance ** 2]
  },
}
