import type { Arrivals } from '../../../../src/stats/quality/quality.ts'
import {
  noSampleRatioLatch,
  watchSampleRatio,
} from '../../../../src/stats/quality/sample-ratio-watch.ts'
import type { Look } from '../../../../src/stats/simulation/look.ts'
import { cohortsOf } from '../../../../src/stats/sums/cohorts.ts'
import { fitted } from '../../../../src/stats/sums/unit-sample.ts'
import { type Expectation, holds, type Question } from '../cell.ts'

/** Who came: units at first exposure where they come back, else every request. */
export type Arrive = (look: Look) => Arrivals

export const requestsAt: Arrive = ({ epochs, exposures }) => ({
  isSample: false,
  seen: {
    level: 0,
    epochs: epochs.map(({ epoch, shares }) => ({
      shares,
      units: Object.fromEntries(
        Object.keys(shares).map((variant) => [
          variant,
          exposures
            .filter(({ key }) => key.epoch === epoch && key.variant === variant)
            .reduce((sum, { statistic }) => sum + statistic, 0),
        ]),
      ),
    })),
  },
})

/** Out of a unit sample that has room for so many. */
export const unitsAt =
  (capacity: number): Arrive =>
  ({ units, epochs }) => {
    const sample = fitted(units?.level ?? 0, capacity, units?.rows ?? [])
    const cohorts = cohortsOf(sample, '')
    const unitsIn = (epoch: number) =>
      cohorts
        .filter((cohort) => cohort.epoch === epoch)
        .map(({ variant, units }): [string, number] => [variant, units])
    return {
      isSample: true,
      seen: {
        level: sample.level,
        epochs: epochs.map(({ epoch, shares }) => ({
          shares,
          units: Object.fromEntries(unitsIn(epoch)),
        })),
      },
    }
  }

/** Whether they come in the configured shares. */
export const sampleRatio = (
  name: string,
  arrive: Arrive,
  alpha: number,
  expected: readonly Expectation[] = holds(alpha),
): Question => ({
  claims: [{ name: `sample ratio, ${name}, at ${alpha}`, expected }],
  begin: () => {
    let past = noSampleRatioLatch
    return (look) => {
      const { latch, sampleRatio } = watchSampleRatio(arrive(look), past)
      past = latch
      return [sampleRatio.logP <= Math.log(alpha)]
    }
  },
})
