import type { Live } from './look.ts'
import { createMeter } from './meter.ts'
import { createRequests, type Request, unitsOf } from './requests.ts'
import { assigned } from './routing.ts'
import type { Scenario } from './scenario.ts'
import { createShadowing } from './shadowing.ts'
import { createStage } from './stage.ts'
import { createUnitRows } from './unit-rows.ts'

/**
 * A live experiment, request by request: who comes, whom chance assigns, who answers, what comes of it and
 * when that is known. The truth, against which everything that counts or judges can be held.
 *
 * The same scenario, seed and run give the same evidence, to the last byte. Arrivals, units, routing and
 * each metric have chance of their own: changing one leaves the others as they were.
 * Cost: 0.3 µs a request and metric; where units come back 1 to 2 µs, by the number of looks.
 */
export function createExperiment(scenario: Scenario, seed: number, run = 0): Live {
  const { variants, layout, metrics, hard = 0, timeouts, faults, sliceMs } = scenario
  const { open, epochs, exposures, live } = createStage(scenario, seed, run)
  const units = unitsOf(scenario)
  const requests = createRequests(open, scenario)
  const routing = open('routing')
  const rows = scenario.units.kind === 'Sticky' ? createUnitRows(variants) : undefined
  const meters = metrics.map((metric, index) =>
    createMeter(metric, {
      chance: open('metric', index),
      variants,
      hardPart: hard,
      units,
      correlation: scenario.units.kind === 'Sticky' ? scenario.units.correlation : 0,
      binMs: sliceMs,
      onEvent: (unit, place, metric) => rows?.event(unit, place, metric),
    }),
  )
  const shadowing = scenario.shadow && createShadowing(open, scenario.shadow, { variants, units })

  function serve({ ms, unit }: Request): void {
    const variant = assigned(unit.position, epochs.shares(), layout)
    if (unit.loss < (faults?.lostUnits?.[variant] ?? 0)) return
    const isHard = hard > 0 && routing() < hard
    const fellBack = isHard && variant > 0 && routing() < (timeouts?.[variant] ?? 0)
    const slice = Math.floor(ms / sliceMs)
    const place = { epoch: epochs.epoch(), slice, variant, fellBack, bucket: unit.bucket }
    exposures.at(place).add()
    rows?.request(unit, place)
    const situation = { answering: fellBack ? 0 : variant, fellBack, hard: isHard, ms }
    for (const meter of meters) meter.meet({ unit, place, situation })
    shadowing?.meet(unit, place, ms)
  }

  function pass(_: number, untilMs: number): void {
    while (requests.nextMs() <= untilMs) {
      epochs.advance(requests.nextMs())
      serve(requests.next())
    }
  }

  return live({
    pass,
    meters,
    ...(shadowing && { more: shadowing.tallies }),
    ...(rows && { units: rows.sample }),
  })
}
