import { expect } from 'vitest'
import { type Statistic, total } from '../../../../src/stats/sums/statistic.ts'
import { below, chance } from '../../../chance.ts'

const bytes = (record: unknown) => JSON.stringify(record)

/**
 * Nothing changes nothing; who comes first changes no byte; and however the parts are dealt out and
 * in whatever order they are merged, `same` finds no difference. Records survive JSON.
 */
export function expectLaws<S>(
  statistic: Statistic<S>,
  parts: readonly S[],
  same: (got: S, expected: S) => void,
): void {
  const { none, merge } = statistic
  const random = chance(parts.length)
  const whole = total(statistic, parts)
  for (const part of [...parts, whole]) {
    expect(bytes(merge(none, part))).toBe(bytes(part))
    expect(bytes(merge(part, none))).toBe(bytes(part))
    expect(bytes(JSON.parse(bytes(part)))).toBe(bytes(part))
    const other = parts[below(random, parts.length)] ?? none
    expect(bytes(merge(part, other))).toBe(bytes(merge(other, part)))
  }
  for (let run = 0; run < 10; run++) same(inAnyOrder(statistic, parts, random), whole)
}

/** The parts, merged two at a time, any two, until one is left. */
function inAnyOrder<S>(
  { none, merge }: Statistic<S>,
  parts: readonly S[],
  random: () => number,
): S {
  const heap = [...parts]
  const draw = () => heap.splice(below(random, heap.length), 1)[0] ?? none
  while (heap.length > 1) heap.push(merge(draw(), draw()))
  return draw()
}

export const sameBytes = (got: unknown, expected: unknown) =>
  expect(bytes(got)).toBe(bytes(expected))

/** All numbers in it are finite, so that it survives JSON. */
export function expectFinite(record: unknown): void {
  expect(bytes(record)).not.toContain('null')
  expect(numbersIn(record).filter((x) => !Number.isFinite(x))).toEqual([])
}

function numbersIn(record: unknown): readonly number[] {
  if (typeof record === 'number') return [record]
  return typeof record === 'object' && record !== null
    ? Object.values(record).flatMap(numbersIn)
    : []
}

/** Numbers that break things. */
export const nasty: readonly number[] = [
  0,
  -0,
  Number.MIN_VALUE,
  -Number.MIN_VALUE,
  2.3e-308,
  1e-160,
  -1e-81,
  1e-80,
  0.1,
  -1,
  1,
  1e9 - 1,
  1e9 + 1,
  2 ** 53,
  -1e79,
  1e80,
  1.1e80,
  -1e154,
  1e155,
  1e308,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
]
