import type { Both } from '../../stats/effects/observed.ts'
import type { Cell, TallyKey } from '../../stats/strata/tally-key.ts'
import type { Statistic } from '../../stats/sums/statistic.ts'
import type { Evidence } from '../merged.ts'
import { mergedSums } from '../metrics/counter.ts'
import { kinds } from '../metrics/kinds.ts'
import type { Metric } from '../metrics/metric.ts'
import type { AnySums } from '../metrics/sums.ts'
import { type AnyFigure, type CountedFor, judgedAs } from './counted.ts'
import { rowsOf } from './rows.ts'

/** What was counted of a metric under each key, as `stratify` wants it. */
export type LiveCells = {
  [F in AnyFigure]: { readonly figure: F } & CellsOf<CountedFor[F]>
}[AnyFigure]

/** The same of both answers to copied requests, as `stratifyPairs` wants it. */
export type PairCells = {
  [F in AnyFigure]: { readonly figure: F } & CellsOf<Both<CountedFor[F]>>
}[AnyFigure]

type CellsOf<S> = { readonly statistic: Statistic<S>; readonly cells: readonly Cell<S>[] }

/** Of live traffic. O(rows). */
export function liveCells(evidence: Evidence, metric: Metric): LiveCells {
  const { statistic, from } = judgedAs(metric)
  const merge = (a: AnySums, b: AnySums) => mergedSums(metric, a, b)
  const found = byKey(merge)
  for (const { key, row, place } of rowsOf(evidence, 'Live', metric)) {
    const sums = row.sums[place] ?? null
    if (sums !== null) found.add(key, sums)
  }
  const cells = found.cells().map(({ key, statistic: sums }) => ({ key, statistic: from(sums) }))
  // The compiler does not see that the figure decides what was counted.
  return { figure: kinds[metric.kind].figure, statistic, cells } as LiveCells
}

/** Of shadow pairs. O(rows). */
export function pairCells(evidence: Evidence, metric: Metric): PairCells {
  const { statistic, from } = judgedAs(metric)
  const merge = (a: AnySums, b: AnySums) => mergedSums(metric, a, b)
  const found = byKey(bothMerged(merge))
  for (const { key, row, place } of rowsOf(evidence, 'Shadow', metric)) {
    const champion = row.pairs?.champion[place] ?? null
    const challenger = row.sums[place] ?? null
    if (champion !== null && challenger !== null) found.add(key, { champion, challenger })
  }
  const cells = found.cells().map(({ key, statistic: { champion, challenger } }) => ({
    key,
    statistic: { champion: from(champion), challenger: from(challenger) },
  }))
  const none = { champion: statistic.none, challenger: statistic.none }
  const both = { none, merge: bothMerged(statistic.merge) }
  return { figure: kinds[metric.kind].figure, statistic: both, cells } as PairCells
}

const bothMerged =
  <S>(merge: (a: S, b: S) => S) =>
  (a: Both<S>, b: Both<S>): Both<S> => ({
    champion: merge(a.champion, b.champion),
    challenger: merge(a.challenger, b.challenger),
  })

/** One cell for each key, in the order of keys. */
export function byKey<S>(merge: (a: S, b: S) => S) {
  const found = new Map<string, Cell<S>>()
  return {
    add(key: TallyKey, statistic: S): void {
      const name = nameOf(key)
      const known = found.get(name)
      const both = known === undefined ? statistic : merge(known.statistic, statistic)
      found.set(name, { key, statistic: both })
    },
    cells: (): readonly Cell<S>[] =>
      [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell),
  }
}

const nameOf = ({ source, epoch, slice, variant, how, bucket }: TallyKey) =>
  [source, epoch, slice, variant, how, bucket].join(' ')
