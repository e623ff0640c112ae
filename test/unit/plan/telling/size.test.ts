import { expect, it } from 'vitest'
import { mostBytes, sizeOf } from '../../../../src/plan/telling/fitting.ts'
import { toldOf } from '../../../../src/plan/telling/told.ts'
import { problemsOf } from './given.ts'
import { factsOfSize, type Largeness, plainly, worst } from './largest.ts'

const sizes: readonly (readonly [string, Largeness, number])[] = [
  [
    'two variants, three metrics',
    { variants: 2, metrics: 3, rounds: 3, text: plainly, decimals: '0.005' },
    5,
  ],
  [
    'three variants, five metrics',
    { variants: 3, metrics: 5, rounds: 10, text: plainly, decimals: '0.005' },
    12,
  ],
  [
    '8 variants, 20 metrics',
    { variants: 8, metrics: 20, rounds: 0, text: plainly, decimals: '0.005' },
    10,
  ],
  [
    'and ten rounds before',
    { variants: 8, metrics: 20, rounds: 10, text: plainly, decimals: '0.005' },
    5,
  ],
  [
    'and the longest texts',
    { variants: 8, metrics: 20, rounds: 10, text: worst, decimals: '0.005' },
    1,
  ],
  [
    'and numbers as long as may be',
    {
      variants: 8,
      metrics: 20,
      rounds: 10,
      text: worst,
      decimals: `0.${'1234567890'.repeat(2)}12`,
    },
    1,
  ],
]

it.each(sizes)('%s: a status of at most 16 KiB, that an API server takes', (what, size, rows) => {
  const status = toldOf(factsOfSize(size))
  const { decision } = status
  const told = decision?.rows ?? []
  const whole = told.filter(({ estimand }) => estimand !== undefined).length
  process.stdout.write(
    `${what}: ${sizeOf(status)} bytes, ${told.length} rows (${whole} whole), ${decision?.rowsOmitted} in the evidence\n`,
  )
  expect(sizeOf(status)).toBeLessThanOrEqual(mostBytes)
  expect(problemsOf(status)).toEqual([])
  expect(told.length).toBeGreaterThanOrEqual(rows)
  expect(whole).toBeGreaterThanOrEqual(1)
  expect(told[0]?.metric).toMatch(/^n0-/)
  expect(status.conditions).toHaveLength(10)
})
