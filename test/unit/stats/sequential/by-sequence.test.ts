import { expect, it } from 'vitest'
import { bySequence } from '../../../../src/stats/sequential/by-sequence.ts'
import { isOpen } from '../../../../src/stats/sequential/gate.ts'
import { clustersGate, eventsGate, gatesOfSkew } from '../../../../src/stats/sequential/gates.ts'
import { sequenceBounds } from '../../../../src/stats/sequential/sequence.ts'

const estimate = { value: 0.05, squaredError: 0.0001, n: 3000, df: 63 }

it('passes on the sequence, either side at its own alpha', () => {
  const gates = [clustersGate('Buckets', 64)]
  const inference = bySequence(estimate, { method: 'ClusteredSequence', gates, tunedFor: 4000 })
  const bounds = (alpha: number) =>
    sequenceBounds(estimate, { alphaLow: alpha, alphaHigh: alpha, tunedFor: 4000 })
  expect(inference).toMatchObject({ method: 'ClusteredSequence', estimate: 0.05, gates })
  for (const alpha of [0.05, 0.004]) {
    expect(inference.low(alpha)).toBe(bounds(alpha).low)
    expect(inference.high(alpha)).toBe(bounds(alpha).high)
    expect(inference.logPMore(bounds(alpha).low, alpha)).toBeCloseTo(Math.log(alpha), 6)
    expect(inference.logPLess(bounds(alpha).high, alpha)).toBeCloseTo(Math.log(alpha), 6)
  }
})

it.each([
  ['symmetric outcomes', 0, 250],
  ['a rare event', 7, 1960],
  ['a rare absence', -7, 1960],
  ['a skew that nobody knows', undefined, 1000],
])('asks for more outcomes, the skewer they are: %s', (_, skew, need) => {
  const gates = (have: number) => gatesOfSkew('Predictions', { n: have, skew }, 1)
  expect(gates(need)).toEqual([{ name: 'Predictions', have: need, need }])
  expect(isOpen(gates(need))).toBe(true)
  expect(isOpen(gates(need - 1))).toBe(false)
})

it('judges nothing where nothing varies, or where that is not known', () => {
  for (const squaredError of [0, Number.NaN])
    expect(isOpen(gatesOfSkew('Units', { n: 1e9, skew: 0 }, squaredError))).toBe(false)
})

it.each([
  [eventsGate, 40],
  [(have: number) => clustersGate('Buckets', have), 16],
  [(have: number) => clustersGate('Blocks', have), 8],
])('opens a gate of counts at the count itself', (gate, need) => {
  expect(isOpen([gate(need)])).toBe(true)
  expect(isOpen([gate(need - 1)])).toBe(false)
})
