import type { Counted, FigureName } from '../../stats/estimates/figures.ts'
import type { LatencyHistogram } from '../../stats/sums/latency-histogram.ts'
import type { Sparse } from '../../stats/sums/sparse.ts'
import type { Statistic } from '../../stats/sums/statistic.ts'
import { kinds } from '../metrics/kinds.ts'
import type { Metric } from '../metrics/metric.ts'
import { type AnySums, statistics } from '../metrics/sums.ts'
import { f1Places } from '../scores/labels.ts'
import { aucPlaces } from '../scores/probabilities.ts'

/** What judges want counted for each figure, quantiles of latency among them. */
export type CountedFor = Counted & { readonly Quantile: LatencyHistogram }

/** What a metric is compared by. */
export type AnyFigure = FigureName | 'Quantile'

/** As what sums of a metric are judged. */
export type Judged = {
  readonly statistic: Statistic<CountedFor[AnyFigure]>
  readonly from: (sums: AnySums) => CountedFor[AnyFigure]
}

/** Categories are counted where there are some, and judged as a list of all. */
export function judgedAs(metric: Metric): Judged {
  const { figure, sums } = kinds[metric.kind]
  if (figure === 'F1' || figure === 'Auc') {
    const places = figure === 'F1' ? f1Places : aucPlaces
    const from = (sums: AnySums) => allPlaces(sums as Sparse, places)
    return { statistic: categories(places) as Judged['statistic'], from }
  }
  // The compiler does not see that the kind decides which sums these are.
  const statistic = statistics[sums](metric) as Judged['statistic']
  return { statistic, from: (sums) => sums as CountedFor[AnyFigure] }
}

function allPlaces(sparse: Sparse, places: number): readonly number[] {
  const all = new Array<number>(places).fill(0)
  for (const [place, count] of sparse) all[place] = count
  return all
}

const categories = (places: number): Statistic<readonly number[]> => ({
  none: new Array<number>(places).fill(0),
  merge: (a, b) => a.map((count, place) => count + (b[place] ?? 0)),
})
