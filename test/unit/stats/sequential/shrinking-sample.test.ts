import { expect, it } from 'vitest'
import { type EpochEvents, moreEvents } from '../../../../src/stats/sequential/event-split.ts'
import {
  type Seen,
  seenUpTo,
  staked,
  undivided,
} from '../../../../src/stats/sequential/shrinking-sample.ts'
import { type Chance, stream } from '../../../../src/stats/simulation/chance.ts'
import { drawBinomial } from '../../../../src/stats/simulation/draws/binomial.ts'

const at = (level: number, challenger: number): Seen<EpochEvents> => ({
  level,
  epochs: [{ chance: 0.5, champion: 0, challenger }],
})

it('remembers what was last seen at each level, this look included', () => {
  const looks = [at(0, 1), at(0, 2), at(2, 1), at(2, 3), at(3, 1)]
  const seen = looks.reduce((past: readonly Seen<EpochEvents>[], now) => seenUpTo(past, now), [])
  expect(seen).toEqual([at(0, 2), at(2, 3), at(3, 1)])
})

it('never stakes more than there is, however many levels there are', () => {
  const levels = Array.from({ length: 1000 }, (_, level) => at(level, 0))
  const stakes = staked(levels).map(({ logWeight }) => Math.exp(logWeight))
  expect(stakes.reduce((sum, stake) => sum + stake, 0)).toBeCloseTo(1 - 1 / 1001, 12)
  expect(undivided([])).toEqual([{ logWeight: 0, epochs: [] }])
})

it('stakes half on a sample that never shrinks', () => {
  const { epochs } = at(0, 9)
  const whole = moreEvents(undivided(epochs), 0.3).logEvidence(1)
  expect(moreEvents(staked([at(0, 9)]), 0.3).logEvidence(1)).toBeCloseTo(whole - Math.LN2, 12)
})

it('errs in at most 5 % of runs, though the sample is halved fifteen times (seed 2)', () => {
  expect(falseAlarms((seen) => staked(seen))).toBeLessThanOrEqual(0.05)
})

it('has a negative control: the whole stake on each level anew', () => {
  expect(falseAlarms((seen) => undivided(seen.at(-1)?.epochs ?? []))).toBeGreaterThan(0.07)
})

/** The part of 400 runs without an effect in which some look, of ten at each level, alarms. */
function falseAlarms(
  samples: (seen: readonly Seen<EpochEvents>[]) => ReturnType<typeof staked<EpochEvents>>,
): number {
  const alarmed = (run: number) => {
    const random = stream(2, run)
    let seen: readonly Seen<EpochEvents>[] = []
    let [champion, challenger] = [0, 0]
    for (let level = 0; level < 15; level++) {
      for (let look = 0; look < 10; look++) {
        ;[champion, challenger] = grown(random, champion, challenger)
        seen = seenUpTo(seen, { level, epochs: [{ chance: 0.5, champion, challenger }] })
        if (moreEvents(samples(seen), 0.6).logEvidence(1) >= -Math.log(0.05)) return true
      }
      champion = drawBinomial(random, champion, 0.5)
      challenger = drawBinomial(random, challenger, 0.5)
    }
    return false
  }
  return Array.from({ length: 400 }, (_, run) => alarmed(run)).filter(Boolean).length / 400
}

/** Five more events of either variant. */
function grown(random: Chance, champion: number, challenger: number): [number, number] {
  const more = drawBinomial(random, 5, 0.5)
  return [champion + 5 - more, challenger + more]
}
