import { describe, expect, it } from 'vitest'
import type { Arrivals, EpochUnits } from '../../../../src/stats/quality/quality.ts'
import { sampleRatioTest } from '../../../../src/stats/quality/sample-ratio.ts'
import {
  noSampleRatioLatch,
  type SampleRatioLatch,
  straysOf,
  watchSampleRatio,
} from '../../../../src/stats/quality/sample-ratio-watch.ts'
import { below, chance } from '../../../chance.ts'

const epochOf = (share: number, old: number, novel: number): EpochUnits => ({
  shares: { old: 1 - share, new: share },
  units: { old, new: novel },
})
const all = (...epochs: readonly EpochUnits[]): Arrivals => ({
  isSample: false,
  seen: { level: 0, epochs },
})
const sample = (level: number, ...epochs: readonly EpochUnits[]): Arrivals => ({
  isSample: true,
  seen: { level, epochs },
})

/** ln p after each of several looks; memory goes through JSON between them. */
function watched(...looks: readonly Arrivals[]): readonly number[] {
  let latch: SampleRatioLatch = noSampleRatioLatch
  return looks.map((arrivals) => {
    const watch = watchSampleRatio(arrivals, latch)
    latch = JSON.parse(JSON.stringify(watch.latch))
    return watch.sampleRatio.logP
  })
}
const doubtful = Math.log(0.001)

describe('units against the configured shares', () => {
  it.each([
    ['as they should', all(epochOf(0.5, 5000, 5000)), false],
    ['nearly as they should', all(epochOf(0.5, 5000, 5100)), false],
    ['too few of one', all(epochOf(0.5, 5000, 4500)), true],
    ['too few of a canary', all(epochOf(0.05, 9500, 350)), true],
    ['none of one', all(epochOf(0.5, 500, 0)), true],
    ['none at all', all(epochOf(0.5, 0, 0)), false],
    ['no epoch', all(), false],
    ['where none may come, which `straysOf` counts', all(epochOf(0, 1000, 1000)), false],
    ['by shares that are none', all(epochOf(Number.NaN, 10, 1000)), false],
  ])('%s', (_, arrivals, isMismatch) => {
    expect(Number(watched(arrivals)[0]) <= doubtful).toBe(isMismatch)
  })

  it('each epoch counts against its own shares: pooled, a ramp would cry wolf', () => {
    const epochs = [epochOf(0.05, 9500, 500), epochOf(0.2, 8000, 2000), epochOf(0.5, 5000, 5000)]
    expect(watched(all(...epochs))[0]).toBe(0)
    const pooled = sampleRatioTest([22_500, 7500], [0.5, 0.5])
    expect('p' in pooled && pooled.p).toBeLessThan(1e-9)
  })

  it('mismatches of several epochs add up', () => {
    const one = epochOf(0.5, 5000, 4700)
    const [single, double] = [watched(all(one))[0], watched(all(one, one))[0]]
    expect(Number(double)).toBeCloseTo(2 * Number(single), 6)
  })

  it('says what came, and what should have', () => {
    const { sampleRatio } = watchSampleRatio(
      all(epochOf(0.05, 940, 60), epochOf(0.5, 500, 500)),
      noSampleRatioLatch,
    )
    expect(sampleRatio).toMatchObject({
      observed: { old: 1440, new: 560 },
      expected: { old: 1450, new: 550 },
    })
  })
})

describe('among eight challengers', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const each = (of: (name: string) => number) => Object.fromEntries(names.map((n) => [n, of(n)]))
  const losing = (n: number, part: number): Arrivals => {
    const shares = { old: 0.6, ...each(() => 0.05) }
    const units = { old: 0.6 * n, ...each((name) => 0.05 * n * (name === 'c' ? 1 - part : 1)) }
    return all({ shares, units })
  }

  it('the one that loses a tenth of its units is found by 60,000, though seven are well', () => {
    expect(watched(losing(60_000, 0.1))[0]).toBeLessThan(doubtful)
    expect(watched(losing(20_000, 0.1))[0]).toBeGreaterThan(doubtful)
    expect(watched(losing(60_000, 0))[0]).toBe(0)
  })

  it('whoever is called like what every object has counts as any other', () => {
    const stray = { shares: { old: 0.5, new: 0.5 }, units: { old: 100, new: 100, constructor: 53 } }
    const { sampleRatio } = watchSampleRatio(all(stray), noSampleRatioLatch)
    expect(straysOf([stray])).toBe(53)
    expect(sampleRatio.observed).toEqual({ constructor: 53, old: 100, new: 100 })
    expect(sampleRatio.expected).toEqual({ constructor: 0, old: 126.5, new: 126.5 })
  })
})

describe('a mismatch', () => {
  it('is not forgotten when the units level out', () => {
    const [first, later] = watched(all(epochOf(0.5, 5000, 4500)), all(epochOf(0.5, 50_000, 50_000)))
    expect(first).toBeLessThan(doubtful)
    expect(later).toBe(first)
  })

  it('of a sample is remembered by level when the sample shrinks', () => {
    const [first, later] = watched(
      sample(0, epochOf(0.5, 2000, 1600)),
      sample(1, epochOf(0.5, 1000, 1000)),
    )
    expect(first).toBeLessThan(doubtful)
    expect(later).toBeCloseTo(Number(first), 6)
  })

  it('needs more evidence in a sample that shrank: each level has its part of the stake', () => {
    const units = epochOf(0.5, 2000, 1600)
    const [whole, shrunk] = [watched(sample(0, units))[0], watched(sample(3, units))[0]]
    expect(Number(shrunk) - Number(whole)).toBeCloseTo(Math.log(20 / 2), 9)
  })
})

describe('units that come back', () => {
  /** Of so many rounds, those with an alarm: 2,000 users, half of them the challenger's, 20,000 requests, 20 looks. */
  const alarms = (rounds: number, what: 'units' | 'requests') =>
    Array.from({ length: rounds }, (_, round) => looks(chance(round), what))
      .map((arrivals) => watched(...arrivals).at(-1) ?? 0)
      .filter((logP) => logP <= doubtful).length

  function looks(random: () => number, what: 'units' | 'requests'): readonly Arrivals[] {
    const isNew = Array.from({ length: 2000 }, () => random() < 0.5)
    const seen = new Set<number>()
    const counts = { old: 0, new: 0 }
    const request = (user: number) => {
      if (what === 'requests' || !seen.has(user)) counts[isNew[user] ? 'new' : 'old']++
      seen.add(user)
    }
    return Array.from({ length: 20 }, () => {
      for (let i = 0; i < 1000; i++) request(below(random, 2000))
      return all(epochOf(0.5, counts.old, counts.new))
    })
  }

  it('are counted once', () => expect(alarms(200, 'units')).toBe(0))

  it('would cry wolf if each request were counted', () => {
    expect(alarms(50, 'requests')).toBeGreaterThan(5)
  })
})
