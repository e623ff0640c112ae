import type { RoutingPlan } from '../../../../src/api/routing-plan.ts'
import type { Pair } from '../../../../src/evidence/counting/pair.ts'
import { noBits, set } from '../../../../src/evidence/seen/bits.ts'
import { packedBits } from '../../../../src/evidence/seen/packing.ts'
import type { Instance } from '../../../../src/router/instance/instance.ts'
import type { Receipt } from '../../../../src/routing/receipt.ts'
import type { Values } from '../../../../src/routing/receipt-values.ts'
import { below, chance } from '../../../chance.ts'
import { fresh, hourMs, metrics, old, startMs } from '../../evidence/given.ts'
import { arrived, beats, one, plan, received, two } from './given.ts'

type Random = () => number

/** Something that happens to an instance; what comes of it can be compared. */
export type Happening = (instance: Instance) => unknown

/** A day of requests, copies, outcomes on time, late, twice, of rounds that are over or to come, plans, pulls and heirs. */
export function happenings(seed: number, n: number): readonly Happening[] {
  const random = chance(seed)
  const day: Day = { random, given: [], round: 1, revision: 1, nowMs: startMs }
  return Array.from({ length: n }, () => {
    day.nowMs += random() * 60_000
    return oneOf(random)(day)
  })
}

/** Sums too: what happens in the same order comes to the same, to the last digit. */
export const wholePlan = (edits: Partial<RoutingPlan> = {}): RoutingPlan =>
  plan({ metrics: Object.values(metrics), ...edits })

type Day = {
  readonly random: Random
  /** Receipts that outcomes may come for. */
  readonly given: ReturnType<typeof received>[]
  round: number
  revision: number
  nowMs: number
}

const weighted: readonly (readonly [number, (day: Day) => Happening])[] = [
  [40, aRequest],
  [30, anOutcome],
  [12, aCopy],
  [0.6, aPlanChange],
  [2, aPull],
  [1, () => (instance) => instance.look()],
  [
    1,
    ({ nowMs }) =>
      (instance) =>
        beats(instance, nowMs, 20),
  ],
  [2, () => (instance) => instance.note('ReceiptTampered')],
  [
    4,
    ({ nowMs }) =>
      (instance) =>
        instance.writeDown(nowMs),
  ],
  [1, othersHaveSeen],
  [1, anHeir],
]

function oneOf(random: Random): (day: Day) => Happening {
  let at = random() * weighted.reduce((sum, [weight]) => sum + weight, 0)
  for (const [weight, make] of weighted) {
    at -= weight
    if (at < 0) return make
  }
  return aRequest
}

function aRequest(day: Day): Happening {
  const { random } = day
  const known = aReceipt(day)
  const own = anAnswer(random)
  const isUnitless = random() < 0.1
  return (instance) => instance.request({ ...known.receipt, isUnitless }, own)
}

/** Sometimes the outcome was there sooner than the copy's answer. */
function aCopy(day: Day): Happening {
  const { random, given } = day
  const recent = given[given.length - 1 - below(random, 40)]
  const isLate = recent?.receipt.assigned === old && random() < 0.5
  const { receipt } = isLate ? recent : aReceipt(day, { assigned: old, how: 'Normal' })
  const pair: Pair = {
    champion: { ...anAnswer(random), failed: false, values: receipt.values },
    challenger: random() < 0.1 ? undefined : { ...anAnswer(random), values: anyValues(random) },
  }
  const sequence = random() < 0.9 ? receipt.sequence : undefined
  return (instance) => instance.copy({ exposure: receipt, variant: fresh, pair, sequence })
}

function anOutcome({ random, given, nowMs }: Day): Happening {
  const back = random() < 0.8 ? 40 : given.length
  const about = given[given.length - 1 - below(random, Math.min(back, given.length))]
  if (about === undefined) return () => {}
  const truth = truths[below(random, truths.length)] ?? null
  const outcome = arrived(about, { truth, values: { pnl: 200 * random() - 100 } }, nowMs)
  return (instance) => instance.outcome(outcome)
}

const truths = ['yes', 'no', true, 1, 98.5, null, Number.POSITIVE_INFINITY] as const

function aPlanChange(day: Day): Happening {
  day.revision++
  if (day.random() < 0.15) day.round++
  const { revision: planRevision, round } = day
  const next = wholePlan({ planRevision, round, epoch: planRevision, acceptFor: '3h' })
  return (instance) => instance.take(next)
}

/** By somebody who has kept all of it, or only some. */
function aPull({ random, nowMs }: Day): Happening {
  const [all, nth] = [random() < 0.7, below(random, 2)]
  return (instance) => {
    const kept = instance.inherited().filter((_, at) => all || at === nth)
    return instance.pull(kept, nowMs)
  }
}

function othersHaveSeen({ random, nowMs }: Day): Happening {
  const [from, length] = [below(random, 30_000), 1 + below(random, 50)]
  const bits = noBits()
  for (let place = from; place < from + length; place++) set(bits, place)
  const block = {
    instance: two,
    part: 'truth',
    block: below(random, 2),
    youngestMs: nowMs,
    bits: packedBits(bits),
  }
  return (instance) => instance.joinSeen({ format: 1, blocks: [block] })
}

function anHeir({ random, nowMs }: Day): Happening {
  const instance = `000000000000000${below(random, 9)}`
  return (each) => each.learn([{ instance, heir: two, sinceMs: nowMs }])
}

/** Of a request of now, sometimes under a plan that is to come. */
function aReceipt(day: Day, given: Partial<Receipt> = {}) {
  const { random, nowMs } = day
  const unit = below(random, 300)
  const known = received({
    ...{ instance: one, sequence: day.given.length, exposedAtMs: Math.floor(nowMs) },
    ...{ round: day.round + (random() < 0.02 ? 1 : 0), epoch: day.revision },
    slice: Math.floor((nowMs - startMs) / hourMs),
    ...{ assigned: random() < 0.5 ? old : fresh, how: random() < 0.9 ? 'Normal' : 'Fallback' },
    ...{ bucket: unit % 64, unitHash: random() < 0.9 ? unit / 512 : undefined },
    ...{ values: anyValues(random), ...given },
  })
  day.given.push(known)
  return known
}

function anAnswer(random: Random) {
  const failed = random() < 0.1
  return { failed, latencyMs: failed ? Number.POSITIVE_INFINITY : 400 * random() ** 2 }
}

function anyValues(random: Random): Values {
  if (random() < 0.05) return {}
  const [probability, value] = [random(), 90 + 20 * random()]
  const probabilities = [
    ['yes', probability],
    ['no', 1 - probability],
  ] as const
  return { label: probability < 0.5 ? 'no' : 'yes', probability, value, probabilities }
}
