import { isUnknown } from '../../../src/stats/unknown.ts'

/** Where an answer, at any depth, is not a number, or nothing at all; ignorance must say why. */
export function unsoundIn(answer: unknown, path = 'answer'): readonly string[] {
  if (typeof answer === 'number') return Number.isNaN(answer) ? [path] : []
  if (isUnknown(answer)) return answer.sentence === '' ? [path] : []
  if (answer === undefined || answer === null) return [path]
  if (typeof answer !== 'object') return []
  return Object.entries(answer).flatMap(([key, inner]) => unsoundIn(inner, `${path}.${key}`))
}

/** The figure under a name, where there is one. */
export function figure(answer: unknown, name: string): number {
  if (typeof answer !== 'object' || answer === null || isUnknown(answer)) return Number.NaN
  return Number(new Map<string, unknown>(Object.entries(answer)).get(name))
}

const sizes = [0, 1, 2, 3, 10, 1000, 1e6, 1e12]

/** Counts of nothing, of all, and of about half, from none to 1e12 outcomes. */
export const counts = sizes.flatMap((n) =>
  [...new Set([0, 1, Math.floor(n / 2), n - 1, n])]
    .filter((events) => events >= 0 && events <= n)
    .map((events) => ({ events, n })),
)

/** Summaries without spread, with hardly any and with more than a double can square. */
export const summaries = [1, 3, 1e12].flatMap((n) =>
  [0, 1, -1e9, 1e154, 1.7e308, -1.7e308].flatMap((mean) =>
    [0, 5e-324, 1, 1e300, 1.7e308].map((variance) => ({ n, mean, variance })),
  ),
)

/** Samples of every awkward kind: none, one, all alike, tied, far from zero, huge, tiny, skewed. */
export const samples = (random: () => number): readonly (readonly number[])[] => [
  [],
  [0],
  [1],
  [1, 1],
  [0, 0, 0],
  [-0, 0, 0],
  [1e9, 1e9 + 1, 1e9 - 1],
  [1e308, -1e308],
  [1.7e308, -1.7e308, 0],
  [5e-324, 0, 5e-324],
  [1, 2, 2, 2, 3],
  many(random),
  many(random).map((x) => Math.round(x * 4)),
  many(random).map((x) => 1e9 + x),
  many(random).map((x) => Math.exp(20 * x)),
  [1e300, ...many(random)],
  many(random).map((_, i) => 2 ** (500 - i * 8)),
]

const many = (random: () => number) => Array.from({ length: 120 }, random)
