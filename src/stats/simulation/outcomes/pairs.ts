import { pointAbove } from '../../distributions/distribution.ts'
import { normal } from '../../distributions/normal.ts'
import { type Chance, stream } from '../chance.ts'
import { drawNormal } from '../draws/normal.ts'
import { type DisasterPairs, disasterPair } from './disasters.ts'

/** What two variants make of the same request: the champion answers, a challenger answers a copy. */
export type PairModel = LossPairs | EventPairs | DisasterPairs

/** Two losses of one deviation, the challenger's higher by `effects` on average. */
export type LossPairs = {
  readonly kind: 'Losses'
  readonly mean: number
  readonly deviation: number
  /** Of the two losses of one request. */
  readonly correlation: number
  readonly effects: readonly number[]
  /** Of the differences of two successive requests of one unit: AR(1). */
  readonly serial: number
  /** What part of the variance of differences all units share, for so long at a time. */
  readonly shock: { readonly part: number; readonly everyMs: number }
  /** The highest part of each variant's losses is higher by so much: time-outs, with a gap below them. */
  readonly jump?: { readonly part: number; readonly by: number }
}

/** Something happens to both, to one or to none. */
type EventPairs = {
  readonly kind: 'Events'
  readonly both: number
  /** By challenger: the chances that it happens to the champion alone, and to the challenger alone. */
  readonly championOnly: readonly number[]
  readonly challengerOnly: readonly number[]
  /** With this chance the next request of a unit repeats what happened to the last: DAR(1). */
  readonly serial: number
}

/** Both outcomes of the same request. */
export type Pair = { readonly champion: number; readonly challenger: number }

/** The pair of a unit's request: `challenger` counts from 0. Calls must come in the order of time. */
export type PairSource = (unit: number, challenger: number, ms: number) => Pair

/** Requires `challengers`, and `units` that count from 0; requests by themselves are all one series. */
export function pairSource(
  chance: Chance,
  model: PairModel,
  { units, challengers }: { readonly units: number; readonly challengers: number },
): PairSource {
  switch (model.kind) {
    case 'Losses':
      return losses(chance, model, units * challengers, challengers)
    case 'Events':
      return events(chance, model, units * challengers, challengers)
    case 'Disasters':
      return () => disasterPair(chance, model)
  }
}

function losses(
  chance: Chance,
  { mean, deviation, correlation, effects, serial, shock, jump }: LossPairs,
  series: number,
  challengers: number,
): PairSource {
  const last = Float64Array.from({ length: series }, () => drawNormal(chance))
  const shockAt = shocks(chance(), shock.everyMs)
  const fresh = Math.sqrt(1 - serial ** 2)
  const ofDifference = deviation * Math.sqrt(2 * (1 - correlation))
  const ofMiddle = deviation * Math.sqrt((1 + correlation) / 2)
  const highest = jump === undefined ? Infinity : deviation * pointAbove(normal, jump.part)
  const jumped = (loss: number, level: number) =>
    loss - level > highest ? loss + (jump?.by ?? 0) : loss
  return (unit, challenger, ms) => {
    const at = Math.max(0, unit) * challengers + challenger
    const own = last[at] ?? 0
    last[at] = serial * own + fresh * drawNormal(chance)
    const common = shock.part > 0 ? Math.sqrt(shock.part) * shockAt(challenger, ms) : 0
    const scatter = common + Math.sqrt(1 - shock.part) * own
    const effect = (effects[challenger] ?? 0) / 2
    const half = effect + (ofDifference * scatter) / 2
    const middle = mean + ofMiddle * drawNormal(chance)
    return {
      champion: jumped(middle - half, mean - effect),
      challenger: jumped(middle + half, mean + effect),
    }
  }
}

/** A normal number that all units share while a stretch of time lasts. */
function shocks(seed: number, everyMs: number): (challenger: number, ms: number) => number {
  const current: { stretch: number; value: number }[] = []
  return (challenger, ms) => {
    const stretch = Math.floor(ms / everyMs)
    const known = current[challenger]
    if (known?.stretch === stretch) return known.value
    const value = drawNormal(stream(seed, challenger, stretch))
    current[challenger] = { stretch, value }
    return value
  }
}

function events(
  chance: Chance,
  { both, championOnly, challengerOnly, serial }: EventPairs,
  series: number,
  challengers: number,
): PairSource {
  const last = new Array<Pair | undefined>(series)
  return (unit, challenger) => {
    const at = Math.max(0, unit) * challengers + challenger
    const before = last[at]
    const pair = before !== undefined && chance() < serial ? before : drawPair(challenger)
    last[at] = pair
    return pair
  }

  function drawPair(challenger: number): Pair {
    const number = chance()
    const champion = both + (championOnly[challenger] ?? 0)
    const any = champion + (challengerOnly[challenger] ?? 0)
    if (number < both) return { champion: 1, challenger: 1 }
    if (number < champion) return { champion: 1, challenger: 0 }
    return { champion: 0, challenger: number < any ? 1 : 0 }
  }
}
