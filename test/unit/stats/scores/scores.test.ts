import { expect, it } from 'vitest'
import { kindRows } from '../../../../src/api/metric-kinds.ts'
import { binaryScores } from '../../../../src/stats/scores/binary.ts'
import { confusionScores } from '../../../../src/stats/scores/confusion.ts'
import { multiclassScores } from '../../../../src/stats/scores/multiclass.ts'
import { brier, leastProbability, logLoss } from '../../../../src/stats/scores/probability.ts'
import { averagePrecision, rocAuc } from '../../../../src/stats/scores/ranking.ts'
import { regressionScores } from '../../../../src/stats/scores/regression.ts'
import { chance } from '../../../chance.ts'
import { counts, figure, samples, unsoundIn } from '../figures.ts'

it('scores what is all right, and all wrong', () => {
  expect(regressionScores([1, 2, 4], [1, 2, 4])).toEqual({ rmse: 0, mae: 0, r2: 1, medianError: 0 })
  expect(regressionScores([1, 2, 3, 4], [4, 3, 2, 1])).toMatchObject({ r2: -3, medianError: 2 })
})

it('explains nothing by the mean, wherever the zero is', () => {
  for (const far of [0, 1e9]) {
    const truth = [1, 2, 3, 6].map((y) => y + far)
    expect(
      figure(
        regressionScores(
          truth,
          truth.map(() => far + 3),
        ),
        'r2',
      ),
    ).toBe(0)
  }
})

it.each([
  ['no truth', [], [], { unknown: 'TooFew' }],
  ['truths without predictions', [1, 2], [1], { unknown: 'Unpaired' }],
  ['one truth', [1], [2], { rmse: 1, r2: { unknown: 'TooFew' } }],
  ['truths that are all alike', [1, 1], [2, 1], { mae: 0.5, r2: { unknown: 'NoSpread' } }],
  ['errors beyond all doubles', [1.7e308, 1], [-1.7e308, 1], { r2: { unknown: 'Overflow' } }],
])('scores %s only as far as it can', (_, truth, predicted, expected) => {
  expect(regressionScores(truth, predicted)).toMatchObject(expected)
})

it('orders: the chance that a positive is above a negative', () => {
  expect(rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])).toBe(0.75)
  expect(rocAuc([1, 0], [0.5, 0.5])).toBe(0.5)
  expect(rocAuc([1, 1], [0.1, 0.2])).toMatchObject({ unknown: 'OneClass' })
})

it('steps once for equal scores', () => {
  expect(averagePrecision([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])).toBeCloseTo(0.8333333333333333, 15)
  expect(averagePrecision([1, 0, 0, 1], [0.5, 0.5, 0.5, 0.5])).toBe(0.5)
  expect(averagePrecision([0, 0], [0.1, 0.2])).toMatchObject({ unknown: 'OneClass' })
})

it('reads a probability at the threshold as a yes', () => {
  expect(binaryScores([1, 0], [0.5, 0.49], 0.5)).toMatchObject({ accuracy: 1, f1: 1, mcc: 1 })
})

it('punishes certainty that was wrong with 36, not with all, as scikit-learn does', () => {
  expect(figure(binaryScores([1, 0], [0, 0], 0.5), 'logLoss')).toBeCloseTo(18.02, 2)
})

it('compares by a log loss that no answer can ruin, and that is exact above the least probability', () => {
  expect(logLoss([1, 0], [0, 1])).toBe(-Math.log(leastProbability))
  expect(logLoss([1, 0], [1, 0])).toBeCloseTo(0, 15)
  expect(logLoss([1, 0], [0.002, 0.002])).toBeCloseTo(-(Math.log(0.002) + Math.log(0.998)) / 2, 14)
})

it('is what the contract says of LogLoss and of Brier', () => {
  const worst = Number(logLoss([1], [0]))
  const [, least, most] =
    /below ([\d.]+) counts as \1, .* at most ([\d.]+)$/.exec(kindRows.LogLoss.meaning) ?? []
  expect(Number(least)).toBe(leastProbability)
  expect(Number(most)).toBe(Math.ceil(worst * 100) / 100)
  expect(kindRows.Brier.meaning).toMatch(/alone, 0 to 1$/)
  expect([brier([1, 0], [0, 1]), brier([1, 0], [1, 0])]).toEqual([1, 0])
})

it('says why a formula is 0/0, where scikit-learn warns and says 0', () => {
  const silent = { truePositives: 0, falsePositives: 0, falseNegatives: 3, trueNegatives: 5 }
  expect(confusionScores(silent)).toMatchObject({
    accuracy: 5 / 8,
    precision: { unknown: 'NothingPredicted' },
    recall: 0,
    f1: 0,
    mcc: { unknown: 'NothingPredicted' },
  })
  const negative = { ...silent, falseNegatives: 0 }
  expect(confusionScores(negative)).toMatchObject({
    recall: { unknown: 'OneClass' },
    f1: { unknown: 'OneClass' },
    mcc: { unknown: 'OneClass' },
  })
})

it.each([
  ['no answer', [], [], 'TooFew'],
  ['answers without truth', [1], [0.5, 0.5], 'Unpaired'],
  ['no probability', [1, 0], [1.5, 0], 'OutOfRange'],
  ['what is not a number', [1, 0], [Number.NaN, 0], 'OutOfRange'],
])('does not score %s', (_, truth, probabilities, unknown) => {
  expect(binaryScores(truth, probabilities, 0.5)).toMatchObject({ unknown })
})

it('agrees with itself: two classes are a confusion', () => {
  const two = multiclassScores([
    [50, 10],
    [5, 35],
  ])
  const one = { truePositives: 35, falsePositives: 10, falseNegatives: 5, trueNegatives: 50 }
  const other = { truePositives: 50, falsePositives: 5, falseNegatives: 10, trueNegatives: 35 }
  const f1 = [one, other].map((each) => figure(confusionScores(each), 'f1'))
  expect(figure(two, 'accuracy')).toBe(0.85)
  expect(figure(two, 'macroF1')).toBeCloseTo(((f1[0] ?? 0) + (f1[1] ?? 0)) / 2, 14)
  expect(figure(two, 'weightedF1')).toBeCloseTo((f1[0] ?? 0) * 0.4 + (f1[1] ?? 0) * 0.6, 14)
})

it('leaves out a class that is neither true nor predicted', () => {
  const wide = [
    [5, 0, 1],
    [0, 0, 0],
    [2, 0, 4],
  ]
  const narrow = [
    [5, 1],
    [2, 4],
  ]
  expect(multiclassScores(wide)).toEqual(multiclassScores(narrow))
})

it.each([
  ['nothing', [], 'TooFew'],
  [
    'nothing but zeros',
    [
      [0, 0],
      [0, 0],
    ],
    'TooFew',
  ],
  ['a table that is not square', [[1, 2]], 'OutOfRange'],
  [
    'a negative count',
    [
      [1, 2],
      [-1, 2],
    ],
    'OutOfRange',
  ],
])('does not score %s', (_, table, unknown) => {
  expect(multiclassScores(table)).toMatchObject({ unknown })
})

it('knows no agreement beyond chance where all is one class', () => {
  const all = [
    [9, 0],
    [0, 0],
  ]
  expect(multiclassScores(all)).toMatchObject({ accuracy: 1, kappa: { unknown: 'OneClass' } })
})

it('is a number or says why not, whatever is scored', () => {
  for (const a of samples(chance(1))) {
    for (const b of samples(chance(2))) {
      const paired = a.map((_, i) => b[i] ?? 0)
      const sure = paired.map((x) => Math.min(1, Math.abs(x)))
      const truth = a.map((x) => (x > 0 ? 1 : 0))
      const answers = [regressionScores(a, paired), binaryScores(truth, sure, 0.5)]
      expect(unsoundIn(answers)).toEqual([])
    }
  }
  for (const { events: yes, n } of counts) {
    for (const { events: no, n: m } of counts) {
      const [falseNegatives, trueNegatives] = [n - yes, m - no]
      const all = { truePositives: yes, falsePositives: no, falseNegatives, trueNegatives }
      const table = [
        [yes, no],
        [falseNegatives, trueNegatives],
      ]
      expect(unsoundIn([confusionScores(all), multiclassScores(table)])).toEqual([])
    }
  }
})
