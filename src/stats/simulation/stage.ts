import type { UnitSample } from '../sums/unit-sample.ts'
import { type Chance, stream } from './chance.ts'
import { type RequestCount, requestCount } from './counting/requests.ts'
import { createEpochs } from './epochs.ts'
import type { Live } from './look.ts'
import type { Named } from './meter.ts'
import type { Scenario } from './scenario.ts'
import { tally } from './tally.ts'

/** What happens in an experiment, however it is drawn. */
type Play = {
  /** All that comes from one time to a later one. */
  readonly pass: (fromMs: number, untilMs: number) => void
  readonly meters: readonly {
    readonly advance: (nowMs: number) => void
    readonly tallies: () => Named
  }[]
  /** What is counted besides. */
  readonly more?: () => Named
  /** Where units come back. */
  readonly units?: () => UnitSample
}

/**
 * What every experiment has: streams of chance by name, epochs, a count of the requests, and a clock; and how it is
 * watched and steered. A look costs what reading the counters costs that have changed.
 */
export function createStage(scenario: Scenario, seed: number, run: number) {
  const open = (name: string, index = 0): Chance => stream(seed, run, name, index)
  const epochs = createEpochs(scenario)
  const exposures = tally<number, RequestCount>(requestCount, 'Live', scenario.variants)
  epochs.advance(0)

  function live({ pass, meters, more, units }: Play): Live {
    let nowMs = 0
    return {
      advance(untilMs) {
        pass(nowMs, untilMs)
        nowMs = Math.max(nowMs, untilMs)
        epochs.advance(nowMs)
        for (const meter of meters) meter.advance(nowMs)
      },
      change: epochs.begin,
      look: () => ({
        nowMs,
        slices: { startMs: 0, lengthMs: scenario.sliceMs },
        epochs: epochs.all(),
        tallies: Object.fromEntries([
          ...meters.flatMap((meter) => meter.tallies()),
          ...(more?.() ?? []),
        ]),
        exposures: exposures.cells(),
        units: units?.(),
      }),
    }
  }

  return { open, epochs, exposures, live }
}
