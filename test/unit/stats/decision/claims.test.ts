import { describe, expect, it } from 'vitest'
import { judge, noMemory } from '../../../../src/stats/decision/judge.ts'
import type { Question } from '../../../../src/stats/decision/question.ts'
import type { Row } from '../../../../src/stats/decision/row.ts'
import type { Observed } from '../../../../src/stats/effects/observed.ts'
import { below, chance } from '../../../chance.ts'
import { epoch, rates, split, sticky, values } from '../effects/given.ts'
import { accuracy, aLook, aTrial, errors } from './given.ts'

const rowOf = (question: Question): Row => {
  const [row] = judge(aLook({ trials: [aTrial({ questions: [question] })] }), noMemory).rows
  if (row === undefined) throw new Error('no row')
  return row
}

describe('a claim holds just where its end of the interval clears the boundary', () => {
  const random = chance(31)
  const rate = (share: number) => {
    const n = 200 + below(random, 5000)
    const [a, b] = [Math.round(n * (1 - share)), Math.round(n * share)]
    const events = (m: number, p: number) => Math.min(m, Math.floor(m * p * (0.5 + random())))
    const p = random()
    return rates([a, events(a, p)], [b, events(b, p)], share)
  }
  const mean = () => {
    const xs = (shift: number) => Array.from({ length: 300 }, () => shift + random())
    return split('Mean', [epoch(0, values(xs(0)), values(xs(random() - 0.5)))])
  }
  const units = () => {
    const some = () => ({ units: 4000, withEvent: 100 + below(random, 400) })
    return sticky(some(), some())
  }
  const kinds: readonly (readonly [string, () => Observed])[] = [
    ['a rate at an even split', () => rate(0.5)],
    ['a rate of a canary', () => rate(0.1)],
    ['a mean', mean],
    ['a rate of units', units],
  ]

  it.each(kinds)('of %s against a margin', (_, observe) => {
    const seen = new Set<string>()
    for (let i = 0; i < 200; i++) {
      const row = rowOf(errors({ observed: observe(), margin: { absolute: 0.04 } }))
      const { low = -1, high = 1, gates, finding } = row
      if (gates.some(({ have, need }) => have < need)) continue
      seen.add(finding)
      expect(finding === 'Harmful').toBe(low > 0.04)
      expect(finding === 'Safe').toBe(high < 0.04 && low <= 0.04)
      expect(finding === 'Damaged').toBe(low > 0 && low <= 0.04 && high >= 0.04)
    }
    expect([...seen]).toEqual(expect.arrayContaining(['Harmful', 'Safe', 'Open']))
  })

  it.each(kinds)('of %s as an objective', (_, observe) => {
    const seen = new Set<string>()
    for (let i = 0; i < 200; i++) {
      const row = rowOf(accuracy({ observed: observe(), minimumEffect: 0.01 }))
      const { low = -1, high = 1, gates, finding } = row
      if (gates.some(({ have, need }) => have < need)) continue
      seen.add(finding)
      expect(finding === 'Better').toBe(low > 0)
      expect(finding === 'Futile').toBe(low <= 0 && high < 0.01)
    }
    expect([...seen]).toEqual(expect.arrayContaining(['Better', 'Futile', 'Open']))
  })
})

describe('what is found depends on the goal', () => {
  const more = rates([10_000, 2000], [10_000, 2600])
  const alike = rates([10_000, 2000], [10_000, 2000])
  const bitMore = rates([10_000, 2000], [10_000, 2250])

  it.each([
    ['an objective that should rise', accuracy({ observed: more }), 'Better'],
    ['an objective that should fall', accuracy({ observed: more, goal: 'Decrease' }), 'Futile'],
    ['a guardrail that should not rise', errors({ observed: more }), 'Harmful'],
    ['a guardrail that should not fall', errors({ observed: more, goal: 'Increase' }), 'Safe'],
    ['a ratio that should not rise', errors({ observed: more, margin: { ratio: 1.1 } }), 'Harmful'],
    [
      'a ratio that should not fall',
      errors({ observed: more, margin: { ratio: 1.1 }, goal: 'Increase' }),
      'Safe',
    ],
    [
      'an objective that should rise by .03, and stays',
      accuracy({ observed: alike, minimumEffect: 0.03 }),
      'Futile',
    ],
    [
      'an objective that should fall by .03, and stays',
      accuracy({ observed: alike, minimumEffect: 0.03, goal: 'Decrease' }),
      'Futile',
    ],
    [
      'a ratio that should not rise, and stays',
      errors({ observed: alike, margin: { ratio: 1.1 } }),
      'Open',
    ],
    [
      'a ratio that should not rise, and does within its margin',
      errors({ observed: bitMore, margin: { ratio: 1.15 } }),
      'Damaged',
    ],
    ['a shown one that should rise', accuracy({ observed: more, role: 'Info' }), 'Better'],
    [
      'a shown one that should fall',
      accuracy({ observed: more, role: 'Info', goal: 'Decrease' }),
      'Worse',
    ],
  ] as const)('%s', (_, question, finding) => expect(rowOf(question).finding).toBe(finding))

  it.each([
    ['absolute', { absolute: 0.01 }, 'Decrease', 0.01],
    ['absolute', { absolute: 0.01 }, 'Increase', -0.01],
    ['ratio', { ratio: 1.25 }, 'Decrease', 1.25],
    ['ratio', { ratio: 1.25 }, 'Increase', 0.8],
  ] as const)('the boundary of an %s margin %j where %s is better is %f', (_, margin, goal, at) => {
    expect(rowOf(errors({ margin, goal })).boundary).toBe(at)
  })
})

describe('of metrics that are only shown', () => {
  const shown = (metric: string, observed: Observed) => accuracy({ metric, role: 'Info', observed })
  const found = (questions: readonly Question[]) =>
    judge(aLook({ trials: [aTrial({ questions })] }), noMemory).rows.map(({ finding }) => finding)
  const hint = rates([3000, 1500], [3000, 1632]) // enough for one, too little among many
  const nothing = rates([3000, 1500], [3000, 1500])
  const closed = rates([10, 5], [10, 5])

  it('a discovery among many needs more evidence than one alone', () => {
    expect(found([shown('a', hint)])).toEqual(['Better'])
    const many = Array.from({ length: 12 }, (_, i) => shown(`b${i}`, nothing))
    expect(found([shown('a', hint), ...many])[0]).toBe('Open')
  })

  it('those behind a gate count among the many', () => {
    const many = Array.from({ length: 12 }, (_, i) => shown(`b${i}`, closed))
    expect(found([shown('a', hint), ...many])[0]).toBe('Open')
  })

  it('one discovery makes room for the next', () => {
    const strong = rates([3000, 1500], [3000, 2000])
    const many = Array.from({ length: 3 }, (_, i) => shown(`b${i}`, strong))
    const none = Array.from({ length: 3 }, (_, i) => shown(`c${i}`, nothing))
    expect(found([shown('a', hint), ...none, ...none])[0]).toBe('Open')
    expect(found([shown('a', hint), ...many, ...none])[0]).toBe('Better')
  })

  it('nothing follows from it', () => {
    const worse = shown('pnl', rates([3000, 2000], [3000, 1000]))
    const { verdict } = judge(aLook({ trials: [aTrial({ questions: [worse] })] }), noMemory)
    expect(verdict.says).toBe('Continue')
  })
})
