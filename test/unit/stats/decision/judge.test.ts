import { describe, expect, it } from 'vitest'
import { judge, noMemory } from '../../../../src/stats/decision/judge.ts'
import type { Look } from '../../../../src/stats/decision/look.ts'
import type { Question } from '../../../../src/stats/decision/question.ts'
import type { Observed } from '../../../../src/stats/effects/observed.ts'
import { ratePairs, rates, sticky } from '../effects/given.ts'
import { accuracy, aLook, aTrial, clearly, errors, hourMs } from './given.ts'

const limited = (observed: Observed, given: Partial<Question> = {}) => {
  const { margin: _, ...rest } = errors()
  return { ...rest, metric: 'slo', limit: 0.05, observed, ...given }
}
const boundless = (observed: Observed): Question => {
  const { margin: _, ...rest } = errors({ observed })
  return rest
}
const broken = limited(rates([10_000, 20], [1000, 100]))
const reading = (value: number | undefined, given: Partial<Question> = {}) =>
  limited({ of: 'Reported', value }, { metric: 'heat', limit: 0.9, ...given })

const winner = [accuracy({ observed: clearly.better }), errors({ observed: clearly.safe })]
const trial = (...questions: readonly Question[]) => ({ trials: [aTrial({ questions })] })

/** Evidence, and what becomes of it: the rules themselves have their own table. */
it.each<[when: string, given: Partial<Look>, verdict: string]>([
  ['nothing has come yet', {}, 'Continue'],
  ['it is better and safe', trial(...winner), 'Promote'],
  [
    'it is better, and not proven safe',
    trial(accuracy({ observed: clearly.better }), errors({ observed: clearly.open })),
    'Continue',
  ],
  ['it is worse at the objective', trial(accuracy({ observed: clearly.worse })), 'Retain'],
  ['it is alike', trial(accuracy({ observed: clearly.alike })), 'Continue'],
  [
    'it is alike, and only more would be worth the trouble',
    trial(accuracy({ observed: clearly.alike, minimumEffect: 0.03 })),
    'Retain',
  ],
  [
    'it is better by less than would be worth the trouble',
    trial(accuracy({ observed: clearly.better, minimumEffect: 0.2 })),
    'Promote',
  ],
  [
    'it fails more often than the margin allows',
    trial(errors({ observed: clearly.beyond })),
    'RollBack',
  ],
  [
    'it fails more often, within the margin as far as one can tell',
    trial(errors({ observed: clearly.damaged })),
    'HoldStep',
  ],
  [
    'it fails more often, and the margin is wide',
    trial(errors({ observed: clearly.damaged, margin: { absolute: 0.05 } })),
    'Continue',
  ],
  [
    'a guardrail without a bound is not proven better',
    trial(winner[0] ?? accuracy(), boundless(clearly.safe)),
    'Continue',
  ],
  [
    'a guardrail without a bound is proven worse',
    trial(accuracy({ observed: clearly.better }), boundless(clearly.beyond)),
    'RollBack',
  ],
  ['it breaks a limit', trial(...winner, broken), 'RollBack'],
  ['it keeps a limit', trial(...winner, limited(clearly.safe)), 'Promote'],
  [
    'its ratio of errors is beyond',
    trial(errors({ observed: clearly.beyond, margin: { ratio: 1.5 } })),
    'RollBack',
  ],
  [
    'its ratio of errors is within',
    trial(
      accuracy({ observed: clearly.better }),
      errors({ observed: rates([1e5, 1000], [1e5, 1000]), margin: { ratio: 1.5 } }),
    ),
    'Promote',
  ],
  [
    'of two, the second is beyond its margin',
    {
      entered: 2,
      trials: [
        aTrial({ questions: winner }),
        aTrial({ challenger: 'bold', questions: [errors({ observed: clearly.beyond })] }),
      ],
    },
    'RollBack',
  ],
  [
    'it is better and safe, after three hours',
    { ...trial(...winner), elapsedMs: 3 * hourMs },
    'Continue',
  ],
  [
    'it is alike after a week',
    { ...trial(accuracy({ observed: clearly.alike })), elapsedMs: 168 * hourMs },
    'Inconclusive',
  ],
])('when %s', (_, given, verdict) => {
  expect(judge(aLook(given), noMemory).verdict.says).toBe(verdict)
})

describe('what somebody else measured', () => {
  it.each<[number | undefined, Partial<Question>, string]>([
    [0.8, {}, 'Promote'],
    [0.9, {}, 'Promote'], // the worst *acceptable* level
    [0.91, {}, 'RollBack'],
    [0, { limit: 0 }, 'Promote'], // «no alert»
    [1, { limit: 0 }, 'RollBack'],
    [0.91, { goal: 'Increase' }, 'Promote'],
    [0.9, { goal: 'Increase' }, 'Promote'],
    [0.89, { goal: 'Increase' }, 'RollBack'],
    [undefined, {}, 'Continue'],
    [Number.NaN, {}, 'Continue'],
    [Number.POSITIVE_INFINITY, {}, 'Continue'],
  ])('%d against %j: %s', (value, given, verdict) => {
    const look = aLook(trial(...winner, reading(value, given)))
    expect(judge(look, noMemory).verdict.says).toBe(verdict)
  })
})

describe('a challenger that fails often while the champion never does', () => {
  const never = { units: 10_000, withEvent: 0 }

  it.each<[string, Observed]>([
    ['single requests', rates([10_000, 0], [500, 50], 0.05)],
    ['few requests', rates([60, 0], [60, 40])],
    ['units that come back', sticky(never, { units: 500, withEvent: 50 }, { chance: 0.05 })],
    ['pairs', ratePairs([800, 0], [800, 200])],
  ])('is sent home, by %s', (_, observed) => {
    expect(judge(aLook(trial(errors({ observed }))), noMemory).verdict.rule).toBe('Harm')
  })

  it.each<[string, Observed]>([
    ['single requests', rates([10_000, 3000], [500, 500], 0.05)],
    ['single requests, but for three', rates([10_000, 3000], [300, 297], 0.05)],
    [
      'units that come back',
      sticky({ units: 10_000, withEvent: 3000 }, { units: 500, withEvent: 500 }, { chance: 0.05 }),
    ],
  ])('also where it always fails, and the champion sometimes: by %s', (_, observed) => {
    expect(judge(aLook(trial(errors({ observed }))), noMemory).verdict.rule).toBe('Harm')
  })
})

describe('a service in which nothing fails', () => {
  const safeFrom = (of: (n: number) => Observed) =>
    [100, 1000, 2000, 3000, 4000, 5000, 8000].find((n) => {
      const { rows } = judge(aLook(trial(errors({ observed: of(n) }))), noMemory)
      return rows[0]?.finding === 'Safe'
    })

  it.each<[string, (n: number) => Observed, number]>([
    ['requests', (n) => rates([n, 0], [n, 0]), 1000],
    ['units', (n) => sticky({ units: n, withEvent: 0 }, { units: n, withEvent: 0 }), 4000],
    ['pairs', (n) => ratePairs([n, 0], [n, 0], 32), 4000],
  ])('is proven safe at a margin of .005 by so many %s', (_, of, n) => {
    expect(safeFrom(of)).toBe(n)
  })

  it('is proven safe at a ratio never: nothing is not 1.1 times nothing', () => {
    const question = errors({ margin: { ratio: 1.1 }, observed: rates([1e6, 0], [1e6, 0]) })
    expect(judge(aLook(trial(question)), noMemory).rows[0]).toMatchObject({
      finding: 'Open',
      estimate: undefined,
      low: 0,
      high: undefined,
    })
  })
})

it('judges a round as large as one may be, and still says it briefly', () => {
  const questions = Array.from({ length: 20 }, (_, i) =>
    i === 0
      ? accuracy({ observed: clearly.alike })
      : errors({ metric: `m${i}`, limit: 0.5, observed: clearly.open }),
  )
  const trials = Array.from({ length: 8 }, (_, i) => aTrial({ challenger: `c${i}`, questions }))
  const { verdict, rows, memory } = judge(aLook({ entered: 8, trials }), noMemory)
  expect(rows.length).toBe(8 * (1 + 2 * 19))
  expect(Object.keys(memory.rows).length).toBe(rows.length)
  expect(rows[1]?.alphas.harm).toBeCloseTo(0.05 / 8 / 38, 15)
  expect(verdict.says).toBe('Continue')
  expect(verdict.reason).toMatch(/; and \d more$/)
  expect(verdict.reason.length).toBeLessThanOrEqual(500)
})
