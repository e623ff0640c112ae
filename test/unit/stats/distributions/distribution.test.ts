import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import {
  above,
  below,
  type Distribution,
  pointAbove,
  pointBelow,
} from '../../../../src/stats/distributions/distribution.ts'
import { normal } from '../../../../src/stats/distributions/normal.ts'
import { student } from '../../../../src/stats/distributions/student.ts'
import { chance } from '../../../chance.ts'
import { anyOf, between, makers } from './makers.ts'

type Row = readonly [string, readonly [number, number], number, number, number]
const known: { readonly rows: readonly Row[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'known-answers.json'), 'utf8'),
)
const names = Object.keys(makers)
const smooth = names.filter((name) => name !== 'binomial' && name !== 'noncentralStudent')

/** The error of a ln relative to what a double can say of it, and of its probability. */
const allowed = (log: number) => 1e-12 * Math.min(1, -log) + 1e-15 * -log

it.each(names)('%s: both tails are those of mpmath to 12 digits (recipe.py)', (name) => {
  const rows = known.rows.filter(([of]) => of === name)
  expect(rows.length).toBeGreaterThan(7)
  for (const [, [a, b], x, logBelow, logAbove] of rows) {
    const d = makers[name]?.(a, b) ?? normal
    const say = `${name}(${a}, ${b}) at ${x}`
    expect(Math.abs(d.logBelow(x) - logBelow), say).toBeLessThanOrEqual(allowed(logBelow))
    expect(Math.abs(d.logAbove(x) - logAbove), say).toBeLessThanOrEqual(allowed(logAbove))
  }
})

/** Near 1 a probability's ln has fewer digits of x than x has, as that near ½ has of an x near 0. */
const tells = (log: number, x: number) => log < -1e-3 && Math.abs(x) > 1e-3
const askable = known.rows.filter(([of, [a, b]]) => smooth.includes(of) && !(a < 1e-3 || b < 1e-3))

it.each(askable)('%s(%s): the inverses find %f', (name, [a, b], x, logBelow, logAbove) => {
  const d = makers[name]?.(a, b) ?? normal
  if (tells(logBelow, x)) expect(d.atBelow(logBelow) / x).toBeCloseTo(1, 10)
  if (tells(logAbove, x)) expect(d.atAbove(logAbove) / x).toBeCloseTo(1, 10)
})

it.each(names)('%s: the tails sum to 1, and are monotone', (name) => {
  const random = chance(7)
  for (let run = 0; run < 20; run++) {
    const d = anyOf(name, random)
    const xs = Array.from({ length: 8 }, () => d.atBelow(Math.log(random()))).sort((a, b) => a - b)
    for (const x of xs) expect(below(d, x) + above(d, x)).toBeCloseTo(1, 12)
    expect(isSorted(xs.map((x) => d.logBelow(x)))).toBe(true)
    expect(isSorted(xs.map((x) => -d.logAbove(x)))).toBe(true)
  }
})

it.each(names)('%s: the tail at its inverse is the tail asked for, down to e^−1e5', (name) => {
  const random = chance(8)
  for (let run = 0; run < (smooth.includes(name) ? 150 : 5); run++) {
    const d = anyOf(name, random)
    const log = -between(random, 1e-2, 1e5)
    const [low, high] = [d.atBelow(log), d.atAbove(log)]
    if (name === 'binomial') expectLeast(d, low, high, log)
    else {
      expectTail(d.logBelow(low), log, `${name} below ${low}`, low)
      expectTail(d.logAbove(high), log, `${name} above ${high}`, high)
    }
  }
})

/** Within 1e-5 of 1, or outside the doubles, x cannot be told as exactly as its tails. */
function expectTail(got: number, log: number, say: string, x: number): void {
  if (x === 0 || Math.abs(x - 1) < 1e-5 || !Number.isFinite(x)) return
  expect(Math.abs(got - log), say).toBeLessThan(1e-9 * Math.max(1, -log))
}

function expectLeast(d: Distribution, low: number, high: number, log: number): void {
  expect(d.logBelow(low)).toBeGreaterThanOrEqual(log * (1 + 1e-11))
  expect(d.logBelow(low - 1)).toBeLessThan(log)
  expect(d.logAbove(high)).toBeLessThanOrEqual(log * (1 - 1e-11))
  expect(d.logAbove(high - 1)).toBeGreaterThan(log)
}

const hard = [0, 1e-320, 1e-300, 1e-16, 0.5, 1 - 2 ** -53, 1, 10, 1e8, 1e16, 1e100, 1e300]
const logs = [-1e300, -1e5, -700, -Math.LN2, -1e-3, -1e-300]

it.each(names)('%s: has an answer for every number, at every parameter', (name) => {
  const costly = name === 'noncentralStudent'
  const parameters = costly ? [-1, 0, 1, 1e300] : [-1, ...hard]
  const xs = [...hard, ...hard.map((x) => -x), Number.POSITIVE_INFINITY]
  for (const [a, b] of parameters.flatMap((a) => parameters.map((b) => [a, b] as const))) {
    const d = makers[name]?.(a, b) ?? normal
    const tails = xs.flatMap((x) => [d.logBelow(x), d.logAbove(x)])
    const points = (costly ? [-700] : logs).flatMap((log) => [d.atBelow(log), d.atAbove(log)])
    expect(tails.every((log) => log <= 0) && !points.some(Number.isNaN), `${a}, ${b}`).toBe(true)
  }
})

it.each([
  ['normal', Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  ['student', Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  ['noncentralStudent', Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  ['chiSquared', 0, Number.POSITIVE_INFINITY],
  ['f', 0, Number.POSITIVE_INFINITY],
  ['kolmogorov', 0, Number.POSITIVE_INFINITY],
  ['beta', 0, 1],
  ['binomial', 0, 7],
])('%s: nothing and all lie at the ends of what it can be', (name, least, most) => {
  const d = makers[name]?.(7, 0.5) ?? normal
  expect([pointBelow(d, 0), pointAbove(d, 1)]).toEqual([least, least])
  expect([pointBelow(d, 1), pointAbove(d, 0)]).toEqual([most, most])
})

it.each([
  ['chiSquared', 0],
  ['f', 0],
  ['kolmogorov', 0],
  ['beta', 0],
  ['binomial', -1],
  ['student', Number.NEGATIVE_INFINITY],
])('%s: nothing lies at or below %f', (name, x) => {
  const d = makers[name]?.(7, 0.5) ?? normal
  expect([d.logBelow(x), d.logAbove(x) + 0]).toEqual([Number.NEGATIVE_INFINITY, 0])
})

it('has a negative control: a tail taken from 1 is lost', () => {
  const naive = { ...student(30), logAbove: (x: number) => Math.log(1 - below(student(30), x)) }
  expect(above(student(30), 30)).toBeGreaterThan(0)
  expect(above(naive, 30)).toBe(0)
})

const isSorted = (xs: readonly number[]) => xs.every((x, i) => i === 0 || x >= (xs[i - 1] ?? x))
