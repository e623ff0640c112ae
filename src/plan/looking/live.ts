import { liveCells } from '../../evidence/cells/cells.ts'
import type { Observed, Split } from '../../stats/effects/observed.ts'
import { stratify } from '../../stats/strata/stratum.ts'
import type { Cell } from '../../stats/strata/tally-key.ts'
import type { Statistic } from '../../stats/sums/statistic.ts'
import { type Gathered, type Measured, type Observe, wantedOf } from './gathered.ts'
import { rangeOf } from './ranges.ts'
import { unitsFor } from './units-for.ts'

/**
 * A metric of live traffic: of each variant its own part, epoch by epoch. What doesn't depend on the challenger is done
 * once. O(rows), and O(cells) for each challenger.
 */
export function observeLive(from: Gathered, { counted, quantile }: Measured): Observe {
  const live = liveCells(from.evidence, counted)
  const unitsOf = unitsFor(from, counted.delayMs, { metric: counted.name })
  return (challenger): Observed => {
    const stratified = <S>({ cells, statistic }: Counting<S>) =>
      stratify(cells, { ...wantedOf(from.asked, challenger, counted.delayMs), statistic })
    if (live.figure === 'Quantile')
      return { of: 'Latencies', quantile, strata: stratified(live), units: unitsOf(challenger) }
    if (live.figure === 'Rate') {
      const strata = stratified(live)
      return { of: 'Split', figure: 'Rate', strata, units: unitsOf(challenger, strata) }
    }
    const { figure } = live
    // The compiler does not see that the figure decides what was counted, and whether it has a range.
    const strata = stratified(live as Counting<unknown>)
    const units = unitsOf(challenger)
    return { of: 'Split', figure, strata, units, range: rangeOf(counted) } as Split
  }
}

type Counting<S> = { readonly cells: readonly Cell<S>[]; readonly statistic: Statistic<S> }
