import { sum } from '../special/sum.ts'
import { at, type Keyed, keyed } from './keyed.ts'
import type { Statistic } from './statistic.ts'

/** How often each true label was predicted as which: by true label, then by predicted label. */
export type Confusion = Keyed<Keyed<number>>

/** Only pairs that occurred are kept. Labels are any strings; whoever counts must bound their number. */
export const confusion: Statistic<Confusion> = keyed(keyed({ merge: (a, b) => a + b }))

/** With one more outcome. O(labels). */
export const withLabels = (c: Confusion, actual: string, predicted: string): Confusion =>
  confusion.merge(c, { [actual]: { [predicted]: 1 } })

/** What a confusion says about one label, called positive; all other labels are the negative. */
export type Binary = {
  readonly tp: number
  readonly fp: number
  readonly fn: number
  readonly tn: number
}

/** True and false positives and negatives of a label. A label that never occurred has only `tn`. O(cells). */
export function binaryOf(c: Confusion, positive: string): Binary {
  const all = sum(Object.values(c).flatMap(Object.values))
  const actual = sum(Object.values(at(c, positive) ?? {}))
  const predicted = sum(Object.values(c).map((row) => at(row, positive) ?? 0))
  const tp = at(at(c, positive) ?? {}, positive) ?? 0
  return { tp, fp: predicted - tp, fn: actual - tp, tn: all - actual - predicted + tp }
}
