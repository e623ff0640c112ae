import { expect, it } from 'vitest'
import { noninferiorMean } from '../../../../src/stats/fixed/noninferiority.ts'
import { pairedT, pairedTOfSamples } from '../../../../src/stats/fixed/paired-t.ts'
import { welch, welchDf, welchOfSamples } from '../../../../src/stats/fixed/welch.ts'
import { chance } from '../../../chance.ts'
import { figure, samples, summaries, unsoundIn } from '../figures.ts'

const first = [4.1, 5.3, 3.9, 6.2, 4.8, 5.5, 4.4, 5.0]
const second = [5.2, 5.9, 4.3, 7.9, 4.9, 6.6, 4.1, 6.8]

it('agrees with scipy 1.17.1 (ttest_ind, ttest_rel)', () => {
  expect(welchOfSamples(first, second)).toMatchObject({
    t: expect.closeTo(1.5000824243756974, 12),
    df: expect.closeTo(11.213971107892478, 11),
    p: expect.closeTo(0.16121096968258353, 14),
    lower: expect.closeTo(-0.37686539822582166, 12),
    upper: expect.closeTo(2.0018653982258217, 12),
  })
  expect(pairedTOfSamples(first, second)).toMatchObject({
    t: expect.closeTo(3.0832757776518016, 12),
    df: 7,
    p: expect.closeTo(0.01773360555754342, 14),
  })
})

it('finds the same difference a billion away, where rounded means would not', () => {
  const far = (sample: readonly number[]) => sample.map((x) => Math.round(x * 1024) / 1024 + 1e9)
  const near = (sample: readonly number[]) => sample.map((x) => Math.round(x * 1024) / 1024)
  const [there, here] = [
    welchOfSamples(far(first), far(second)),
    welchOfSamples(near(first), near(second)),
  ]
  expect(figure(there, 't') / figure(here, 't')).toBeCloseTo(1, 12)
  expect(figure(there, 'estimate')).toBeCloseTo(figure(here, 'estimate'), 12)
})

it('changes sign, and nothing else, when the variants change places', () => {
  const [there, back] = [welchOfSamples(first, second), welchOfSamples(second, first)]
  expect(figure(back, 'estimate')).toBe(-figure(there, 'estimate'))
  expect(figure(back, 'p')).toBe(figure(there, 'p'))
  expect(figure(back, 'lower')).toBe(-figure(there, 'upper'))
})

it('states a p of 1e-300, never 0 by rounding', () => {
  const [a, b] = [
    { n: 1e6, mean: 0, variance: 1 },
    { n: 1e6, mean: 0.0525, variance: 1 },
  ]
  expect(figure(welch(a, b), 'p')).toBeGreaterThan(1e-304)
  expect(figure(welch(a, b), 'p')).toBeLessThan(1e-299)
})

it.each([
  ['one outcome', { n: 1, mean: 0, variance: 0 }, { n: 9, mean: 0, variance: 1 }, 'TooFew'],
  ['no spread', { n: 9, mean: 0, variance: 0 }, { n: 9, mean: 1, variance: 0 }, 'NoSpread'],
  [
    'too much spread',
    { n: 9, mean: 0, variance: 1e308 },
    { n: 1, mean: 1, variance: 1e308 },
    'TooFew',
  ],
])('knows nothing of %s', (_, a, b, unknown) => {
  expect(welch(a, b)).toMatchObject({ unknown })
})

it.each([
  ['pairs without partners', [1, 2, 3], [1, 2], 'Unpaired'],
  ['one pair', [1], [2], 'TooFew'],
  ['pairs that all differ by the same', [1, 2, 3], [2, 3, 4], 'NoSpread'],
])('knows nothing of %s', (_, a, b, unknown) => {
  expect(pairedTOfSamples(a, b)).toMatchObject({ unknown })
})

it('has as many degrees of freedom as either, and at most as both', () => {
  const [a, b] = [
    { n: 5, mean: 0, variance: 3 },
    { n: 50, mean: 0, variance: 2 },
  ]
  const df = Number(welchDf(a, b))
  expect(df).toBeGreaterThan(4)
  expect(df).toBeLessThan(53)
  expect(welchDf({ ...a, variance: 1e-320 }, { ...b, variance: 1e-320 })).toSatisfy(Number.isFinite)
})

it('sees in pairs that correlate what it cannot see in the same outcomes unpaired', () => {
  const [split, paired] = [welchOfSamples(first, second), pairedTOfSamples(first, second)]
  expect(figure(paired, 'estimate')).toBeCloseTo(figure(split, 'estimate'), 12)
  const shifted = first.map((x, i) => x + 0.1 + (i % 2) / 50)
  expect(figure(pairedTOfSamples(first, shifted), 'p')).toBeLessThan(1e-7)
  expect(figure(welchOfSamples(first, shifted), 'p')).toBeGreaterThan(0.5)
})

it('calls a challenger non-inferior only within the margin, and in the right direction', () => {
  const [a, b] = [
    { n: 1000, mean: 1, variance: 1 },
    { n: 1000, mean: 0.9, variance: 1 },
  ]
  const p = (margin: number, higherIsBetter: boolean) =>
    figure(noninferiorMean(a, b, { margin, higherIsBetter }), 'p')
  expect(p(0.1, true)).toBeCloseTo(0.5, 6)
  expect(p(0.3, true)).toBeLessThan(1e-4)
  expect(p(0, true)).toBeGreaterThan(0.95)
  expect(p(0, false)).toBeLessThan(0.05)
})

it('is a number or says why not, whatever the summaries', () => {
  for (const a of summaries) {
    for (const b of summaries) {
      const answers = [welch(a, b), welch(a, b, { scale: 'Relative' }), pairedT(a)]
      const tested = noninferiorMean(a, b, { margin: 1, higherIsBetter: false })
      if (unsoundIn([...answers, tested]).length > 0) expect([a, b]).toBe('sound')
    }
  }
})

it('is a number or says why not, whatever the samples', () => {
  for (const a of samples(chance(1))) {
    for (const b of samples(chance(2))) {
      expect(unsoundIn([welchOfSamples(a, b), pairedTOfSamples(a, b)])).toEqual([])
    }
  }
})
