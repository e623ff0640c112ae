import { expect, it } from 'vitest'
import type { ScoredMetric } from '../../../src/api/routing-plan.ts'
import { isRead, type Needs } from '../../../src/evidence/needs.ts'
import type { Values } from '../../../src/routing/receipt-values.ts'
import { counted, type MetricName, metrics } from './given.ts'

const none: Needs = { label: false, value: false, probabilityOf: undefined, probabilities: false }
const ham: ScoredMetric = { ...metrics.auc, name: 'ham', positiveLabel: 'ham' }

it.each<[readonly MetricName[], Partial<Needs>]>([
  [[], {}],
  [['errors', 'slow', 'p95', 'pnl'], {}],
  [['accuracy'], { label: true }],
  [['agreement'], { label: true }],
  [['mae', 'r2'], { value: true }],
  [['auc'], { probabilityOf: 'yes' }],
  [['f1', 'auc'], { label: true, probabilityOf: 'yes' }],
  [['logLoss'], { probabilities: true }],
  [['auc', 'logLoss'], { probabilityOf: 'yes', probabilities: true }],
])('of %j a receipt carries what is scored, and nothing else', (names, needs) => {
  expect(counted(names).needs).toEqual({ ...none, ...needs })
})

it('asks for all probabilities where two metrics have two positive labels', () => {
  const plan = counted([], { metrics: [metrics.auc, ham] })
  expect(plan.needs).toEqual({ ...none, probabilities: true })
})

it.each<[string, Partial<Needs>, Values, boolean]>([
  ['nothing is asked', {}, {}, true],
  ['the label is there', { label: true }, { label: '' }, true],
  ['the label is not', { label: true }, { value: 1 }, false],
  ['the value is not', { value: true }, { label: 'a' }, false],
  ['the probability is there', { probabilityOf: 'yes' }, { probability: 0 }, true],
  ['it is among all', { probabilityOf: 'yes' }, { probabilities: [['yes', 1]] }, true],
  ['it is not', { probabilityOf: 'yes' }, { label: 'yes' }, false],
  ['all of them are not', { probabilities: true }, { probability: 0.5 }, false],
])('says whether a prediction holds it: %s', (_, needs, values, isIt) => {
  expect(isRead(values, { ...none, ...needs })).toBe(isIt)
})
