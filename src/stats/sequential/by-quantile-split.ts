import { stakesFor } from './bets.ts'
import { type EpochEvents, evidenceOfMore, exchangedEvents } from './event-split.ts'
import type { Gate } from './gate.ts'
import type { Inference } from './inference.ts'
import { enoughForEdge, eventsAt, type QuantileSteps } from './quantile-split.ts'

type Settings = {
  /** Ascending, those of the steps. */
  readonly factors: readonly number[]
  readonly scale: number
  readonly estimate: number | undefined
  /** The champion's outcomes so far. */
  readonly have: number
}

/**
 * How many times the champion's quantile the challenger's is. The bounds are factors for which evidence
 * was kept: all beyond them are refused too, since there are fewer requests beyond a larger factor.
 */
export function byQuantileSplit(steps: QuantileSteps, settings: Settings): Inference {
  const { factors, scale, estimate, have } = settings
  const stakes = stakesFor(scale)
  const evidence = (epochs: readonly EpochEvents[]) => evidenceOfMore(epochs, stakes)(1)
  const more = (i: number) => evidence(eventsAt(steps, i, 'more'))
  const less = (i: number) => evidence(eventsAt(steps, i, 'less').map(exchangedEvents))
  return {
    method: 'QuantileSplit',
    estimate,
    gates: [gateOf(steps, have)],
    low: (alpha) => {
      const open = firstThat(factors.length, (i) => more(i) < -Math.log(alpha))
      return factors[open - 1] ?? 0
    },
    high: (alpha) => {
      const refused = firstThat(factors.length, (i) => less(i) >= -Math.log(alpha))
      return factors[refused] ?? Number.POSITIVE_INFINITY
    },
    logPMore: (factor) => logPOf(factors.indexOf(factor), more),
    logPLess: (factor) => logPOf(factors.indexOf(factor), less),
  }
}

const gateOf = ({ edgeMs }: QuantileSteps, have: number): Gate => ({
  name: 'Predictions',
  have: edgeMs === undefined ? Math.min(have, enoughForEdge - 1) : have,
  need: enoughForEdge,
})

/** A factor that no evidence was kept for is not refused. */
const logPOf = (i: number, evidence: (i: number) => number) =>
  i < 0 ? 0 : Math.min(0, -evidence(i))

/** The first of so many places from which on something holds; their number where it nowhere does. */
function firstThat(places: number, holds: (place: number) => boolean): number {
  let [from, to] = [0, places]
  while (from < to) {
    const middle = (from + to) >> 1
    if (holds(middle)) to = middle
    else from = middle + 1
  }
  return from
}
