import { expect, it } from 'vitest'
import { binaryOf, confusion, withLabels } from '../../../../src/stats/sums/confusion.ts'
import { total } from '../../../../src/stats/sums/statistic.ts'
import { below, chance } from '../../../chance.ts'
import { expectLaws, sameBytes } from './laws.ts'

const labels = ['up', 'down', '10', '9', '', '__proto__', 'constructor', 'ü', 'flat']
const random = chance(4)
const label = () => labels[below(random, labels.length)] ?? ''
const outcomes = Array.from({ length: 500 }, () => [label(), label()] as const)
const parts = outcomes.map(([actual, predicted]) => withLabels(confusion.none, actual, predicted))
const all = total(confusion, parts)

it('is a law, exactly, with labels of any kind', () => {
  expectLaws(confusion, parts.slice(0, 80), sameBytes)
})

it.each(labels)('reads the label «%s» as if it had counted it alone', (positive) => {
  const count = (actual: boolean, predicted: boolean) =>
    outcomes.filter(([a, p]) => (a === positive) === actual && (p === positive) === predicted)
      .length
  expect(binaryOf(all, positive)).toEqual({
    tp: count(true, true),
    fp: count(false, true),
    fn: count(true, false),
    tn: count(false, false),
  })
})

it.each(['nothing', 'toString', '__proto__'])('has counted no «%s» when there was none', (name) => {
  const two = withLabels(withLabels(confusion.none, 'up', 'up'), 'up', 'down')
  expect(binaryOf(two, name)).toEqual({ tp: 0, fp: 0, fn: 0, tn: 2 })
  expect(binaryOf(confusion.none, name)).toEqual({ tp: 0, fp: 0, fn: 0, tn: 0 })
})

it('is the same bytes whatever came first', () => {
  const other = outcomes.toReversed().reduce((c, [a, p]) => withLabels(c, a, p), confusion.none)
  sameBytes(other, all)
})
