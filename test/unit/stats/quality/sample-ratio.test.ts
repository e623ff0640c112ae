import { expect, it } from 'vitest'
import {
  logEvidenceOfMismatch,
  sampleRatioTest,
} from '../../../../src/stats/quality/sample-ratio.ts'
import { chance } from '../../../chance.ts'
import { counts, figure, unsoundIn } from '../figures.ts'

it.each([
  ['as configured', [500, 500], [0.5, 0.5], 0],
  ['by weights that are no shares', [500, 250], [2, 1], 0],
  ['sixty to forty instead of half', [60, 40], [1, 1], 4],
])('tests counts %s', (_, sizes, weights, chi2) => {
  expect(figure(sampleRatioTest(sizes, weights), 'chi2')).toBeCloseTo(chi2, 12)
})

it('keeps its digits with 1e12 units', () => {
  expect(figure(sampleRatioTest([5e11 + 1e6, 5e11 - 1e6], [1, 1]), 'chi2')).toBeCloseTo(4, 9)
})

it('is certain of a mismatch where no unit may come, and ignores a variant without share or units', () => {
  expect(sampleRatioTest([9, 1], [1, 0])).toMatchObject({ chi2: Number.POSITIVE_INFINITY, p: 0 })
  expect(logEvidenceOfMismatch([9, 1], [1, 0])).toBe(Number.POSITIVE_INFINITY)
  expect(sampleRatioTest([60, 40, 0], [1, 1, 0])).toEqual(sampleRatioTest([60, 40], [1, 1]))
  const [three, two] = [
    logEvidenceOfMismatch([60, 40, 0], [1, 1, 0]),
    logEvidenceOfMismatch([60, 40], [1, 1]),
  ]
  expect(three).toBe(two)
})

it.each([
  ['no unit', [0, 0], [1, 1], 'TooFew'],
  ['one variant', [5], [1], 'TooFew'],
  ['counts without weights', [5, 5], [1], 'OutOfRange'],
  ['a negative count', [5, -5], [1, 1], 'OutOfRange'],
  ['no weight at all', [5, 5], [0, 0], 'OutOfRange'],
])('knows nothing of %s', (_, sizes, weights, unknown) => {
  expect(sampleRatioTest(sizes, weights)).toMatchObject({ unknown })
})

it('has learnt nothing from nothing', () => {
  expect(logEvidenceOfMismatch([0, 0, 0], [1, 2, 3])).toBe(0)
})

it('is a fair bet: the expected evidence after three units is 1', () => {
  let expected = 0
  for (let first = 0; first <= 3; first++) {
    const orders = [1, 3, 3, 1][first] ?? 0
    const evidence = Math.exp(Number(logEvidenceOfMismatch([first, 3 - first], [0.3, 0.7], 5)))
    expected += orders * 0.3 ** first * 0.7 ** (3 - first) * evidence
  }
  expect(expected).toBeCloseTo(1, 13)
})

it('agrees with mpmath at a million units, whatever the concentration', () => {
  expect(logEvidenceOfMismatch([500_000, 501_500], [0.5, 0.5], 100)).toBeCloseTo(
    -3.4852648387408065,
    9,
  )
  expect(logEvidenceOfMismatch([500_000, 501_500], [0.5, 0.5], 10_000)).toBeCloseTo(
    -1.1961159377152566,
    9,
  )
})

/** How often one of the looks, after each hundred of ten thousand units, raises the alarm at .01. */
function alarms(share: number, alarmed: (counts: readonly [number, number]) => boolean): number {
  const random = chance(21)
  const run = () => {
    const came: [number, number] = [0, 0]
    return Array.from({ length: 100 }, () => {
      for (let unit = 0; unit < 100; unit++) came[random() < share ? 0 : 1]++
      return alarmed(came)
    }).includes(true)
  }
  return Array.from({ length: 300 }, run).filter(Boolean).length / 300
}

const bar = -Math.log(0.01)
const byEvidence = (came: readonly [number, number]) =>
  Number(logEvidenceOfMismatch(came, [1, 1])) >= bar

it('raises a false alarm in at most 1 % of experiments, though one looks a hundred times', () => {
  expect(alarms(0.5, byEvidence)).toBeLessThanOrEqual(0.02)
})

it('has a negative control: χ² at the same level, looked at as often, alarms far more', () => {
  const byTest = (came: readonly [number, number]) =>
    figure(sampleRatioTest(came, [1, 1]), 'p') < 0.01
  expect(alarms(0.5, byTest)).toBeGreaterThan(0.04)
})

it('sees a mismatch of 53 to 47 within ten thousand units', () => {
  expect(alarms(0.53, byEvidence)).toBeGreaterThan(0.9)
})

it('is a number or says why not, whatever the counts', () => {
  for (const { n: a, events } of counts) {
    for (const { n: b } of counts) {
      const answers = [
        sampleRatioTest([a, b, events], [0.9, 0.05, 0.05]),
        logEvidenceOfMismatch([a, b, events], [0.9, 0.05, 0.05]),
        logEvidenceOfMismatch([a, b, events], [1, 1e-9, 1], 1e-3),
      ]
      expect(unsoundIn(answers)).toEqual([])
    }
  }
})
