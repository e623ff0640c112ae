import { describe, expect, it } from 'vitest'
import { sampleRatioOk } from '../../../../src/plan/telling/conditions/sample-ratio-ok.ts'
import { trafficVerified } from '../../../../src/plan/telling/conditions/traffic-verified.ts'
import type { Facts } from '../../../../src/plan/telling/facts.ts'
import { chance } from '../../../chance.ts'
import { looked } from '../given.ts'
import { factsAt } from './given.ts'

const facts = factsAt('Comparing')
const configured = { a: 0.95, b: 0.05 }
const came = (a: number, b: number, others = {}): Facts => ({
  ...facts,
  found: { looked: looked({}), counts: [], observed: { configured, came: { a, b, ...others } } },
})
const told = ({ status, reason }: { readonly status: string; readonly reason: string }) =>
  `${status} ${reason}`
const verified = (given: Facts) => {
  const said = trafficVerified(given)
  return said === undefined ? 'as before' : told(said)
}

it.each([
  [0, 0, 'Unknown TooFew'],
  [379, 20, 'Unknown TooFew'],
  [380, 20, 'True AsConfigured'],
  [9500, 500, 'True AsConfigured'],
  [9560, 440, 'True AsConfigured'],
  [9700, 300, 'False SharesDiffer'],
  [300, 0, 'False SharesDiffer'],
  [400, 0, 'False SharesDiffer'],
  [0, 30, 'False SharesDiffer'],
])('of %i and %i where five percent are configured it says %s', (a, b, expected) =>
  expect(verified(came(a, b))).toBe(expected))

it('takes no accident for a rule, nor a rule for an accident', () => {
  expect(verified(came(9500, 500, { c: 9 }))).toBe('True AsConfigured')
  expect(verified(came(9500, 500, { c: 20 }))).toBe('False StrayTraffic')
})

it('says in numbers what came and what was configured', () => {
  const { message } = trafficVerified(came(9700, 300)) ?? {}
  expect(message).toBe('of 10000 units: a 97% of 95%, b 3% of 5%')
})

it('leaves things as they were where a pass has not looked', () => {
  expect(verified({ ...facts, found: undefined })).toBe('as before')
  expect(sampleRatioOk({ ...facts, found: undefined })).toBeUndefined()
})

describe('watched all along a long epoch', () => {
  const epochs = 300
  const crossed = { always: 0, binomial: 0 }
  const random = chance(9)
  for (let epoch = 0; epoch < epochs; epoch++) {
    let [b, hasAlways, hasBinomial] = [0, false, false]
    for (let n = 1; n <= 20_000; n++) {
      if (random() < configured.b) b++
      if (n % 40 !== 0) continue
      hasAlways ||= verified(came(n - b, b)) === 'False SharesDiffer'
      const z = (b - n * configured.b) / Math.sqrt(n * configured.b * configured.a)
      hasBinomial ||= Math.abs(z) > 3.2905
    }
    crossed.always += +hasAlways
    crossed.binomial += +hasBinomial
  }

  it('cries wolf in no more than a few of 300 epochs', () => expect(crossed.always).toBeLessThan(3))
  it('where a binomial bound of 99.9 % does so more often (negative control)', () =>
    expect(crossed.binomial).toBeGreaterThan(5))
})

it.each([
  [0, {}, 'Unknown NobodyYet'],
  [-1, { a: 950, b: 50 }, 'True AsConfigured'],
  [-6.9, { a: 950, b: 50 }, 'True AsConfigured'],
  [-7, { a: 990, b: 10 }, 'False SampleRatioMismatch'],
  [-1e300, { a: 990, b: 10 }, 'False SampleRatioMismatch'],
])('of ln p %d of units it says of the sample ratio', (logP, observed, expected) => {
  const look = looked({})
  const sampleRatio = { logP, observed, expected: { a: 950, b: 50 } }
  const judgement = { ...look.judgement, sampleRatio }
  const said = sampleRatioOk({
    ...facts,
    found: { looked: { ...look, judgement }, counts: [], observed: undefined },
  })
  expect(said && told(said)).toBe(expected)
})
