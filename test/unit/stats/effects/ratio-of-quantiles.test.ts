import { describe, expect, it } from 'vitest'
import { judge, noMemory } from '../../../../src/stats/decision/judge.ts'
import type { Latencies, Observed } from '../../../../src/stats/effects/observed.ts'
import {
  ratioOfQuantiles,
  ratioOfUnitQuantiles,
} from '../../../../src/stats/effects/ratio-of-quantiles.ts'
import { isOpen } from '../../../../src/stats/sequential/gate.ts'
import type { Inference } from '../../../../src/stats/sequential/inference.ts'
import { type Chance, stream } from '../../../../src/stats/simulation/chance.ts'
import { drawNormal } from '../../../../src/stats/simulation/draws/normal.ts'
import {
  createLatencyRecorder,
  latencyHistogram,
} from '../../../../src/stats/sums/latency-histogram.ts'
import { isUnknown } from '../../../../src/stats/unknown.ts'
import { accuracy, aLook, aTrial, clearly, errors } from '../decision/given.ts'
import { epoch, histogram, latencies, stickyLatencies } from './given.ts'

const tunedFor = 5000

function judged(observed: Latencies): Inference {
  const inference = ratioOfQuantiles(observed, tunedFor)
  if (isUnknown(inference)) throw new Error(inference.sentence)
  return inference
}

const random = stream(5)
const lognormal = (n: number, median: number, deviation = 0.5) =>
  Array.from({ length: n }, () => median * Math.exp(deviation * drawNormal(random)))

const champion = lognormal(4000, 100)
const challenger = lognormal(4000, 110)
const some = latencies(0.95, champion, challenger)

const alphas = [0.05, 0.004, 1e-6]

describe('a ratio of quantiles', () => {
  it('has bounds that exclude exactly what its p values exclude', () => {
    const { low, high, logPMore, logPLess } = judged(some)
    for (const alpha of alphas) {
      const log = Math.log(alpha)
      expect(logPMore(low(alpha), alpha)).toBeLessThanOrEqual(log + 1e-9)
      expect(logPMore(low(alpha) * 1.0002, alpha)).toBeGreaterThan(log)
      expect(logPLess(high(alpha), alpha)).toBeLessThanOrEqual(log + 1e-9)
      expect(logPLess(high(alpha) / 1.0002, alpha)).toBeGreaterThan(log)
    }
  })

  it('lies around the true one, and widens with confidence', () => {
    const { estimate = 0, low, high } = judged(some)
    const bounds = [...alphas.map(low).toReversed(), estimate, ...alphas.map(high)]
    expect(bounds).toEqual(bounds.toSorted((a, b) => a - b))
    expect(low(0.05)).toBeLessThan(1.1)
    expect(high(0.05)).toBeGreaterThan(1.1)
    expect(high(0.05) / low(0.05)).toBeLessThan(1.2)
  })

  it('does not depend on the unit of time', () => {
    const twice = (ms: readonly number[]) => ms.map((each) => 2 * each)
    const [once, other] = [some, latencies(0.95, twice(champion), twice(challenger))].map(judged)
    for (const alpha of alphas) {
      expect(other?.low(alpha)).toBeCloseTo(once?.low(alpha) ?? 0, 10)
      expect(other?.logPLess(1.3, alpha)).toBeCloseTo(once?.logPLess(1.3, alpha) ?? 0, 8)
    }
  })

  it('is twice as large of a challenger who takes twice as long', () => {
    const slower = judged(
      latencies(
        0.95,
        champion,
        challenger.map((ms) => 2 * ms),
      ),
    )
    for (const alpha of alphas) {
      expect(slower.low(alpha)).toBeCloseTo(2 * judged(some).low(alpha), 3)
      expect(slower.logPMore(2, alpha)).toBeCloseTo(judged(some).logPMore(1, alpha), 8)
    }
  })

  it('is turned over where the two are exchanged', () => {
    const exchanged = judged(latencies(0.95, challenger, champion))
    for (const alpha of alphas) {
      expect(1 / exchanged.high(alpha)).toBeCloseTo(judged(some).low(alpha), 3)
      expect(exchanged.logPLess(1 / 1.02, alpha)).toBeCloseTo(judged(some).logPMore(1.02, alpha), 8)
    }
  })

  it('is estimated by the epochs in which both answered', () => {
    const each = (factor: number) =>
      histogram(Array.from({ length: 100 }, (_, i) => factor * (100 + i)))
    const strata = [epoch(0, each(1), each(1.5)), epoch(1, each(9), histogram([]))]
    const { estimate } = judged({ of: 'Latencies', quantile: 0.9, strata, units: undefined })
    expect(estimate).toBeGreaterThan(1.46)
    expect(estimate).toBeLessThan(1.54)
  })

  it('does not take a trend for an effect while shares rise', () => {
    const shares = [0.05, 0.2, 0.5]
    const strata = shares.map((share, k) => {
      const of = (part: number) => histogram(lognormal(4000 * part, 100 * 2 ** k))
      return epoch(k, of(1 - share), of(share), share)
    })
    const { estimate, logPMore, logPLess } = judged({ ...some, strata })
    expect(Math.abs(Math.log(estimate ?? 0))).toBeLessThan(0.2)
    expect(Math.min(logPMore(1, 0.05), logPLess(1, 0.05))).toBeGreaterThan(Math.log(0.05))
  })

  it('is known of latencies that never change, as well as buckets tell them apart', () => {
    const same = (ms: number) => new Array<number>(2000).fill(ms)
    const constant = judged(latencies(0.95, same(100), same(100)))
    expect(constant.estimate).toBe(1)
    expect(isOpen(constant.gates)).toBe(true)
    expect(constant.logPLess(1.1, 0.05)).toBeLessThan(Math.log(0.05))
    expect(constant.logPMore(1, 0.05)).toBe(0)
    const other = judged(latencies(0.95, same(100), same(103)))
    expect(other.high(0.05) / other.low(0.05)).toBeLessThan(1.05)
  })

  it.each([
    0,
    -3,
    Number.NEGATIVE_INFINITY,
    1e300,
    Number.POSITIVE_INFINITY,
  ])('has p values at a ratio of %d too', (ratio) => {
    const { logPMore, logPLess } = judged(some)
    const [more, less] = [logPMore(ratio, 0.05), logPLess(ratio, 0.05)]
    expect(Math.max(more, less)).toBe(0)
    expect(Math.min(more, less)).toBeLessThan(Math.log(0.05))
  })

  it('has no end where too little was seen for one', () => {
    const few = judged(latencies(0.95, champion.slice(0, 30), challenger.slice(0, 30)))
    expect(few.low(1e-9)).toBe(0)
    expect(few.high(1e-9)).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('its gates', () => {
  const gatesOf = (quantile: number, n: number, m: number) =>
    judged(latencies(quantile, champion.slice(0, n), challenger.slice(0, m))).gates

  it('ask for outcomes, and for slow ones, of the variant that has fewer', () => {
    expect(gatesOf(0.95, 4000, 799)).toEqual([
      { name: 'Predictions', have: 799, need: 250 },
      { name: 'Events', have: 39, need: 40 },
    ])
    expect(isOpen(gatesOf(0.95, 800, 4000))).toBe(true)
    expect(isOpen(gatesOf(0.5, 249, 4000))).toBe(false)
    expect(isOpen(gatesOf(0.99, 3999, 4000))).toBe(false)
  })
})

it.each([
  ['no request', latencies(0.95, [], []), 'TooFew'],
  ['one request each', latencies(0.95, [100], [100]), 'TooFew'],
  ['the quantile of all', latencies(1, champion, challenger), 'OutOfRange'],
  [
    'what takes no time',
    latencies(0.95, new Array<number>(900).fill(0), challenger),
    'BeyondScale',
  ],
  ['what takes hours', latencies(0.95, champion, new Array<number>(900).fill(1e8)), 'BeyondScale'],
] as const)('says why there is no ratio: %s', (_, observed, unknown) => {
  expect(ratioOfQuantiles(observed, tunedFor)).toMatchObject({ unknown })
})

type Course = (i: number) => number

/** How latency moves with time, in requests; and two medians that go with the same p95. */
const courses: readonly (readonly [name: string, Course, medians: readonly [number, number]])[] = [
  ['rises to twice as much', (i) => 1 + i / 60_000, [40, 130]],
  ['swings by .3 every day', (i) => 1 + 0.3 * Math.sin((2 * Math.PI * i) / 20_000), [40, 130]],
  // With medians as far apart as those the p95 of all requests would truly be worse, for a while.
  ['jumps by .6 after a third', (i) => (i < 20_000 ? 1 : 1.6), [50, 90]],
]

type Shape = { readonly median: number; readonly p95: number }

const drawn = ({ median, p95 }: Shape, chance: Chance) =>
  median * Math.exp((Math.log(p95 / median) / 1.644854) * drawNormal(chance))

/** What is known of latencies after every thousand of 60,000 requests. */
function* looksAt(sides: readonly [Shape, Shape], course: Course, chance: Chance) {
  const [old, novel] = [0, 1].map(() => createLatencyRecorder(latencyHistogram().none))
  if (old === undefined || novel === undefined) throw new Error('two sides')
  for (let i = 0; i < 60_000; i++) {
    if (chance() < 0.5) novel.add(course(i) * drawn(sides[1], chance))
    else old.add(course(i) * drawn(sides[0], chance))
    if (i % 1000 !== 999) continue
    const strata = [epoch(0, old.record(), novel.record())]
    yield { of: 'Latencies', quantile: 0.95, strata, units: undefined } as const
  }
}

/** How a round ends, of which the objective is given. */
function endOf(objective: Observed, looks: Iterable<Latencies>): string {
  let memory = noMemory
  for (const observed of looks) {
    const latency = errors({ metric: 'latency', margin: { ratio: 1.1 }, observed })
    const questions = [accuracy({ observed: objective }), latency]
    const judgement = judge(aLook({ trials: [aTrial({ questions })] }), memory)
    memory = judgement.memory
    const { says } = judgement.verdict
    if (says === 'Promote' || says === 'RollBack') return says
  }
  return 'Open'
}

const ends = (objective: Observed, sides: readonly [Shape, Shape], course: Course) =>
  [1, 2, 3, 4, 5].map((run) => endOf(objective, looksAt(sides, course, stream(7, run))))

describe.each(courses)('where latency %s, and the two differ in shape', (_, course, [
  less,
  more,
]) => {
  it('sends nobody home whose p95 is the same at any moment', () => {
    const sides = [
      { median: less, p95: 200 },
      { median: more, p95: 200 },
    ] as const
    expect(ends(clearly.open, sides, course)).toEqual(new Array(5).fill('Open'))
  })

  it('promotes nobody whose p95 is a quarter more at any moment', () => {
    const sides = [
      { median: more, p95: 200 },
      { median: less, p95: 250 },
    ] as const
    const found = ends(clearly.better, sides, course)
    expect(found).not.toContain('Promote')
    expect(found.filter((end) => end === 'RollBack').length).toBeGreaterThan(3)
  })
})

function ofUnits(quantile: number, ours: readonly number[], theirs: readonly number[]): Inference {
  const observed = stickyLatencies(quantile, ours, theirs)
  if (observed.units === undefined) throw new Error('units come back')
  const inference = ratioOfUnitQuantiles(observed, observed.units, tunedFor)
  if (isUnknown(inference)) throw new Error(inference.sentence)
  return inference
}

describe('where units come back', () => {
  it('waits for as many units as would be of equal size', () => {
    const observed = stickyLatencies(0.95, champion, challenger)
    const busy = { units: 4000, withEvent: 0, effective: 100, asLarge: 20 }
    const inference = ratioOfUnitQuantiles(observed, { champion: busy, challenger: busy }, tunedFor)
    expect(isUnknown(inference) ? [] : inference.gates).toMatchObject([
      { name: 'Units', have: 100 },
      { name: 'Events', have: 5 },
      { name: 'Buckets' },
    ])
  })

  it('is not much wider where each of them came once', () => {
    const width = ({ low, high }: Inference) => Math.log(high(0.05) / low(0.05))
    const one = width(ofUnits(0.95, champion, challenger))
    expect(one).toBeGreaterThan(width(judged(some)))
    expect(one).toBeLessThan(1.4 * width(judged(some)))
  })

  it('is wider where all requests of a bucket are alike', () => {
    const alike = (ms: readonly number[]) =>
      ms.map((_, i) => (ms[i % 64] ?? 0) + (ms[i] ?? 0) / 1000)
    const { low, high } = ofUnits(0.95, alike(champion), alike(challenger))
    expect(high(0.05) / low(0.05)).toBeGreaterThan(3)
  })

  it.each([
    { quantile: 0.95, slow: 0.05 },
    { quantile: 0.95, slow: 0.047 },
    { quantile: 0.5, slow: 0.5 },
  ])('sends hardly any home of two that are alike, with a gap beside the quantile: %o', ({
    quantile,
    slow,
  }) => {
    const [runs, alpha] = [60, 0.05]
    const drawn = (chance: Chance) =>
      Array.from({ length: 4000 }, () => (chance() < slow ? 2000 : 60 + 40 * chance()))
    const wrong = Array.from({ length: runs }, (_, run) => run).filter((run) => {
      const [ours = [], theirs = []] = [0, 1].map((side) => drawn(stream(13, run, side)))
      return [1000, 2000, 4000].some((n) => {
        const { gates, logPMore } = ofUnits(quantile, ours.slice(0, n), theirs.slice(0, n))
        return isOpen(gates) && logPMore(1.1, alpha) <= Math.log(alpha)
      })
    })
    expect(wrong.length).toBeLessThanOrEqual(alpha * runs)
  })
})
