import { describe, expect, it } from 'vitest'
import { f1 } from '../../../../src/stats/estimates/f1.ts'
import {
  type Cluster,
  type Figure,
  type Jackknifed,
  jackknife,
  joinedCluster,
} from '../../../../src/stats/estimates/jackknife.ts'
import type { Means } from '../../../../src/stats/estimates/reading.ts'
import { logP } from '../../../../src/stats/sequential/sequence.ts'
import { stream } from '../../../../src/stats/simulation/chance.ts'
import { drawMultinomial } from '../../../../src/stats/simulation/draws/multinomial.ts'
import { drawNormal } from '../../../../src/stats/simulation/draws/normal.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import { below, chance } from '../../../chance.ts'

const level: Figure = ([means = []]) => means[0]
const difference: Figure = ([[a = 0] = [], [b = 0] = []]) => b - a

const found = (estimate: Jackknifed | undefined): Jackknifed => {
  if (estimate === undefined) throw new Error('nothing was estimated')
  return estimate
}

const of = (...values: readonly number[]): Means => ({
  n: values.length,
  means: [values.length === 0 ? 0 : values.reduce((sum, x) => sum + x, 0) / values.length],
})
const nothing = of()

/** Clusters of one epoch and one side. */
const alone = (...clusters: readonly Means[]): readonly Cluster[] =>
  clusters.map((each) => [[each]])

const sum = (numbers: readonly number[]) => numbers.reduce((total, x) => total + x, 0)

it('has the textbook error of a mean where every outcome is a cluster of its own', () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6]
  const mean = sum(values) / 8
  const variance = sum(values.map((x) => (x - mean) ** 2)) / 7
  const estimate = found(jackknife(alone(...values.map((x) => of(x))), level, 8))
  expect(estimate.value).toBeCloseTo(mean, 12)
  expect(estimate.squaredError).toBeCloseTo(variance / 8, 12)
  expect(estimate).toMatchObject({ n: 8, df: 7, clusters: 8 })
})

describe('beside a jackknife by hand, of raw outcomes', () => {
  const random = chance(6)
  const outcomes = Array.from({ length: 600 }, () => {
    const [cluster, epoch] = [below(random, 12), below(random, 3)]
    const side = random() < ([0.1, 0.3, 0.5][epoch] ?? 0) ? 1 : 0
    return { cluster, epoch, side, x: random() + cluster / 20 + epoch + side * 0.1 }
  })
  type Outcome = (typeof outcomes)[number]
  const part = (from: readonly Outcome[], epoch: number, side: number) =>
    from.filter((each) => each.epoch === epoch && each.side === side).map(({ x }) => x)
  const weights = [0, 1, 2].map(
    (epoch) => outcomes.filter((each) => each.epoch === epoch).length / 600,
  )
  const combined = (from: readonly Outcome[]) =>
    sum(
      weights.map((weight, epoch) => {
        const [a, b] = [of(...part(from, epoch, 0)), of(...part(from, epoch, 1))]
        return weight * ((b.means[0] ?? 0) - (a.means[0] ?? 0))
      }),
    )
  const clusters = [...Array(12).keys()].map((cluster): Cluster => {
    const own = outcomes.filter((each) => each.cluster === cluster)
    return [0, 1, 2].map((epoch) => [0, 1].map((side) => of(...part(own, epoch, side))))
  })

  it('combines epochs with weights that stay, and leaves each cluster out of all of them', () => {
    const { value, squaredError, df } = found(jackknife(clusters, difference, 600))
    const without = [...Array(12).keys()].map((cluster) =>
      combined(outcomes.filter((each) => each.cluster !== cluster)),
    )
    const mean = sum(without) / 12
    expect(value).toBeCloseTo(combined(outcomes), 12)
    expect(squaredError).toBeCloseTo((sum(without.map((x) => (x - mean) ** 2)) * 11) / 12, 12)
    expect(df).toBe(11)
  })

  it('does not mind how many clusters are empty, nor in which order they come', () => {
    const empty: Cluster = [0, 1, 2].map(() => [nothing, nothing])
    const { value, squaredError, df } = found(jackknife(clusters, difference, 600))
    const other = found(jackknife([empty, ...clusters.toReversed(), empty], difference, 600))
    expect(other.value).toBeCloseTo(value, 12)
    expect(other.squaredError).toBeCloseTo(squaredError, 12)
    expect(other.df).toBe(df)
  })
})

it('knows that errors of the same units add up over epochs, as a sum over epochs does not', () => {
  const sizes = [1, 5, 2, 8, 3, 7, 4, 6]
  const clusters = sizes.map((x): Cluster => [[of(x, x)], [of(x, x)]])
  const one = found(jackknife(alone(...sizes.map((x) => of(x, x))), level, 16))
  const both = found(jackknife(clusters, level, 32))
  expect(both.squaredError).toBeCloseTo(one.squaredError, 12)
  const summed = 2 * (one.squaredError / 4)
  expect(summed).toBeCloseTo(both.squaredError / 2, 12)
})

it('follows Shao and Wu: groups of outcomes, left out together, tell the error of F1', () => {
  const random = stream(6)
  const groups = Array.from({ length: 64 }, () => {
    const counts = drawMultinomial(random, 300, [0.3, 0.15, 0.1, 0.45])
    return { n: 300, means: counts.map((count) => count / 300) }
  })
  const figure: Figure = ([means = []]) => f1.value(means)
  const { squaredError } = found(jackknife(alone(...groups), figure, 19_200))
  const whole = groups.reduce(
    (all, { means }) => all.map((x, i) => x + (means[i] ?? 0) / 64),
    [0, 0, 0, 0],
  )
  const gradient = f1.gradient(whole)
  const mean = sum(whole.map((p, i) => p * (gradient[i] ?? 0)))
  const variance = sum(whole.map((p, i) => p * ((gradient[i] ?? 0) - mean) ** 2)) / 19_200
  expect(squaredError / variance).toBeGreaterThan(0.7)
  expect(squaredError / variance).toBeLessThan(1.4)
})

describe('what it rests on', () => {
  const two = (a: Means, b: Means): Cluster => [[a, b]]

  it('is the clusters of the side that occupies the fewest', () => {
    const clusters = [
      two(of(1, 2), of(3)),
      two(of(2), of(5)),
      two(of(4), nothing),
      two(of(9), nothing),
    ]
    expect(found(jackknife(clusters, difference, 7))).toMatchObject({ df: 1, clusters: 2 })
  })

  it('is nothing where one cluster less leaves a side empty', () => {
    expect(jackknife([two(of(1), of(3)), two(of(2), nothing)], difference, 3)).toBeUndefined()
  })

  it('is only epochs in which both sides have something', () => {
    const speaking = [0, 1, 2].map((i) => [of(i), of(2 * i, 1)])
    const silent = [
      [of(100), nothing],
      [nothing, nothing],
      [of(300), nothing],
    ]
    const both = speaking.map((sides, i): Cluster => [sides, silent[i] ?? []])
    const { value, squaredError } = found(jackknife(both, difference, 9))
    const alone = found(
      jackknife(
        speaking.map((sides): Cluster => [sides]),
        difference,
        9,
      ),
    )
    expect(value).toBeCloseTo(alone.value, 12)
    expect(squaredError).toBeCloseTo(alone.squaredError, 12)
  })

  it.each<readonly [string, readonly Cluster[]]>([
    ['no clusters', []],
    ['clusters without epochs', [[], []]],
    ['epochs without sides', [[[]], [[]]]],
    ['only empty ones', [two(nothing, nothing), two(nothing, nothing)]],
    ['an empty side', [two(of(1), nothing), two(of(2), nothing)]],
    ['a single cluster', [two(of(1, 2), of(3))]],
  ])('is nothing: %s', (_, clusters) => {
    expect(jackknife(clusters, difference, 0)).toBeUndefined()
  })

  it('is nothing where the figure is not defined, or beyond numbers', () => {
    expect(jackknife(alone(of(1), of(2), of(3)), () => Infinity, 3)).toBeUndefined()
    expect(jackknife(alone(of(1), of(2), of(3)), () => undefined, 3)).toBeUndefined()
    const needsThree: Figure = ([[mean = 0] = []]) => (mean > 1.4 ? mean : undefined)
    expect(jackknife(alone(of(1), of(1), of(3)), needsThree, 3)).toBeUndefined()
  })
})

describe('the skew of an estimate', () => {
  const skewOf = (clusters: readonly Cluster[]) => found(jackknife(clusters, level, 1)).skew
  const random = chance(3)
  const spreadOver = (count: number, values: readonly number[]) => {
    const parts = Array.from({ length: count }, (): number[] => [])
    for (const value of values) parts[below(random, count)]?.push(value)
    return alone(...parts.map((part) => of(...part)))
  }
  const rarely = (disasters: number) =>
    Array.from({ length: 4000 }, (_, i) => (i < disasters ? 50 : random()))

  it('is that of its outcomes, over the root of how many they are', () => {
    const outcomes = Array.from({ length: 400 }, (_, i) => (i < 4 ? 10 : 0))
    const skew = (1 - 2 * 0.01) / Math.sqrt(0.01 * 0.99)
    expect(skewOf(alone(...outcomes.map((x) => of(x))))).toBeCloseTo(skew / 20, 6)
    expect(skewOf(alone(...outcomes.map((x) => of(-x))))).toBeCloseTo(-skew / 20, 6)
  })

  it.each([
    [1, 0.7, 1],
    [9, 0.2, 0.45],
    [400, 0, 0.16],
  ])('shows in clusters, where %i of 4,000 are far off', (disasters, from, to) => {
    const skew = skewOf(spreadOver(64, rarely(disasters)))
    expect(skew).toBeGreaterThan(from)
    expect(skew).toBeLessThan(to)
  })

  it('is not known of few clusters, or where a few hold nearly all', () => {
    expect(skewOf(spreadOver(64, rarely(9)))).toBeDefined()
    expect(skewOf(spreadOver(40, rarely(9)))).toBeUndefined()
    const uneven = spreadOver(64, rarely(9)).concat(spreadOver(1, rarely(9)))
    expect(skewOf(uneven)).toBeUndefined()
    expect(skewOf(alone(...Array.from({ length: 64 }, () => of(1))))).toBeUndefined()
  })
})

it('joins clusters as if their outcomes had been one', () => {
  const joined = joinedCluster([[of(1, 2), nothing]], [[of(6), of(4)]])
  expect(joined).toEqual([[of(1, 2, 6), of(4)]])
})

describe('in a sequence that is looked at eighty times (seed 15)', () => {
  it('errs in at most one of twenty with sixteen clusters, by their t', () => {
    expect(falseAlarms((df) => df)).toBeLessThanOrEqual(0.05)
  })

  it('has a negative control: sixteen clusters taken for plenty', () => {
    expect(falseAlarms(() => Infinity)).toBeGreaterThan(0.08)
  })
})

/** The part of 400 runs without an effect in which some look, on either side at 0.025, alarms. */
function falseAlarms(degrees: (df: number) => number): number {
  const alpha = 0.025
  const alarmed = (run: number) => {
    const random = stream(15, run)
    const sums = new Array<number>(16).fill(0)
    let before = 0
    return logSpaced(5, 50_000, 80).some((n) => {
      for (const i of sums.keys())
        sums[i] = (sums[i] ?? 0) + Math.sqrt(n - before) * drawNormal(random)
      before = n
      const clusters = alone(...sums.map((total) => ({ n, means: [total / n] })))
      const { df, ...estimate } = found(jackknife(clusters, level, 16 * n))
      const judged = { ...estimate, value: Math.abs(estimate.value), df: degrees(df) }
      return logP(judged, 0, { alpha, tunedFor: 8000 }) <= Math.log(alpha)
    })
  }
  return Array.from({ length: 400 }, (_, run) => alarmed(run)).filter(Boolean).length / 400
}
