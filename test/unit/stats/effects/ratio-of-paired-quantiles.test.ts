import { describe, expect, it } from 'vitest'
import type { LatencyPairs } from '../../../../src/stats/effects/observed.ts'
import { ratioOfPairedQuantiles } from '../../../../src/stats/effects/ratio-of-paired-quantiles.ts'
import { isOpen } from '../../../../src/stats/sequential/gate.ts'
import type { Inference } from '../../../../src/stats/sequential/inference.ts'
import { type Chance, stream } from '../../../../src/stats/simulation/chance.ts'
import { drawNormal } from '../../../../src/stats/simulation/draws/normal.ts'
import { isUnknown } from '../../../../src/stats/unknown.ts'
import { latencyPairs } from './given.ts'

function ofLatencies(pairs: LatencyPairs): Inference {
  const inference = ratioOfPairedQuantiles(pairs, 5000)
  if (isUnknown(inference)) throw new Error(inference.sentence)
  return inference
}

function skewed(random: () => number, n: number, factor: number) {
  const hard = Array.from({ length: n }, () => 100 * Math.exp(0.5 * drawNormal(random)))
  const noisy = () => Math.exp(0.1 * drawNormal(random))
  return [hard.map((ms) => ms * noisy()), hard.map((ms) => ms * factor * noisy())] as const
}

describe('a ratio of quantiles of pairs', () => {
  it('is less sure where an hour alone makes the difference', () => {
    const random = stream(4)
    const [old, novel] = skewed(random, 6400, 1)
    const hour = novel.map((ms, i) => (i < 400 ? 2 * ms : ms))
    const shuffled = novel.map((ms, i) => (i % 16 === 0 ? 2 * ms : ms))
    const [blocks, even] = [hour, shuffled].map((ms) => ofLatencies(latencyPairs(0.95, old, ms)))
    expect(blocks?.low(0.05)).toBeLessThan((even?.low(0.05) ?? 0) - 0.02)
  })

  it('asks for pairs, blocks of time, and slow ones', () => {
    const [old, novel] = skewed(stream(5), 640, 1)
    expect(ofLatencies(latencyPairs(0.95, old, novel)).gates).toEqual([
      { name: 'Pairs', have: 640, need: 250 },
      { name: 'Blocks', have: 8, need: 8 },
      { name: 'Events', have: 32, need: 40 },
    ])
  })

  it('asks for buckets too where units come back, of which they count as so many', () => {
    const pairs = { ...latencyPairs(0.95, ...skewed(stream(6), 3200, 1)), effective: 300 }
    expect(ofLatencies(pairs).gates).toMatchObject([
      { name: 'Pairs', have: 300 },
      { name: 'Blocks' },
      { name: 'Buckets', have: 0 },
      { name: 'Events', have: 15 },
    ])
  })

  it.each([0, 1])('is unknown of nothing, and of the quantile %d of all', (quantile) => {
    expect(ratioOfPairedQuantiles(latencyPairs(0.95, [], []), 5000)).toMatchObject({
      unknown: 'TooFew',
    })
    const some = latencyPairs(quantile, ...skewed(stream(7), 640, 1))
    expect(ratioOfPairedQuantiles(some, 5000)).toMatchObject({ unknown: 'OutOfRange' })
  })
})

/** Two latencies of each request, whose logarithms are so correlated. */
function correlated(chance: Chance, n: number, correlation: number) {
  const own = Math.sqrt(1 - correlation ** 2)
  const normals = Array.from({ length: n }, () => {
    const z = drawNormal(chance)
    return [z, correlation * z + own * drawNormal(chance)] as const
  })
  return [0, 1].map((side) => normals.map((both) => 100 * Math.exp(0.5 * (both[side] ?? 0))))
}

const width = ({ low, high }: Inference) => Math.log(high(0.05) / low(0.05))

// Of medians, since two rarely are among the slowest twentieth apart more often than by chance.
it.each([
  [0.9, 0.9, 1.1],
  [-0.9, 1.2, 1.6],
])('is as wide as by independent requests, and wider where both move apart: %s', (correlation, least, most) => {
  const widthAt = (correlation: number) => {
    const [old = [], novel = []] = correlated(stream(9), 6400, correlation)
    return width(ofLatencies(latencyPairs(0.5, old, novel)))
  }
  expect(widthAt(correlation) / widthAt(0)).toBeGreaterThan(least)
  expect(widthAt(correlation) / widthAt(0)).toBeLessThan(most)
})

/** Fast ones, and twenty times slower ones. */
const withGap = (chance: Chance, n: number, slow: number) =>
  Array.from({ length: n }, () => (chance() < slow ? 2000 : 60 + 40 * chance()))

const worlds = [
  { quantile: 0.95, slow: 0.05 },
  { quantile: 0.95, slow: 0.047 },
  { quantile: 0.95, slow: 0.053 },
  { quantile: 0.5, slow: 0.5 },
]

it.each(
  worlds,
)('sends hardly any home of two that are alike, with a gap beside the quantile: %o', ({
  quantile,
  slow,
}) => {
  const [runs, alpha] = [40, 0.05]
  const wrongAt = (run: number, n: number) => {
    const of = (side: number) => withGap(stream(11, run, side), n, slow)
    const { gates, logPMore } = ofLatencies(latencyPairs(quantile, of(0), of(1), n / 80))
    return [1, 1.1].map((ratio) => isOpen(gates) && logPMore(ratio, alpha) <= Math.log(alpha))
  }
  const wrong = [0, 0]
  for (let run = 0; run < runs; run++) {
    const looks = [2560, 5120, 7680].map((n) => wrongAt(run, n))
    for (const k of [0, 1]) if (looks.some((look) => look[k])) wrong[k] = (wrong[k] ?? 0) + 1
  }
  expect(Math.max(...wrong)).toBeLessThanOrEqual(alpha * runs)
})
