import { describe, expect, it } from 'vitest'
import { accuracy, errors } from './given.ts'
import { type Design, logSpaced, type Metric, rounds, share } from './rounds.ts'

/** Small versions, to catch what is badly wrong; `test:slow` measures. */
const objective = (...rates: readonly number[]): Metric => ({ question: accuracy(), rates })
const guardrail = (metric: string, ...rates: readonly number[]): Metric => ({
  question: errors({ metric }),
  rates,
})
const promoted = (design: Design, count: number) =>
  share(rounds(count, design), ({ verdict }) => verdict.says === 'Promote')

describe('three challengers and four guardrails', () => {
  const looks = logSpaced(1000, 40_000, 10)
  const healthy = ['a', 'b', 'c'].map((name) => guardrail(name, 0.002, 0.002, 0.002, 0.002))

  it('none is promoted that is not better', () => {
    const metrics = [
      objective(0.7, 0.7, 0.7, 0.7),
      ...healthy,
      guardrail('d', 0.01, 0.01, 0.01, 0.01),
    ]
    expect(promoted({ metrics, share: 0.2, looks }, 250)).toBeLessThan(0.05)
  })

  it('none is promoted of which a guardrail is at its margin', () => {
    const metrics = [
      objective(0.7, 0.8, 0.8, 0.8),
      ...healthy,
      guardrail('d', 0.01, 0.015, 0.015, 0.015),
    ]
    expect(promoted({ metrics, share: 0.2, looks }, 250)).toBeLessThan(0.05)
  })

  it('none is rolled back that is just within all margins', () => {
    const worn = ['a', 'b', 'c', 'd'].map((name) => guardrail(name, 0.01, 0.015, 0.015, 0.015))
    const design = { metrics: [objective(0.7, 0.7, 0.7, 0.7), ...worn], share: 0.2, looks }
    const all = rounds(250, design)
    expect(share(all, ({ rolledBack }) => rolledBack.length > 0)).toBeLessThan(0.05)
  })

  it('one that is better and safe is promoted, and one that does harm goes home', () => {
    const metrics = [
      objective(0.7, 0.76, 0.7, 0.76),
      ...healthy,
      guardrail('d', 0.01, 0.01, 0.01, 0.03),
    ]
    const all = rounds(40, { metrics, share: 0.2, looks: logSpaced(1000, 100_000, 12) })
    expect(share(all, ({ verdict }) => verdict.challenger === 'c1')).toBeGreaterThan(0.9)
    expect(share(all, ({ rolledBack }) => rolledBack.includes('c3'))).toBeGreaterThan(0.9)
  })
})

describe('six challengers at a margin', () => {
  const six = (rate: number) => Array.from({ length: 6 }, () => rate)
  const design: Design = {
    metrics: [objective(0.7, ...six(0.85)), guardrail('errors', 0.01, ...six(0.015))],
    share: 0.12,
    looks: logSpaced(500, 2_000_000, 30),
  }

  it('share their alpha', () => expect(promoted(design, 200)).toBeLessThan(0.05))

  it('would be promoted too often if each had an alpha of its own', () => {
    // Twice, since the first try spends a half.
    expect(promoted({ ...design, look: { alpha: 0.05 * 6 * 2 } }, 200)).toBeGreaterThan(0.08)
  })
})

describe('the margin of .005 where .010 is usual', () => {
  const at = (rate: number) =>
    rounds(60, {
      metrics: [objective(0.7, 0.8), guardrail('errors', 0.01, rate)],
      share: 0.5,
      looks: logSpaced(500, 200_000, 24),
    })

  it('lets .0125 pass: damage within the margin is no harm', () => {
    const all = at(0.0125)
    expect(share(all, ({ verdict }) => verdict.says === 'Promote')).toBeGreaterThan(0.9)
    expect(share(all, ({ rolledBack }) => rolledBack.length > 0)).toBe(0)
  })

  it.each([0.02, 0.03])('sends %f home', (rate) => {
    expect(share(at(rate), ({ rolledBack }) => rolledBack.length > 0)).toBeGreaterThan(0.95)
  })
})
