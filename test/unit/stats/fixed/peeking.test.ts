import { expect, it } from 'vitest'
import { pooledZ } from '../../../../src/stats/fixed/two-proportion-z.ts'
import { chance } from '../../../chance.ts'

const looks = Array.from({ length: 50 }, (_, look) => 100 * (look + 1))

/** The part of 600 A/A tests of 5,000 outcomes each in which a look at one of these sizes says p < .05. */
function errors(sizes: readonly number[]): number {
  const random = chance(11)
  const rejects = () => {
    const [a, b] = [running(random), running(random)]
    return sizes.some((n) => {
      const test = pooledZ({ events: a[n] ?? 0, n }, { events: b[n] ?? 0, n })
      return 'p' in test && test.p < 0.05
    })
  }
  return Array.from({ length: 600 }, rejects).filter(Boolean).length / 600
}

/** How many of the first n outcomes were a yes, which they are with probability .3. */
function running(random: () => number): Int32Array {
  const events = new Int32Array(5001)
  for (let n = 1; n <= 5000; n++) events[n] = (events[n - 1] ?? 0) + (random() < 0.3 ? 1 : 0)
  return events
}

it('errs as it promises at its one planned look', () => {
  expect(errors(looks.slice(-1))).toBeLessThan(0.07)
})

it('has a negative control: with fifty looks it errs in about a third of all A/A tests', () => {
  expect(errors(looks)).toBeGreaterThan(0.25)
})
