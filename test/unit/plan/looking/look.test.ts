import { describe, expect, it } from 'vitest'
import { accuracy, anEpoch, aSpec, slow } from './given.ts'
import { better, type Design, good, type Model, round } from './rounds.ts'

const verdicts = (rounds: number, given: Partial<Design>) =>
  Array.from(
    { length: rounds },
    (_, i) => round({ challenger: better, ...given, seed: 100 + i }).judgement.verdict,
  )
const partOf = (says: string, found: ReturnType<typeof verdicts>) =>
  found.filter((verdict) => verdict.says === says).length / found.length

const shadowed = {
  contest: 'Shadowing',
  epochs: [anEpoch(1, 0, { contest: 'Shadowing', shadow: { percent: 100, variants: ['new'] } })],
  spec: aSpec({
    traffic: { ...aSpec().traffic, shadow: { percent: 100, minimumDuration: '0s' } },
  }),
} satisfies Partial<Design>

describe.each([
  ['split', {}, 12],
  ['shadow alone', shadowed, 4],
])('a %s', (_, given: Partial<Design>, rounds) => {
  it('promotes a challenger that is better', () => {
    const found = verdicts(3, given)
    expect(found.map(({ says, rule }) => [says, rule])).toEqual(
      Array.from({ length: 3 }, () => ['Promote', 'Superior']),
    )
  })

  it('promotes none that is the same', () => {
    const found = verdicts(rounds, { ...given, challenger: good })
    expect(partOf('Promote', found)).toBeLessThanOrEqual(0.1)
    expect(partOf('RollBack', found)).toBe(0)
  })
})

/** Guardrails as wide as can be, so that accuracy alone decides. */
const wide = [
  accuracy,
  { name: 'failed', kind: 'ErrorRate', role: 'Guardrail', margin: { absolute: '0.4' } },
  { ...slow, margin: { absolute: '0.4' } },
] as const

describe('an equally good challenger that times out where it is hard, and the champion answers', () => {
  const right = { easy: 0.9, hard: 0.3 }
  const hard = {
    spec: aSpec({ metrics: [...wide] }),
    champion: { right, timeouts: 0 },
    challenger: { right, timeouts: 0.6 },
  }

  it('does not win: what became of it counts for the variant that chance has assigned', () => {
    const found = verdicts(8, hard)
    expect(partOf('Promote', found)).toBeLessThanOrEqual(0.13)
    expect(partOf('Hold', found)).toBe(0)
  })

  it('would win, or come in the wrong shares, if it counted for the one that answered', () => {
    const found = verdicts(4, { ...hard, scoredFor: 'Answering' })
    expect(partOf('Promote', found) + partOf('Hold', found)).toBe(1)
  })
})

describe('where users come back, each with luck of its own', () => {
  const spec = aSpec({
    metrics: [...wide],
    traffic: { ...aSpec().traffic, unit: { header: 'x-user-id' } },
  })
  const sticky = { spec, units: 600, epochs: [anEpoch(1, 0.5)] } satisfies Partial<Design>
  const late = {
    ...sticky,
    epochs: [anEpoch(1, 0, { contest: 'Serving' }), ...[2, 3, 4].map((n) => anEpoch(n, 0.5))],
  } satisfies Partial<Design>
  const best: Model = { right: { easy: 0.99, hard: 0.97 }, timeouts: 0 }

  describe.each([
    ['first in the contest', sticky],
    ['all of them before the challenger was there', late],
  ])('and came %s', (_, given: Partial<Design>) => {
    it('promotes one that is better', () => {
      expect(partOf('Promote', verdicts(3, { ...given, challenger: best }))).toBe(1)
    })

    it('promotes none that is the same', () => {
      const found = verdicts(12, { ...given, challenger: good })
      expect(partOf('Promote', found)).toBeLessThanOrEqual(0.1)
    })

    it('would, if requests were counted', () => {
      const found = verdicts(12, { ...given, challenger: good, hasUnit: false })
      expect(partOf('Promote', found)).toBeGreaterThan(0.15)
    })
  })
})
