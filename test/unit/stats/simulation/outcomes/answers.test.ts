import { expect, it } from 'vitest'
import { stream } from '../../../../../src/stats/simulation/chance.ts'
import { steady } from '../../../../../src/stats/simulation/course.ts'
import { cellsOf } from '../../../../../src/stats/simulation/look.ts'
import { answersSource } from '../../../../../src/stats/simulation/outcomes/answers.ts'
import { correlationOf, distance, normalBelow, varianceOf } from '../fit.ts'
import { aScenario, lookAfter } from '../given.ts'

const truths = { kind: 'Truths', mean: 10, deviation: 3, errors: [1, 2] } as const
const classes = { kind: 'Classes', positives: 0.3, course: steady, separations: [1, 2] } as const

it('both answer the same question, each as well as it can', () => {
  const answers = answersSource(stream(1), { kind: 'Answers', of: truths, correlation: 0.6 })
  const both = Array.from({ length: 20_000 }, () => answers(0, 0))
  expect(both.every(({ champion, challenger }) => champion.first === challenger.first)).toBe(true)
  const errorsOf = (side: 'champion' | 'challenger') =>
    Float64Array.from(both, (pair) => pair[side].second - pair[side].first)
  const [ours, theirs] = [errorsOf('champion'), errorsOf('challenger')]
  expect(distance(ours, normalBelow)).toBeLessThan(2)
  expect(Math.sqrt(varianceOf(theirs))).toBeCloseTo(2, 1)
  expect(correlationOf(ours, theirs)).toBeCloseTo(0.6, 1)
})

it('is counted as both, and lost where one of the two is', () => {
  const model = { kind: 'Answers', of: classes, correlation: 0 } as const
  const metric = { name: 'f1', model, as: 'Confusion' } as const
  const look = lookAfter(4000, {
    ...aScenario({ metrics: [] }),
    shadow: { part: 1, metrics: [metric], lost: [0.25] },
  })
  const totals = (side: 'champion' | 'challenger') =>
    cellsOf(look, 'f1', 'BothConfusion').reduce(
      (sum, { statistic }) => {
        const { yes = {}, no = {} } = statistic[side]
        const positives = (yes['yes'] ?? 0) + (yes['no'] ?? 0)
        return {
          n: sum.n + positives + (no['yes'] ?? 0) + (no['no'] ?? 0),
          positives: sum.positives + positives,
        }
      },
      { n: 0, positives: 0 },
    )
  expect(totals('champion')).toEqual(totals('challenger'))
  expect(totals('champion').n).toBeGreaterThan(2800)
  expect(totals('champion').n).toBeLessThan(3200)
})
