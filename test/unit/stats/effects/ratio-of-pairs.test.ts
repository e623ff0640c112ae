import { describe, expect, it } from 'vitest'
import { judge, noMemory } from '../../../../src/stats/decision/judge.ts'
import type { PairsOf } from '../../../../src/stats/effects/pairs-left-out.ts'
import { ratioOfPairs } from '../../../../src/stats/effects/ratio-of-pairs.ts'
import { isOpen } from '../../../../src/stats/sequential/gate.ts'
import type { Inference } from '../../../../src/stats/sequential/inference.ts'
import { stream } from '../../../../src/stats/simulation/chance.ts'
import { drawBinomial } from '../../../../src/stats/simulation/draws/binomial.ts'
import { drawNormal } from '../../../../src/stats/simulation/draws/normal.ts'
import { pairedStratum } from '../../../../src/stats/strata/stratum.ts'
import type { Counts } from '../../../../src/stats/sums/counts.ts'
import { isUnknown, type Unknown } from '../../../../src/stats/unknown.ts'
import { accuracy, aLook, aTrial, errors } from '../decision/given.ts'
import { latencyPairs, ratePairs } from './given.ts'

function known(inference: Inference | Unknown): Inference {
  if (isUnknown(inference)) throw new Error(inference.sentence)
  return inference
}

const ofRates = (pairs: PairsOf<Counts>) => known(ratioOfPairs(pairs, 5000))
const slices = 32

/** Chances that both fail, the champion alone, the challenger alone. */
type Failing = { readonly both: number; readonly old: number; readonly new: number }

function failing(chance: () => number, each: number, { both, old, new: novel }: Failing) {
  const bySlice = Array.from({ length: slices }, () => {
    const together = drawBinomial(chance, each, both)
    const onlyOld = drawBinomial(chance, each - together, old / (1 - both))
    const rest = each - together - onlyOld
    const onlyNew = drawBinomial(chance, rest, novel / (1 - both - old))
    return {
      champion: { n: each, events: together + onlyOld },
      challenger: { n: each, events: together + onlyNew },
    }
  })
  const added = (side: 'champion' | 'challenger') =>
    bySlice.reduce((sum, pair) => sum + pair[side].events, 0)
  const n = slices * each
  const whole = {
    champion: { n, events: added('champion') },
    challenger: { n, events: added('challenger') },
  }
  return { strata: [pairedStratum({ epoch: 0, pairs: { whole, byBucket: [], bySlice } })] }
}

function skewed(random: () => number, n: number, factor: number) {
  const hard = Array.from({ length: n }, () => 100 * Math.exp(0.5 * drawNormal(random)))
  const noisy = () => Math.exp(0.1 * drawNormal(random))
  return [hard.map((ms) => ms * noisy()), hard.map((ms) => ms * factor * noisy())] as const
}

describe('a ratio of rates of pairs', () => {
  const twice = failing(stream(1), 500, { both: 0.05, old: 0.01, new: 0.07 })

  it('has bounds that exclude exactly what its p values exclude', () => {
    const { low, high, logPMore, logPLess, estimate } = ofRates(twice)
    expect(estimate).toBeCloseTo(2, 0)
    for (const alpha of [0.05, 0.004]) {
      const log = Math.log(alpha)
      expect(logPMore(low(alpha), alpha)).toBeLessThanOrEqual(log + 1e-9)
      expect(logPMore(low(alpha) * 1.01, alpha)).toBeGreaterThan(log)
      expect(logPLess(high(alpha), alpha)).toBeLessThanOrEqual(log + 1e-9)
      expect(logPLess(high(alpha) / 1.01, alpha)).toBeGreaterThan(log)
    }
    expect(low(0.05)).toBeGreaterThan(1.5)
  })

  it('proves two to be alike that always fail together, and nothing before enough have failed', () => {
    const alike = (n: number) => ofRates(ratePairs([n, n / 10], [n, n / 10]))
    expect(isOpen(alike(320).gates)).toBe(false)
    const many = alike(32_000)
    expect(isOpen(many.gates)).toBe(true)
    expect(many.logPLess(1.1, 0.05)).toBeLessThan(Math.log(0.05))
    expect(many.logPLess(1.0001, 0.05)).toBeGreaterThan(Math.log(0.05))
  })

  it('finds a challenger that fails although the champion never does', () => {
    const harmful = ofRates(failing(stream(2), 100, { both: 0, old: 0, new: 0.1 }))
    expect(isOpen(harmful.gates)).toBe(true)
    expect(harmful.estimate).toBeUndefined()
    expect(harmful.logPMore(3, 0.001)).toBeLessThan(Math.log(0.001))
  })

  it('is unknown of nothing', () => {
    expect(ratioOfPairs(ratePairs([0, 0], [0, 0], 0), 5000)).toMatchObject({ unknown: 'TooFew' })
  })
})

it('lets shadow alone promote, by the guardrails that everybody has', () => {
  const random = stream(8)
  const pairs = (failing: Failing) => failingPairs(failing, random)
  const questions = [
    accuracy({ observed: pairs({ both: 0.7, old: 0.02, new: 0.06 }) }),
    errors({ observed: pairs({ both: 0.001, old: 0.001, new: 0.001 }) }),
    errors({
      metric: 'latency',
      margin: { ratio: 1.1 },
      observed: latencyPairs(0.95, ...skewed(random, 9600, 1)),
    }),
  ]
  const { verdict } = judge(aLook({ trials: [aTrial({ questions })] }), noMemory)
  expect(verdict.says).toBe('Promote')
})

const failingPairs = (each: Failing, random: () => number) =>
  ({ of: 'Pairs', figure: 'Rate', ...failing(random, 500, each) }) as const
