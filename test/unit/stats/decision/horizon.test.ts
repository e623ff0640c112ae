import { describe, expect, it } from 'vitest'
import { judge, noMemory } from '../../../../src/stats/decision/judge.ts'
import type { Look } from '../../../../src/stats/decision/look.ts'
import type { Question } from '../../../../src/stats/decision/question.ts'
import { isOpen } from '../../../../src/stats/sequential/gate.ts'
import { moments } from '../../../../src/stats/sums/moments.ts'
import { chance } from '../../../chance.ts'
import { epoch, meanPairs, rates, split, values } from '../effects/given.ts'
import { accuracy, aLook, aTrial, clearly, errors, hourMs } from './given.ts'

const winner = [accuracy({ observed: clearly.better }), errors({ observed: clearly.safe })]
const end = { elapsedMs: 168 * hourMs }
const look = (given: Partial<Look>, ...questions: readonly Question[]) =>
  judge(aLook({ trials: [aTrial({ questions })], ...given }), noMemory)

describe('a fixed horizon', () => {
  const fixed = { method: 'FixedHorizon' } as const

  it('is not final before the end, however clear it looks', () => {
    const early = look(fixed, ...winner)
    expect(early.verdict).toMatchObject({ says: 'Continue', rule: 'Undecided' })
    expect(early.verdict.reason).toBe(
      'accuracy of new is open: not final, 2 days of 7 days have passed',
    )
    const [row] = early.rows
    expect(row).toMatchObject({ finding: 'Open', low: undefined, high: undefined, logP: undefined })
    expect(row?.estimate).toBeCloseTo(0.06, 10)
    expect(row?.gates.at(-1)).toEqual({
      name: 'Duration',
      have: 48 * hourMs,
      need: 168 * hourMs,
    })
  })

  it('acts at the end', () => {
    const last = look({ ...fixed, ...end }, ...winner)
    expect(last.verdict).toMatchObject({ says: 'Promote', rule: 'Superior' })
    expect(isOpen(last.rows[0]?.gates ?? [])).toBe(true)
  })

  it.each<[string, Question, string]>([
    ['worse', accuracy({ observed: clearly.worse }), 'Retain'],
    ['alike', accuracy({ observed: clearly.alike }), 'Inconclusive'],
    [
      'alike, and only more is worth it',
      accuracy({ observed: clearly.alike, minimumEffect: 0.03 }),
      'Retain',
    ],
    ['unknown', accuracy(), 'Inconclusive'],
    ['behind its gate', accuracy({ observed: rates([100, 50], [100, 90]) }), 'Inconclusive'],
  ])('when it is %s at the end: %o', (_, question, verdict) => {
    expect(look({ ...fixed, ...end }, question).verdict.says).toBe(verdict)
  })

  it('needs less evidence at the end than a test that may be looked at all the time', () => {
    const little = accuracy({ observed: rates([3000, 2100], [3000, 2190]) })
    const narrow = look({ ...fixed, ...end }, little).rows[0]
    const wide = look(end, little).rows[0]
    expect(narrow?.low).toBeGreaterThan(0)
    expect(wide?.low).toBeLessThan(0)
  })

  it('sends harm home at any time, and by evidence that holds at any time', () => {
    const early = look(fixed, errors({ observed: clearly.beyond }))
    expect(early.verdict.says).toBe('RollBack')
    expect(early.rows[0]?.method).toBe('DifferenceSplit')
  })

  it('does not promote before guardrails are safe, even at the end', () => {
    const open = errors({ observed: clearly.open })
    expect(look({ ...fixed, ...end }, winner[0] ?? accuracy(), open).verdict.says).toBe(
      'Inconclusive',
    )
  })

  it('errs at the end as seldom as it says', () => {
    const random = chance(11)
    const draw = (n: number, p: number) =>
      Array.from({ length: n }, () => (random() < p ? 1 : 0)).reduce<number>((a, b) => a + b, 0)
    let promoted = 0
    const runs = 1000
    for (let run = 0; run < runs; run++) {
      const observed = rates([500, draw(500, 0.3)], [500, draw(500, 0.3)])
      const { verdict } = look({ ...fixed, ...end }, accuracy({ observed }))
      if (verdict.says === 'Promote') promoted++
    }
    expect(promoted / runs).toBeLessThan(0.04) // the first try spends .025
    expect(promoted / runs).toBeGreaterThan(0.012)
  })
})

describe('a posterior', () => {
  const bayesian = { method: 'Bayesian', plannedN: 10_000 } as const
  const loss = (champion: number, challenger: number, n = 10_000) => {
    const xs = (mean: number) => values(Array.from({ length: 500 }, (_, i) => mean + i / 500 - 0.5))
    const many = (mean: number) => {
      let sum = xs(mean)
      for (let size = 500; size < n; size *= 2) sum = moments(0).merge(sum, sum)
      return sum
    }
    const observed = split('Mean', [epoch(0, many(champion), many(challenger))])
    return accuracy({ metric: 'loss', goal: 'Decrease', observed })
  }

  it.each<[string, Question, string]>([
    ['better', accuracy({ observed: clearly.better }), 'Promote'],
    ['worse', accuracy({ observed: clearly.worse }), 'Retain'],
    ['lower, where less is better', loss(1, 0.9), 'Promote'],
    ['higher, where less is better', loss(1, 1.1), 'Retain'],
    [
      'better, but too few are known',
      accuracy({ observed: rates([4000, 2800], [4000, 3200]) }),
      'Continue',
    ],
  ])('when it is %s', (_, question, verdict) => {
    expect(look(bayesian, question).verdict.says).toBe(verdict)
  })

  it('waits for the planned n, and says so', () => {
    const { rows } = look(bayesian, accuracy({ observed: rates([4000, 2800], [4000, 3200]) }))
    expect(rows[0]?.gates.at(-1)).toMatchObject({ have: 8000, need: 10_000 })
    expect(rows[0]?.finding).toBe('Open')
  })

  it('asks for a loss below a thousandth, not for a sign', () => {
    const { rows } = look({ ...bayesian, plannedN: 100 }, loss(1, 0.999, 1000))
    expect(rows[0]).toMatchObject({ finding: 'Open', method: 'Posterior' })
  })

  it('of two that are as good as each other chooses the one that looks better', () => {
    const says = (challenger: number) => look(bayesian, loss(1, challenger, 4e6)).verdict.says
    expect([says(0.9998), says(1.0002)]).toEqual(['Promote', 'Retain'])
  })

  it('has no p value, no correction, and bounds that are an interval of probability', () => {
    const { rows } = look({ ...bayesian, entered: 5 }, accuracy({ observed: clearly.better }))
    const [row] = rows
    expect(row).toMatchObject({ logP: undefined, corrections: [], alphas: { promotion: 0.05 } })
    const error = Math.sqrt((0.7 * 0.3 + 0.76 * 0.24) / 10_000)
    const share = 0.09 / (0.09 + (error / 0.7) ** 2) // of what is known: the rest is the prior
    const deviation = Math.sqrt(share) * error
    expect(row?.low).toBeCloseTo(share * 0.06 - 1.6449 * deviation, 4)
    expect(row?.high).toBeCloseTo(share * 0.06 + 1.6449 * deviation, 4)
  })

  it('leaves guardrails to evidence that holds at any time', () => {
    const { verdict, rows } = look(bayesian, ...winner)
    expect(verdict.says).toBe('Promote')
    expect(rows[1]?.method).toBe('DifferenceSplit')
    expect(look(bayesian, errors({ observed: clearly.beyond })).verdict.says).toBe('RollBack')
  })

  it('does not promote before the minimum', () => {
    expect(look({ ...bayesian, elapsedMs: hourMs }, ...winner).verdict.says).toBe('Continue')
  })

  it('knows the champion of pairs too', () => {
    const question = accuracy({ observed: meanPairs(chance(3)) })
    expect(look({ ...bayesian, plannedN: 100 }, question).rows[0]).toMatchObject({
      method: 'Posterior',
      unknown: undefined,
    })
  })

  it('knows nothing relative to a champion at zero', () => {
    const question = accuracy({ observed: rates([20_000, 0], [20_000, 400]) })
    expect(look(bayesian, question).rows[0]?.unknown?.unknown).toBe('ZeroChampion')
  })
})
