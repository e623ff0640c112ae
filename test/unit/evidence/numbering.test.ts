import { expect, it } from 'vitest'
import { firstNumberOf, lastStart, startOf } from '../../../src/evidence/numbering.ts'

it('numbers the lives of an instance one after another, up to the last number of 48 bits', () => {
  expect(firstNumberOf(0)).toBe(0)
  expect(firstNumberOf(lastStart + 1)).toBe(2 ** 48)
  for (const start of [0, 1, 4094, lastStart])
    expect([firstNumberOf(start), firstNumberOf(start + 1) - 1].map(startOf)).toEqual([
      start,
      start,
    ])
})

it('leaves room for a life of two months, at ten thousand a second', () => {
  expect(firstNumberOf(1)).toBeGreaterThan(10_000 * 60 * 24 * 3600)
  expect(lastStart).toBeGreaterThan(4000)
})
