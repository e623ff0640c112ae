import { expect, it } from 'vitest'
import { createDraws } from '../../../src/router/chance.ts'
import { bytesRead, numbersOfBytes } from '../../../src/routing/hashes.ts'

it('draws as many bytes as are asked for, and none twice', () => {
  const draw = createDraws(24, 16)
  const seen = new Set(Array.from({ length: 1_000 }, () => Buffer.from(draw()).toString('hex')))
  expect(seen.size).toBe(1_000)
  expect([...seen].every((each) => each.length === 48)).toBe(true)
})

it('draws places that lie evenly', () => {
  const draw = createDraws(bytesRead)
  const counts = new Array<number>(10).fill(0)
  const draws = 20_000
  for (let nth = 0; nth < draws; nth++) {
    const tenth = Math.floor(numbersOfBytes(draw()).place * 10)
    counts[tenth] = (counts[tenth] ?? 0) + 1
  }
  // Chance itself is drawn here: six standard deviations are missed once in 100 million runs.
  const slack = 6 * Math.sqrt(draws * 0.1 * 0.9)
  for (const count of counts) expect(Math.abs(count - draws / 10)).toBeLessThan(slack)
})
