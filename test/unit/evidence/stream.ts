import type { Prediction } from '../../../src/evidence/counting/answer.ts'
import type { Scorable } from '../../../src/evidence/counting/outcomes.ts'
import type { Pair, WholePair } from '../../../src/evidence/counting/pair.ts'
import type { Counting } from '../../../src/evidence/open-tally.ts'
import type { Outcome } from '../../../src/evidence/scores/score.ts'
import type { Values } from '../../../src/routing/receipt-values.ts'
import { bucketCount } from '../../../src/stats/strata/tally-key.ts'
import { below, chance } from '../../chance.ts'
import { exposed, fresh, hourMs, old, startMs } from './given.ts'

/** Something that happens to a router, and what it counts of it. */
export type Happening = (counting: Counting) => void

type Random = () => number

/** Requests, outcomes on time and too late, copies and their pairs, of 200 units over three epochs and a day. */
export function happenings(seed: number, n: number): readonly Happening[] {
  const random = chance(seed)
  return Array.from({ length: n }, (): Happening => {
    const receipt = anyReceipt(random)
    return kinds[below(random, kinds.length)]?.(random, receipt) ?? (() => {})
  })
}

const kinds: readonly ((random: Random, receipt: Scorable) => Happening)[] = [
  (random, receipt) => {
    const own = anyPrediction(random)
    return ({ request }) => request({ ...receipt, isUnitless: receipt.bucket === 3 }, own)
  },
  (random, receipt) => {
    const [told, atMs] = [anyOutcome(random), receipt.exposedAtMs + random() * 30 * hourMs]
    return ({ outcome }) => outcome(receipt, told, atMs)
  },
  (random, receipt) => {
    const pair = anyPair(random)
    return ({ copy }) => copy(champions(receipt), fresh, pair)
  },
  (random, receipt) => {
    const arrivedAtMs = receipt.exposedAtMs + random() * 30 * hourMs
    const told = { answers: anyPair(random), outcome: anyOutcome(random), arrivedAtMs }
    return ({ pair }) => {
      if (isWhole(told.answers)) pair(champions(receipt), fresh, { ...told, answers: told.answers })
    }
  },
]

const champions = (receipt: Scorable): Scorable => ({ ...receipt, assigned: old, how: 'Normal' })
const isWhole = (pair: Pair): pair is WholePair => pair.challenger !== undefined

function anyReceipt(random: Random): Scorable {
  const [unit, epoch, slice] = [below(random, 200), 1 + below(random, 3), below(random, 24)]
  const assigned = (unit + epoch) % 3 === 0 ? fresh : old
  const hows = ['Normal', 'Normal', 'Fallback', 'CircuitOpen', 'Override'] as const
  return exposed({
    ...{ epoch, slice, assigned, bucket: unit % bucketCount, unitHash: (unit * 0.618) % 1 },
    how: assigned === old ? 'Normal' : (hows[below(random, hows.length)] ?? 'Normal'),
    exposedAtMs: startMs + (slice + random()) * hourMs,
    values: anyValues(random),
  })
}

const anyPair = (random: Random): Pair => ({
  champion: anyPrediction(random),
  challenger: random() < 0.1 ? undefined : anyPrediction(random),
})

function anyPrediction(random: Random): Prediction {
  const failed = random() < 0.1
  const latencyMs = failed && random() < 0.5 ? Number.POSITIVE_INFINITY : 400 * random() ** 2
  return { failed, latencyMs, values: failed ? {} : anyValues(random) }
}

function anyValues(random: Random): Values {
  const p = random()
  if (p < 0.05) return {}
  return {
    label: p < 0.5 ? 'no' : 'yes',
    value: 90 + 20 * random(),
    probability: p,
    probabilities: [
      ['yes', p],
      ['no', 1 - p],
    ],
  }
}

const truths = ['yes', 'no', 101.5, 98, true, null] as const

const anyOutcome = (random: Random): Outcome => ({
  truth: truths[below(random, truths.length)],
  values: random() < 0.1 ? {} : { pnl: 200 * random() - 100 },
})
