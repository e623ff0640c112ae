import { expect, it } from 'vitest'
import type { ScoredMetric } from '../../../../src/api/routing-plan.ts'
import { identityOf, type Metric, metricOf } from '../../../../src/evidence/metrics/metric.ts'
import { metrics, travelled } from '../given.ts'

const of = (planned: ScoredMetric): Metric => {
  const metric = metricOf(planned)
  if (metric === undefined) throw new Error('not counted')
  return metric
}

it('is told in numbers, with nothing that the plan has not given', () => {
  expect(of(metrics.slow)).toEqual({
    ...{ name: 'slow', kind: 'LatencyAbove', delayMs: 0, thresholdMs: 200, shift: 0 },
  })
  expect(of(metrics.pnl)).toEqual({
    ...{ name: 'pnl', kind: 'Value', delayMs: 3_600_000, field: '/pnl', clip: [-50, 50], shift: 0 },
  })
  expect(of({ ...metrics.mae, largestError: '12.5', shift: 3 })).toMatchObject({
    ...{ largestError: 12.5, shift: 3 },
  })
})

it('is none of a Query: nobody counts it here', () => {
  expect(metricOf({ name: 'heat', kind: 'Query' })).toBeUndefined()
})

it.each<[string, ScoredMetric, Partial<ScoredMetric>]>([
  ['threshold', metrics.slow, { latencyThreshold: '201ms' }],
  ['delay', metrics.accuracy, { outcomeDelay: '23h' }],
  ['kind', metrics.mae, { kind: 'RMSE' }],
  ['name', metrics.mae, { name: 'other' }],
  ['field', metrics.pnl, { field: '/cost' }],
  ['clip', metrics.pnl, { clip: ['-50', '51'] }],
  ['largest error', metrics.mae, { largestError: '51' }],
  ['positive label', metrics.auc, { positiveLabel: 'no' }],
  ['shift of R2, whose y is about it', metrics.r2, { shift: 99 }],
])('is another metric with another %s', (_, planned, change) => {
  expect(identityOf(of({ ...planned, ...change }))).not.toBe(identityOf(of(planned)))
})

it('is the same about another shift, where sums can be moved there, and after a journey', () => {
  expect(identityOf(of({ ...metrics.mae, shift: 7 }))).toBe(identityOf(of(metrics.mae)))
  expect(identityOf(of({ ...metrics.slow, latencyThreshold: '0.2s' }))).toBe(
    identityOf(of(metrics.slow)),
  )
  for (const planned of Object.values(metrics))
    expect(identityOf(travelled(of(planned)))).toBe(identityOf(of(planned)))
})
