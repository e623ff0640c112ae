import type { Chance } from './chance.ts'
import { createDrawnSums } from './drawn-sums.ts'
import type { Live } from './look.ts'
import { createNormalSums, isNormalMetric } from './normal-sums.ts'
import type { RateModel } from './outcomes/rate.ts'
import { createRateSums } from './rate-sums.ts'
import { championShare } from './routing.ts'
import type { Faults, Metric, Scenario } from './scenario.ts'
import { cut, drawGroups, type Slot } from './slots.ts'
import { createStage } from './stage.ts'
import type { SumMeter } from './sum-meter.ts'

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
  const { metrics, sliceMs } = scenario
  const { open, epochs, exposures, live } = createStage(scenario, seed, run)
  const coming = open('requests')
  const meters = metrics.map((metric, index) => meterOf(metric, scenario, open('metric', index)))

  function pass(fromMs: number, untilMs: number): void {
    let ms = fromMs
    while (ms < untilMs) {
      const endMs = Math.min(untilMs, Math.max(ms, epochs.nextMs()))
      for (const slot of cut(ms, endMs, sliceMs)) come(slot)
      ms = endMs
      epochs.advance(ms)
    }
  }

  function come(slot: Slot): void {
    const shares = epochs.shares()
    for (const group of drawGroups(coming, scenario, [championShare(shares), ...shares], slot)) {
      if (group.n === 0) continue
      const { variant, fellBack } = group
      const place = { epoch: epochs.epoch(), slice: slot.slice, variant, fellBack, bucket: 0 }
      exposures.at(place).add(group.n)
      for (const meter of meters) meter.meet(group, slot, place)
    }
  }

  return live({ pass, meters })
}

/** By the quickest way that has the right law. */
function meterOf(metric: Metric, scenario: Scenario, chance: Chance): SumMeter {
  if (isRateMetric(metric)) return createRateSums(metric, scenario, chance)
  if (isNormalMetric(metric)) return createNormalSums(metric, scenario, chance)
  return createDrawnSums(metric, scenario, chance)
}

const isRateMetric = (metric: Metric): metric is Metric & { readonly model: RateModel } =>
  metric.model.kind === 'Rate'
