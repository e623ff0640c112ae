import type { Chance } from './chance.ts'
import { createMeter } from './meter.ts'
import type { Metric, Scenario } from './scenario.ts'
import { type Group, hardShare, type Slot } from './slots.ts'
import type { SumMeter } from './sum-meter.ts'
import type { Place } from './tally.ts'
import { expectedBy, timeOf } from './traffic.ts'
import type { Unit } from './units.ts'

/** A metric whose sums have no law that is easily drawn: outcomes one by one, by themselves. */
export function createDrawnSums(metric: Metric, scenario: Scenario, chance: Chance): SumMeter {
  const { traffic, variants, sliceMs } = scenario
  const meter = createMeter(metric, {
    chance,
    variants,
    hardPart: scenario.hard ?? 0,
    units: 0,
    correlation: 0,
    binMs: sliceMs,
    onEvent: () => {},
  })

  function meet(group: Group, { fromMs, toMs }: Slot, place: Place): void {
    const { n, fellBack, variant } = group
    const [from, to] = [expectedBy(traffic, fromMs), expectedBy(traffic, toMs)]
    const hardPart = hardShare(scenario, group)
    const answering = fellBack ? 0 : variant
    for (let one = 0; one < n; one++) {
      const ms = timeOf(traffic, from + (to - from) * chance())
      const hard = hardPart > 0 && chance() < hardPart
      meter.meet({ unit: nobody, place, situation: { answering, fellBack, hard, ms } })
    }
  }

  return { meet, advance: meter.advance, tallies: meter.tallies }
}

/** Whoever makes a request by itself. */
const nobody: Unit = { number: -1, position: 0, bucket: 0, sample: 0, loss: 0 }
