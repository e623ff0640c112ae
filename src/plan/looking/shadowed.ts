import { pairCells } from '../../evidence/cells/cells.ts'
import type { Observed, Pairs } from '../../stats/effects/observed.ts'
import { stratifyPairs } from '../../stats/strata/stratum.ts'
import type { Cell } from '../../stats/strata/tally-key.ts'
import type { Statistic } from '../../stats/sums/statistic.ts'
import { type Gathered, type Measured, type Observe, wantedOf } from './gathered.ts'
import { rangeOf } from './ranges.ts'
import { requestsAfter, requestsOf } from './requests.ts'
import { unitsOfShadow } from './units.ts'

/** A metric of shadow traffic: both answers to the same requests. O(rows), and O(cells) for each challenger. */
export function observeShadow(from: Gathered, { counted, quantile }: Measured): Observe {
  const { asked, evidence } = from
  const shadow = pairCells(evidence, counted)
  const count = requestsAfter(from, counted.delayMs)
  return (challenger): Observed => {
    const stratified = <S>({ cells, statistic }: Counting<S>) =>
      stratifyPairs(cells, { ...wantedOf(asked, challenger, counted.delayMs), statistic })
    const units = asked.hasUnit
      ? unitsOfShadow(evidence.units, asked, count(requestsOf(challenger)).mature)
      : {}
    if (shadow.figure === 'Quantile')
      return { of: 'LatencyPairs', quantile, strata: stratified(shadow), ...units }
    if (shadow.figure === 'Rate')
      return { of: 'Pairs', figure: 'Rate', strata: stratified(shadow), ...units }
    const { figure } = shadow
    // The compiler does not see that the figure decides what was counted, and whether it has a range.
    const strata = stratified(shadow as Counting<unknown>)
    return { of: 'Pairs', figure, strata, ...units, range: rangeOf(counted) } as Pairs
  }
}

type Counting<S> = { readonly cells: readonly Cell<S>[]; readonly statistic: Statistic<S> }
