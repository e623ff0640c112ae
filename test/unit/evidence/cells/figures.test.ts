import { describe, expect, it } from 'vitest'
import { type LiveCells, liveCells, pairCells } from '../../../../src/evidence/cells/cells.ts'
import { evidenceOf } from '../../../../src/evidence/merged.ts'
import {
  type Counted,
  type FigureName,
  type FigureRow,
  figures,
} from '../../../../src/stats/estimates/figures.ts'
import { binaryScores } from '../../../../src/stats/scores/binary.ts'
import { logLoss } from '../../../../src/stats/scores/probability.ts'
import { regressionScores } from '../../../../src/stats/scores/regression.ts'
import { type LatencyHistogram, quantileOf } from '../../../../src/stats/sums/latency-histogram.ts'
import { total } from '../../../../src/stats/sums/statistic.ts'
import { isUnknown } from '../../../../src/stats/unknown.ts'
import { below, chance } from '../../../chance.ts'
import { aTally, counted, exposed, fresh, metrics, startMs, travelled } from '../given.ts'

const ofYes = { positiveLabel: 'yes' }
const plans = {
  labels: counted([], {
    metrics: [
      ...[metrics.errors, metrics.slow, metrics.p95, metrics.accuracy, metrics.f1, metrics.auc],
      ...[metrics.logLoss, metrics.brier, metrics.pnl],
      { ...metrics.logLoss, name: 'logLossOfYes', ...ofYes },
      { ...metrics.brier, name: 'brierOfYes', ...ofYes },
    ],
  }),
  numbers: counted(['mae', 'rmse', 'r2']),
}
type Truths = keyof typeof plans

/** What a judge reads out of all cells of a metric. */
function figureOf({ figure, statistic, cells }: LiveCells): number {
  const sums = cells.map((cell) => cell.statistic)
  const whole = total(
    statistic as { none: unknown; merge: (a: unknown, b: unknown) => unknown },
    sums,
  )
  if (figure === 'Quantile') return known(quantileOf(whole as LatencyHistogram, 0.95))
  const { read, functional } = figures[figure] as FigureRow<Counted[FigureName]>
  const reading = read(whole as Counted[FigureName])
  return isUnknown(reading) ? Number.NaN : (functional.value(reading.means) ?? Number.NaN)
}

function known(x: unknown): number {
  return typeof x === 'number' ? x : Number.NaN
}

/** Two thousand predictions of a fair classifier and a fair regressor, with what became of them. */
const random = chance(21)
const rows = Array.from({ length: 2000 }, () => {
  const p = Math.round(random() * 1000) / 1000
  const y = 1000 + 10 * random()
  return {
    ...{ p, isYes: random() < p, y, predicted: y + 4 * (random() - 0.5) },
    ...{ latencyMs: 10 * Math.exp(3 * random()), failed: random() < 0.03, pnl: 3 * random() - 1 },
  }
})

function evidenceOn(truths: Truths) {
  const tally = aTally()
  const { request, outcome, copy, pair } = tally.under(plans[truths])
  for (const { p, isYes, y, predicted, latencyMs, failed, pnl } of rows) {
    const label = p >= 0.5 ? 'yes' : 'no'
    const probabilities = [['yes', p] as const, ['no', 1 - p] as const]
    const values = { label, probability: p, value: predicted, probabilities }
    const receipt = exposed({ assigned: fresh, bucket: below(random, 64), values })
    const told = { truth: truths === 'numbers' ? y : isYes ? 'yes' : 'no', values: { pnl } }
    const own = { failed, latencyMs, values }
    request(receipt, own)
    outcome(receipt, told, startMs)
    const answers = { champion: own, challenger: own }
    copy(receipt, fresh, answers)
    pair(receipt, fresh, { answers, outcome: told, arrivedAtMs: startMs })
  }
  return evidenceOf([travelled(tally.take(startMs))], 1)
}

const [truth, probabilities] = [rows.map(({ isYes }) => Number(isYes)), rows.map(({ p }) => p)]
const binary = binaryScores(truth, probabilities, 0.5)
const [y, predicted] = [rows.map((row) => row.y), rows.map((row) => row.predicted)]
const regression = regressionScores(y, predicted)
if (isUnknown(binary) || isUnknown(regression)) throw new Error('no reference')
const boundedLoss = known(logLoss(truth, probabilities))
const meanOf = (of: (row: (typeof rows)[number]) => number) =>
  rows.reduce((sum, row) => sum + of(row), 0) / rows.length

describe.each<[Truths, { readonly [metric: string]: readonly [value: number, within: number] }]>([
  [
    'labels',
    {
      errors: [meanOf(({ failed }) => Number(failed)), 1e-12],
      slow: [meanOf(({ latencyMs }) => Number(latencyMs > 200)), 1e-12],
      p95: [latencyAt(0.95), 0.016 * latencyAt(0.95)],
      accuracy: [binary.accuracy, 1e-12],
      f1: [known(binary.f1), 1e-12],
      auc: [known(binary.auc), 2e-3],
      logLoss: [boundedLoss, 1e-12],
      logLossOfYes: [boundedLoss, 1e-12],
      brier: [2 * known(binary.brier), 1e-12],
      brierOfYes: [known(binary.brier), 1e-12],
      pnl: [meanOf(({ pnl }) => pnl), 1e-12],
    },
  ],
  [
    'numbers',
    {
      mae: [regression.mae, 1e-12],
      rmse: [regression.rmse, 1e-12],
      r2: [known(regression.r2), 1e-9],
    },
  ],
])('of %s', (truths, expected) => {
  const evidence = evidenceOn(truths)
  const all = [...plans[truths].byAnswer, ...plans[truths].byOutcome].map(({ metric }) => metric)

  it('every figure is what stats/scores makes of the same answers', () => {
    expect(Object.keys(expected).sort()).toEqual(all.map(({ name }) => name).sort())
    for (const metric of all) {
      const [value = Number.NaN, within = 0] = expected[metric.name] ?? []
      const difference = Math.abs(figureOf(liveCells(evidence, metric)) - value)
      expect(difference, metric.name).toBeLessThanOrEqual(within)
    }
  })

  it('pairs of the same answers say the same on both sides', () => {
    for (const metric of all.filter(({ kind }) => kind !== 'Value')) {
      const { cells } = pairCells(evidence, metric)
      expect(cells.length).toBe(64)
      for (const { statistic } of cells) expect(statistic.challenger).toEqual(statistic.champion)
    }
  })
})

function latencyAt(q: number): number {
  const sorted = rows.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b)
  return sorted[Math.ceil(q * rows.length) - 1] ?? 0
}
