import { expect, it } from 'vitest'
import type { EpochUnits } from '../../../../src/stats/quality/quality.ts'
import { logEvidenceOfMismatch } from '../../../../src/stats/quality/sample-ratio.ts'
import {
  noSampleRatioLatch,
  watchSampleRatio,
} from '../../../../src/stats/quality/sample-ratio-watch.ts'
import {
  type Seen,
  seenUpTo,
  staked,
  undivided,
} from '../../../../src/stats/quality/shrinking-sample.ts'
import { type Chance, stream } from '../../../../src/stats/simulation/chance.ts'
import { drawBinomial } from '../../../../src/stats/simulation/draws/binomial.ts'

const at = (level: number, novel: number, old = 0): Seen<EpochUnits> => ({
  level,
  epochs: [{ shares: { old: 0.5, new: 0.5 }, units: { old, new: novel } }],
})

it('remembers what was last seen at each level, this look included', () => {
  const looks = [at(0, 1), at(0, 2), at(2, 1), at(2, 3), at(3, 1)]
  const seen = looks.reduce((past: readonly Seen<EpochUnits>[], now) => seenUpTo(past, now), [])
  expect(seen).toEqual([at(0, 2), at(2, 3), at(3, 1)])
})

it('never stakes more than there is, however many levels there are', () => {
  const levels = Array.from({ length: 1000 }, (_, level) => at(level, 0))
  const stakes = staked(levels).map(({ logWeight }) => Math.exp(logWeight))
  expect(stakes.reduce((sum, stake) => sum + stake, 0)).toBeCloseTo(1 - 1 / 1001, 12)
  expect(undivided([])).toEqual([{ logWeight: 0, epochs: [] }])
})

it('stakes half on a sample that never shrinks', () => {
  const logPOf = (isSample: boolean) =>
    watchSampleRatio({ isSample, seen: at(0, 900, 500) }, noSampleRatioLatch).sampleRatio.logP
  expect(logPOf(true)).toBeCloseTo(logPOf(false) + Math.LN2, 12)
})

/** At a level that is often reached, so that few runs tell. */
const alpha = 0.2

it('errs in at most alpha of runs, though the sample is halved fifteen times (seed 2)', () => {
  expect(falseAlarms(watching)).toBeLessThanOrEqual(alpha)
})

it('has a negative control: the whole stake on each level anew', () => {
  expect(falseAlarms(() => anew)).toBeGreaterThan(1.2 * alpha)
})

type Alarm = (now: Seen<EpochUnits>) => boolean

function watching(): Alarm {
  let latch = noSampleRatioLatch
  return (seen) => {
    const watch = watchSampleRatio({ isSample: true, seen }, latch)
    latch = watch.latch
    return watch.sampleRatio.logP <= Math.log(alpha)
  }
}

function anew({ epochs }: Seen<EpochUnits>): boolean {
  const units = epochs[0]?.units
  const logE = logEvidenceOfMismatch([units?.['old'] ?? 0, units?.['new'] ?? 0], [1, 1])
  return typeof logE === 'number' && logE >= -Math.log(alpha)
}

/** The part of 400 runs of half the traffic each in which some look, of ten at each level, alarms. */
function falseAlarms(begin: () => Alarm): number {
  const alarmed = (run: number) => {
    const random = stream(2, run)
    const alarms = begin()
    let [old, novel] = [0, 0]
    for (let level = 0; level < 15; level++) {
      for (let look = 0; look < 10; look++) {
        ;[old, novel] = grown(random, old, novel)
        if (alarms(at(level, novel, old))) return true
      }
      old = drawBinomial(random, old, 0.5)
      novel = drawBinomial(random, novel, 0.5)
    }
    return false
  }
  return Array.from({ length: 400 }, (_, run) => alarmed(run)).filter(Boolean).length / 400
}

/** 2,000 more units of either variant. */
function grown(random: Chance, old: number, novel: number): [number, number] {
  const more = drawBinomial(random, 2000, 0.5)
  return [old + 2000 - more, novel + more]
}
