import { expect, it } from 'vitest'
import { summaryOfCount } from '../../../../src/stats/fixed/summary.ts'
import { growthbookSequence } from '../../../../src/stats/sequential/growthbook.ts'
import { chance } from '../../../chance.ts'
import { figure, summaries, unsoundIn } from '../figures.ts'

const options = { alpha: 0.05, scale: 'Absolute', tuning: 5000 } as const

it('excludes zero just when its evidence reaches 1/alpha', () => {
  for (let difference = 0; difference < 0.3; difference += 0.005) {
    const [a, b] = [
      { n: 900, mean: 1, variance: 1 },
      { n: 1100, mean: 1 + difference, variance: 1.5 },
    ]
    const sequence = growthbookSequence(a, b, options)
    expect(figure(sequence, 'lower') > 0).toBe(figure(sequence, 'logE') > -Math.log(0.05))
  }
})

type Running = { events: number; n: number }

/** The part of 300 A/A tests of 10,000 outcomes, one in fifty a yes, in which a look excludes zero. */
function errors(share: number): number {
  const random = chance(17)
  const run = () => {
    const variants = [
      { events: 0, n: 0 },
      { events: 0, n: 0 },
    ] as const
    return Array.from({ length: 100 }, () => excludesZero(grown(random, share, variants))).includes(
      true,
    )
  }
  return Array.from({ length: 300 }, run).filter(Boolean).length / 300
}

function grown(random: () => number, share: number, [a, b]: readonly [Running, Running]) {
  for (let outcome = 0; outcome < 100; outcome++) {
    const variant = random() < share ? b : a
    variant.n++
    variant.events += random() < 0.02 ? 1 : 0
  }
  return growthbookSequence(summaryOfCount(a), summaryOfCount(b), options)
}

const excludesZero = (sequence: unknown) =>
  figure(sequence, 'lower') > 0 || figure(sequence, 'upper') < 0

it('keeps its promise on an even split', () => {
  expect(errors(0.5)).toBeLessThan(0.05)
})

it('does not on a canary split, as its comment says', () => {
  expect(errors(0.05)).toBeGreaterThan(0.2)
})

it.each([
  [{ ...options, alpha: 0 }],
  [{ ...options, alpha: 1 }],
  [{ ...options, tuning: 0 }],
])('refuses %o', (wrong) => {
  const any = { n: 9, mean: 0, variance: 1 }
  expect(growthbookSequence(any, any, wrong)).toMatchObject({ unknown: 'OutOfRange' })
})

it('is a number or says why not, whatever the summaries', () => {
  for (const a of summaries) {
    for (const b of summaries) {
      const answers = [
        growthbookSequence(a, b, options),
        growthbookSequence(a, b, { ...options, scale: 'Relative' }),
      ]
      if (unsoundIn(answers).length > 0) expect([a, b]).toBe('sound')
    }
  }
})
