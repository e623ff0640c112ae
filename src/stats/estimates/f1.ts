import type { Functional } from './reading.ts'

/**
 * F1 of one label, out of the shares of true positives, false positives and false negatives: the
 * harmonic mean of precision and recall. Undefined while the label occurs on neither side.
 *
 * C. J. van Rijsbergen, "Information Retrieval", 1979, ch. 7.
 */
export const f1: Functional = {
  value: ([hit = 0, wrong = 0, missed = 0]) => {
    const all = 2 * hit + wrong + missed
    return all > 0 ? (2 * hit) / all : undefined
  },
  gradient: ([hit = 0, wrong = 0, missed = 0]) => {
    const all = 2 * hit + wrong + missed
    return [(2 * (wrong + missed)) / all ** 2, (-2 * hit) / all ** 2, (-2 * hit) / all ** 2]
  },
}
