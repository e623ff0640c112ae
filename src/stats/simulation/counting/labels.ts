import type { Confusion } from '../../sums/confusion.ts'
import { binOf, type ScoreHistogram, scoreBins } from '../../sums/score-histogram.ts'
import type { Sparse } from '../../sums/sparse.ts'
import type { Outcome } from '../outcomes/outcome.ts'
import type { Counter } from './counter.ts'

/** The label that a model predicts: the likelier one. */
export const saysYes = ({ second }: Outcome) => second >= 0.5

/** Of the labels `yes` and `no`. */
export function confusionCounter(): Counter<Confusion> {
  const counts = [0, 0, 0, 0]
  return {
    add: (outcome, count = 1) => {
      const place = 2 * outcome.first + (saysYes(outcome) ? 1 : 0)
      counts[place] = (counts[place] ?? 0) + count
    },
    read: () => {
      const [trueNo = 0, falseYes = 0, falseNo = 0, trueYes = 0] = counts
      return occupied({
        no: occupied({ no: trueNo, yes: falseYes }),
        yes: occupied({ no: falseNo, yes: trueYes }),
      })
    },
  }
}

/** Without what never occurred, as the statistic has it. */
function occupied<T extends number | object>(record: { readonly [label: string]: T }) {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) =>
      typeof value === 'number' ? value > 0 : Object.keys(value).length > 0,
    ),
  )
}

/** Probabilities by the true label, in the bins of the statistic. */
export function scoreCounter(): Counter<ScoreHistogram> {
  const bins = new Float64Array(2 * scoreBins)
  return {
    add: ({ first, second }, count = 1) => {
      const place = first * scoreBins + binOf(second)
      bins[place] = (bins[place] ?? 0) + count
    },
    read: () => ({
      negative: sparse(bins.subarray(0, scoreBins)),
      positive: sparse(bins.subarray(scoreBins)),
      outside: 0,
      unusable: 0,
    }),
  }
}

function sparse(bins: Float64Array): Sparse {
  const occupied: (readonly [bin: number, count: number])[] = []
  for (const [bin, count] of bins.entries()) if (count > 0) occupied.push([bin, count])
  return occupied
}
