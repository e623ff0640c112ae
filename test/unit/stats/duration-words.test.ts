import { expect, it } from 'vitest'
import { durationInWords } from '../../../src/stats/duration-words.ts'

it.each([
  [0, '1 s'],
  [90_000, '90 s'],
  [121_000, '2 min'],
  [7_100_000, '118 min'],
  [24 * 3_600_000, '24 h'],
  [9.2 * 86_400_000, '9 days'],
  [3e11, '10 years'],
  [1e18, 'more than 1000 years'],
])('%d ms are %s', (ms, words) => expect(durationInWords(ms)).toBe(words))
