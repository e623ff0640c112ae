import { describe, expect, it } from 'vitest'
import type { Json } from '../../../../src/api/json.ts'
import type { ScoredMetric } from '../../../../src/api/routing-plan.ts'
import type { Outcome } from '../../../../src/evidence/scores/score.ts'
import type { Values } from '../../../../src/routing/receipt-values.ts'
import { counted, metrics } from '../given.ts'

function scored(metric: ScoredMetric, values: Values, outcome: Outcome) {
  const [only] = counted([], { metrics: [metric] }).byOutcome
  return only?.score(values, outcome)
}

const brierOfYes = { ...metrics.brier, positiveLabel: 'yes' }
const logLossOfYes = { ...metrics.logLoss, positiveLabel: 'yes' }
const three: Values = {
  probabilities: [
    ['a', 0.5],
    ['b', 0.3],
    ['c', 0.2],
  ],
}

it.each<[ScoredMetric, Values, Json, number | readonly number[]]>([
  [metrics.accuracy, { label: 'yes' }, 'yes', 1],
  [metrics.accuracy, { label: 'yes' }, 'no', 0],
  [metrics.accuracy, { label: '' }, '', 1],
  [metrics.f1, { label: 'yes' }, 'yes', 0],
  [metrics.f1, { label: 'yes' }, 'no', 1],
  [metrics.f1, { label: 'no' }, 'yes', 2],
  [metrics.f1, { label: 'no' }, 'maybe', 3],
  [metrics.auc, { probability: 0.301 }, 'yes', 60],
  [metrics.auc, { probability: 0.301 }, 'no', 260],
  [metrics.auc, { probability: 1 }, 'yes', 199],
  [metrics.auc, { probability: 0 }, 'other', 200],
  [metrics.auc, { probability: 1 + 1e-7 }, 'yes', 199],
  [
    metrics.auc,
    {
      probabilities: [
        ['no', 0.25],
        ['yes', 0.75],
      ],
    },
    'yes',
    150,
  ],
  [metrics.auc, { probabilities: [['no', 1]] }, 'yes', 0],
  [logLossOfYes, { probability: 0.25 }, 'yes', Math.log(4)],
  [logLossOfYes, { probability: 0.75 }, 'no', Math.log(4)],
  [logLossOfYes, { probability: 0 }, 'yes', Math.log(1000)],
  [metrics.logLoss, three, 'b', -Math.log(0.3)],
  [metrics.logLoss, three, 'd', Math.log(1000)],
  [brierOfYes, { probability: 0.25 }, 'yes', 0.5625],
  [brierOfYes, { probability: 0.25 }, 'no', 0.0625],
  [metrics.brier, three, 'a', 0.25 + 0.09 + 0.04],
  [metrics.brier, three, 'd', 0.25 + 0.09 + 0.04 + 1],
  [
    metrics.brier,
    {
      probabilities: [
        ['a', 1],
        ['b', 0],
      ],
    },
    'b',
    2,
  ],
  [metrics.mae, { value: 7 }, 10, 3],
  [metrics.mae, { value: -100 }, 10, 50],
  [metrics.rmse, { value: 7 }, 10, 9],
  [{ ...metrics.rmse, largestError: '2' }, { value: 7 }, 10, 4],
  [metrics.r2, { value: 7 }, 110, [103 ** 2, 10, 100]],
  [{ ...metrics.r2, largestError: '2' }, { value: 7 }, 110, [4, 10, 100]],
])('%j of %j, where the truth is %s', (metric, values, truth, expected) => {
  const found = scored(metric, values, { truth })
  if (typeof expected === 'number') expect(found).toBeCloseTo(expected, 12)
  else expect(found).toEqual(expected)
})

describe('labels are compared as text', () => {
  it.each<[Json, string, number]>([
    [1, '1', 1],
    [1.0, '1', 1],
    ['1', '1', 1],
    [1n, '1', 1],
    [-0, '0', 1],
    [2 ** 53, '9007199254740992', 1],
    [9007199254740993n, '9007199254740993', 1],
    [0.1, '0.1', 1],
    ['1.0', '1', 0],
    [' 1', '1', 0],
    ['é', 'e\u0301', 0],
    [true, 'true', 1],
    [true, '1', 1],
    [false, '0', 1],
    [false, '1', 0],
    [1, 'true', 0],
    ['yes', 'Yes', 0],
    ['__proto__', '__proto__', 1],
  ])('%s is %s: %i', (truth, label, expected) => {
    expect(scored(metrics.accuracy, { label }, { truth })).toBe(expected)
    expect(scored({ ...metrics.f1, positiveLabel: label }, { label: 'other' }, { truth })).toBe(
      expected === 1 ? 2 : 3,
    )
  })
})

it.each<[Json, number | string]>([
  [{ pnl: 12.5 }, 12.5],
  [{ pnl: -51 }, -50],
  [{ pnl: 1e300 }, 50],
  [{}, 'ValueMissing'],
  [{ pnl: null }, 'ValueMissing'],
  [{ other: 1 }, 'ValueMissing'],
  [[1], 'ValueMissing'],
  [{ pnl: '12.5' }, 'ValueInvalid'],
  [{ pnl: true }, 'ValueInvalid'],
  [{ pnl: { usd: 1 } }, 'ValueInvalid'],
  [{ pnl: Number.NaN }, 'ValueInvalid'],
])('the value in %j is %s', (values, expected) => {
  expect(scored(metrics.pnl, {}, { values })).toBe(expected)
})

it('finds a value at any depth, and needs neither truth nor prediction for it', () => {
  const metric = { ...metrics.pnl, field: '/orders/1/a~1b' }
  expect(scored(metric, {}, { values: { orders: [{}, { 'a/b': 3 }] } })).toBe(3)
  expect(scored(metric, {}, {})).toBe('ValueMissing')
})

describe('says why it says nothing', () => {
  it.each<[ScoredMetric, Values, Outcome, string]>([
    [metrics.accuracy, { label: 'a' }, {}, 'TruthMissing'],
    [metrics.accuracy, { label: 'a' }, { truth: null }, 'TruthMissing'],
    [metrics.accuracy, { label: 'a' }, { truth: ['a'] }, 'TruthInvalid'],
    [metrics.f1, { label: 'a' }, { truth: { a: 1 } }, 'TruthInvalid'],
    [metrics.accuracy, {}, { truth: 'a' }, 'PredictionUnread'],
    [metrics.auc, { label: 'yes' }, { truth: 'yes' }, 'PredictionUnread'],
    [metrics.logLoss, { probability: 0.9 }, { truth: 'yes' }, 'PredictionUnread'],
    [metrics.mae, {}, { truth: 1 }, 'PredictionUnread'],
    [metrics.mae, { value: 1 }, {}, 'TruthMissing'],
    [metrics.mae, { value: 1 }, { truth: '1' }, 'TruthInvalid'],
    [metrics.mae, { value: 1 }, { truth: true }, 'TruthInvalid'],
    [metrics.mae, { value: 1 }, { truth: 1.1e30 }, 'TruthInvalid'],
    [metrics.mae, { value: -1e31 }, { truth: 1 }, 'PredictionInvalid'],
    [metrics.auc, { probability: 1.1 }, { truth: 'yes' }, 'PredictionInvalid'],
    [metrics.auc, { probability: -3 }, { truth: 'yes' }, 'PredictionInvalid'],
    [brierOfYes, { probability: 2 }, { truth: 'yes' }, 'PredictionInvalid'],
    [metrics.logLoss, { probabilities: [['a', 1.2]] }, { truth: 'a' }, 'PredictionInvalid'],
    [metrics.brier, { probabilities: [['a', 0.2]] }, { truth: 'a' }, 'PredictionInvalid'],
    [metrics.brier, { probabilities: [] }, { truth: 'a' }, 'PredictionInvalid'],
  ])('of %j, %j and %j', (metric, values, outcome, why) => {
    expect(scored(metric, values, outcome)).toBe(why)
  })
})

it('gives no credit to who is certain of everything', () => {
  const certain: Values = {
    probabilities: [
      ['a', 1],
      ['b', 1],
    ],
  }
  expect(scored(metrics.logLoss, certain, { truth: 'a' })).toBe('PredictionInvalid')
})

it('takes integers that were read exactly', () => {
  expect(scored(metrics.mae, { value: 7 }, { truth: 10n })).toBe(3)
  expect(scored(metrics.pnl, {}, { values: { pnl: 10n } })).toBe(10)
  expect(scored(metrics.mae, { value: 1 }, { truth: 10n ** 400n })).toBe('TruthInvalid')
})
