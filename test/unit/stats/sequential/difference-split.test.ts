import { expect, it } from 'vitest'
import { growths } from '../../../../src/stats/sequential/bets.ts'
import {
  type EpochRates,
  estimateOf,
  evidenceOfExcess,
  exchanged,
  moreByDifference,
} from '../../../../src/stats/sequential/difference-split.ts'
import { moreEvents } from '../../../../src/stats/sequential/event-split.ts'
import { type Chance, stream } from '../../../../src/stats/simulation/chance.ts'
import { drawBinomial } from '../../../../src/stats/simulation/draws/binomial.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'

const bar = -Math.log(0.05)
const chances = [1e-9, 1e-3, 0.05, 0.5, 0.95, 1 - 1e-3, 1 - 1e-9]

const epochOf = (chance: number, [n, a]: readonly number[], [m, b]: readonly number[]) => ({
  chance,
  champion: { n: n ?? 0, events: a ?? 0 },
  challenger: { n: m ?? 0, events: b ?? 0 },
})

/** All outcomes of one unit: an event of either side, or none. */
const outcomes = (chance: number) =>
  [
    epochOf(chance, [0, 0], [1, 1]),
    epochOf(chance, [1, 1], [0, 0]),
    epochOf(chance, [1, 0], [0, 0]),
  ] as const

/** A stake on one bet alone. */
const only = (bet: number) =>
  Float64Array.from(growths, (_, j) => (j === bet ? 0 : Number.NEGATIVE_INFINITY))

const differences = [-1, -0.5, -0.02, -0.005, 0, 0.005, 0.5, 1]

it.each(
  chances.flatMap((chance) => differences.map((m) => [chance, m] as const)),
)('has only fair bets, of which none can lose all: chance %s, difference %s', (chance, m) => {
  const won = [...growths.keys()].map((bet) =>
    outcomes(chance).map((epoch) => Math.exp(evidenceOfExcess([epoch], only(bet))(m))),
  )
  for (const factors of won) {
    for (const factor of factors) expect(factor).toBeGreaterThan(5e-4)
    for (const [pA, pB] of ratesThatDifferBy(m)) {
      const [ours, theirs] = [chance * pB, (1 - chance) * pA]
      const parts = [ours, theirs, 1 - ours - theirs].map((part, i) => part * (factors[i] ?? 0))
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 7)
    }
  }
})

const ratesThatDifferBy = (m: number) =>
  [0, 0.002, 0.3, 0.5, 1].map((p) => [p, p + m] as const).filter(([, p]) => p >= 0 && p <= 1)

it('bets as the event split does, however the stake is spread, where no difference is asked about', () => {
  const epochs = [
    epochOf(0.05, [9500, 190], [500, 30]),
    epochOf(0.5, [700, 20], [720, 31]),
    epochOf(0.999, [1, 1], [9990, 90]),
  ]
  const events = epochs.map(({ chance, champion, challenger }) => ({
    chance,
    champion: champion.events,
    challenger: challenger.events,
  }))
  // As many ways to spread it as there are bets, so that no two bets can make up for each other.
  for (const scale of growths.map(Math.log1p))
    expect(moreByDifference(epochs, scale).logEvidence(0)).toBeCloseTo(
      moreEvents(events, scale).logEvidence(1),
      8,
    )
})

it('has learnt nothing from nothing', () => {
  const nothing = moreByDifference([], 0.3)
  expect(nothing.logEvidence(0)).toBeCloseTo(0, 12)
  expect(nothing.lowest(0.05)).toBe(-1)
  expect(estimateOf([]).near).toBe(0)
})

it('learns nothing where there is nothing to draw', () => {
  const rates = [0, 1].map((chance) => epochOf(chance, [10, 5], [10, 5]))
  expect(moreByDifference(rates, 0.3).logEvidence(0.1)).toBeCloseTo(0, 12)
})

const samples = [
  ['no events', [epochOf(0.5, [1000, 0], [1000, 0])]],
  ['few', [epochOf(0.05, [1900, 1], [100, 3])]],
  ['a ramp', [epochOf(0.05, [9500, 190], [500, 30]), epochOf(0.5, [700, 20], [720, 31])]],
  ['all of one side', [epochOf(0.5, [500, 0], [500, 500])]],
  ['all of the other', [epochOf(0.5, [500, 500], [500, 0])]],
  ['a trillion', [epochOf(0.5, [5e11, 5e9], [5e11, 5.1e9])]],
  ['a sliver', [epochOf(1e-6, [1e9, 1e6], [1e3, 9])]],
  ['an empty side', [epochOf(0.5, [9, 3], [0, 0])]],
] as const

it.each(samples)('has evidence that falls with the difference, for both sides: %s', (_, epochs) => {
  for (const side of [epochs, epochs.map(exchanged)]) {
    const { logEvidence } = moreByDifference(side, 0.3)
    const at = Array.from({ length: 81 }, (_, i) => logEvidence(i / 40 - 1))
    expect(at).not.toContain(Number.NaN)
    for (const [i, log] of at.entries()) expect(log).toBeLessThanOrEqual((at[i - 1] ?? log) + 1e-9)
  }
})

it.each(
  samples,
)('has a lowest difference that is just refused, for both sides: %s', (_, epochs) => {
  for (const side of [epochs, epochs.map(exchanged)]) {
    const { logEvidence, lowest } = moreByDifference(side, 0.3)
    for (const alpha of [0.05, 0.0001]) {
      const edge = lowest(alpha)
      if (edge > -1) expect(logEvidence(edge)).toBeGreaterThanOrEqual(-Math.log(alpha))
      const beyond = edge + estimateOf(side).error / 50
      if (edge < 1) expect(logEvidence(beyond)).toBeLessThan(-Math.log(alpha))
    }
  }
})

it.each([
  ['beyond what rates can differ by', 3, 1],
  ['beyond what rates can differ by, downwards', -3, -1],
])('takes a difference %s for the largest', (_, difference, largest) => {
  const { logEvidence } = moreByDifference([epochOf(0.3, [90, 5], [40, 10])], 0.3)
  expect(logEvidence(difference)).toBe(logEvidence(largest))
})

// To exclude 0.005 at alpha 0.05: 2,326 units at 50 to 50 (1,163 of the challenger), 21,467 at 95 to 5 (1,073).
it.each([
  [0.5, 2325],
  [0.05, 21_466],
])('proves that nothing has failed where nothing fails: chance %s, more than %s units', (chance, n) => {
  const evidence = (units: number) => {
    const rates = epochOf(chance, [units * (1 - chance), 0], [units * chance, 0])
    return moreByDifference([exchanged(rates)], 0.3).logEvidence(-0.005)
  }
  expect(evidence(n)).toBeLessThan(bar)
  expect(evidence(n + 1)).toBeGreaterThanOrEqual(bar)
})

it('estimates the difference, epoch by epoch', () => {
  const epochs = [epochOf(0.05, [9500, 950], [500, 60]), epochOf(0.5, [500, 200], [500, 210])]
  expect(estimateOf(epochs).near).toBeCloseTo(0.02, 12)
})

type Course = {
  readonly shares: readonly number[]
  readonly rates: (part: number) => readonly [number, number]
}

const ramp = [0.05, 0.2, 0.5]
const drift = (part: number) => 0.01 + 0.02 * part
const atMargin: readonly (readonly [string, Course])[] = [
  ['at 50 to 50', { shares: [0.5], rates: () => [0.01, 0.015] }],
  ['at 95 to 5', { shares: [0.05], rates: () => [0.01, 0.015] }],
  ['at 95 to 5, hardly any events', { shares: [0.05], rates: () => [0, 0.005] }],
  ['on a ramp with a drift', { shares: ramp, rates: (t) => [drift(t), drift(t) + 0.005] }],
  ['on average only', { shares: [0.5], rates: (t) => [0.02, t < 0.5 ? 0.02 : 0.03] }],
]

it.each(
  atMargin,
)('errs in at most one trial of twenty where the difference is the margin, %s (seed 7)', (_, course) => {
  expect(alarms(course, (epochs) => epochs, 0.005)).toBeLessThanOrEqual(0.05)
})

it.each(atMargin.slice(0, -1))('errs as rarely the other way: %s (seed 7)', (_, course) => {
  expect(alarms(course, (epochs) => epochs.map(exchanged), -0.005)).toBeLessThanOrEqual(0.05)
})

it('errs in at most 5 % where the difference fell to the margin on average only (seed 7)', () => {
  const course: Course = { shares: [0.5], rates: (t) => [0.02, t < 0.5 ? 0.03 : 0.02] }
  expect(alarms(course, (epochs) => epochs.map(exchanged), -0.005)).toBeLessThanOrEqual(0.05)
})

it('has a negative control: pooled over the ramp, the drift passes for an effect (seed 7)', () => {
  const pooled = (epochs: readonly EpochRates[]): readonly EpochRates[] => {
    const sum = (of: (epoch: EpochRates) => number) =>
      epochs.reduce((all, each) => all + of(each), 0)
    const a = [sum(({ champion }) => champion.n), sum(({ champion }) => champion.events)]
    const b = [sum(({ challenger }) => challenger.n), sum(({ challenger }) => challenger.events)]
    return [epochOf((b[0] ?? 0) / ((a[0] ?? 0) + (b[0] ?? 0)), a, b)]
  }
  const course: Course = { shares: ramp, rates: (t) => [drift(t), drift(t) + 0.005] }
  expect(alarms(course, pooled, 0.005)).toBeGreaterThan(0.3)
})

it('finds 30 % more of a rate of 0.002 in what 90 % power takes at a fixed horizon (seed 7)', () => {
  const course: Course = { shares: [0.5], rates: () => [0.002, 0.0026] }
  expect(alarms(course, (epochs) => epochs, 0, 268_000)).toBeGreaterThanOrEqual(0.6)
  expect(alarms(course, (epochs) => epochs, 0, 536_000)).toBeGreaterThanOrEqual(0.93)
})

/** The part of 500 trials in which one of forty looks refuses «at most so much». */
function alarms(
  course: Course,
  seen: (epochs: readonly EpochRates[]) => readonly EpochRates[],
  difference: number,
  units = 60_000,
): number {
  const runs = 500
  const refused = (run: number) =>
    looksAt(course, stream(7, run), units).some(
      (epochs) => moreByDifference(seen(epochs), 0.3).logEvidence(difference) >= bar,
    )
  return Array.from({ length: runs }, (_, run) => refused(run)).filter(Boolean).length / runs
}

function looksAt({ shares, rates }: Course, random: Chance, units: number) {
  const epochs = shares.map((chance) => epochOf(chance, [0, 0], [0, 0]))
  let before = 0
  return logSpaced(200, units, 40).map((n) => {
    const k = Math.min(shares.length - 1, Math.floor((n / units) * shares.length))
    const epoch = epochs[k] ?? epochOf(0.5, [0, 0], [0, 0])
    const [pA, pB] = rates((before + n) / 2 / units)
    const b = drawBinomial(random, n - before, epoch.chance)
    const a = n - before - b
    before = n
    epochs[k] = epochOf(
      epoch.chance,
      [epoch.champion.n + a, epoch.champion.events + drawBinomial(random, a, pA)],
      [epoch.challenger.n + b, epoch.challenger.events + drawBinomial(random, b, pB)],
    )
    return [...epochs]
  })
}
