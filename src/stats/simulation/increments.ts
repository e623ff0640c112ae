import { type Chance, stream } from './chance.ts'
import { type RequestCount, requestCount } from './counting/requests.ts'
import { createDrawnSums } from './drawn-sums.ts'
import { createEpochs } from './epochs.ts'
import type { Live } from './look.ts'
import { createNormalSums, isNormalMetric } from './normal-sums.ts'
import type { RateModel } from './outcomes/rate.ts'
import { createRateSums } from './rate-sums.ts'
import { championShare } from './routing.ts'
import type { Faults, Metric, Scenario } from './scenario.ts'
import { cut, drawGroups, type Slot } from './slots.ts'
import type { SumMeter } from './sum-meter.ts'
import { tally } from './tally.ts'

/** A scenario in which requests have nothing to do with each other. */
export type Independent = Scenario & {
  readonly units: { readonly kind: 'Requests' }
  readonly shadow?: never
  readonly faults?: Faults & { readonly bots?: never }
}

/**
 * The same experiment by its sums alone: between two looks so many requests come, so many are assigned
 * each variant, and so many of them have an event. Its evidence has the law that single requests would
 * give it (`experiment.ts`), metrics being independent of each other; all of it lies in bucket 0.
 *
 * Rates, and normal values that keep their mean, cost some microseconds a look, however many requests;
 * any other metric is drawn outcome by outcome.
 */
export function createIncrements(scenario: Independent, seed: number, run = 0): Live {
  const { variants, metrics, sliceMs } = scenario
  const open = (name: string, index = 0): Chance => stream(seed, run, name, index)
  const coming = open('requests')
  const epochs = createEpochs(scenario)
  const exposures = tally<number, RequestCount>(requestCount, 'Live', variants)
  const meters = metrics.map((metric, index) => meterOf(metric, scenario, open('metric', index)))
  let nowMs = 0
  epochs.advance(0)

  function advance(untilMs: number): void {
    while (nowMs < untilMs) {
      const endMs = Math.min(untilMs, Math.max(nowMs, epochs.nextMs()))
      for (const slot of cut(nowMs, endMs, sliceMs)) pass(slot)
      nowMs = endMs
      epochs.advance(nowMs)
    }
    for (const meter of meters) meter.advance(nowMs)
  }

  function pass(slot: Slot): void {
    const shares = epochs.shares()
    for (const group of drawGroups(coming, scenario, [championShare(shares), ...shares], slot)) {
      if (group.n === 0) continue
      const { variant, fellBack } = group
      const place = { epoch: epochs.epoch(), slice: slot.slice, variant, fellBack, bucket: 0 }
      exposures.at(place).add(group.n)
      for (const meter of meters) meter.meet(group, slot, place)
    }
  }

  return {
    advance,
    change: epochs.begin,
    look: () => ({
      nowMs,
      slices: { startMs: 0, lengthMs: sliceMs },
      epochs: epochs.all(),
      tallies: Object.fromEntries(meters.flatMap((meter) => meter.tallies())),
      exposures: exposures.cells(),
      units: undefined,
    }),
  }
}

/** By the quickest way that has the right law. */
function meterOf(metric: Metric, scenario: Scenario, chance: Chance): SumMeter {
  if (isRateMetric(metric)) return createRateSums(metric, scenario, chance)
  if (isNormalMetric(metric)) return createNormalSums(metric, scenario, chance)
  return createDrawnSums(metric, scenario, chance)
}

const isRateMetric = (metric: Metric): metric is Metric & { readonly model: RateModel } =>
  metric.model.kind === 'Rate'
