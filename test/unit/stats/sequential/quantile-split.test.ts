import { describe, expect, it } from 'vitest'
import { byQuantileSplit } from '../../../../src/stats/sequential/by-quantile-split.ts'
import {
  eventsAt,
  factorsFor,
  noSteps,
  type QuantileSteps,
  stepped,
} from '../../../../src/stats/sequential/quantile-split.ts'
import { slowAt, thresholdsAt } from '../../../../src/stats/sequential/slow.ts'
import { type Chance, stream } from '../../../../src/stats/simulation/chance.ts'
import { drawNormal } from '../../../../src/stats/simulation/draws/normal.ts'
import { type Stratum, stratum } from '../../../../src/stats/strata/stratum.ts'
import {
  countAbove,
  createLatencyRecorder,
  edgeAtOrAbove,
  edgeAtOrBelow,
  type LatencyHistogram,
  latencyHistogram,
} from '../../../../src/stats/sums/latency-histogram.ts'

type Latencies = readonly number[]

const margins = (latencies: Latencies) => {
  const recorder = createLatencyRecorder(latencyHistogram().none)
  for (const ms of latencies) recorder.add(ms)
  return { whole: recorder.record(), byBucket: [], bySlice: [] }
}

const epoch = (champion: Latencies, challenger: Latencies, number = 0, chance = 0.5) =>
  stratum<LatencyHistogram>({
    epoch: number,
    chance,
    champion: margins(champion),
    challenger: margins(challenger),
  })

const median = { quantile: 0.5, factors: factorsFor(undefined) }
const one = median.factors.indexOf(1)

const looked = (
  steps: QuantileSteps,
  ...looks: readonly (readonly Stratum<LatencyHistogram>[])[]
): QuantileSteps => looks.reduce((now, strata) => stepped(now, strata, median), steps)

/** So many latencies, evenly from one to another. */
const spread = (n: number, from: number, to: number) =>
  Array.from({ length: n }, (_, i) => from + ((to - from) * (i + 0.5)) / n)

const moreThanSame = (steps: QuantileSteps) => eventsAt(steps, one, 'more')
const fast = spread(200, 50, 150)

describe('what is slow', () => {
  const some = epoch(spread(500, 20, 400), spread(300, 20, 400))

  it('is counted as the histogram itself counts', () => {
    for (const edgeMs of [30, 100, 391].map(edgeAtOrAbove)) {
      const { atMost, atLeast, champion } = slowAt(thresholdsAt(edgeMs, median.factors), some)
      const { whole } = some.challenger
      expect(champion).toBe(countAbove(some.champion.whole, edgeMs))
      expect(atMost).toEqual(
        median.factors.map((factor) => countAbove(whole, edgeAtOrAbove(factor * edgeMs))),
      )
      expect(atLeast).toEqual(
        median.factors.map((factor) => countAbove(whole, edgeAtOrBelow(factor * edgeMs))),
      )
    }
  })

  it('is rounded against the claim: fewer for «more than», more for «less than»', () => {
    const latencies = spread(5000, 20, 400)
    const { atMost, atLeast } = slowAt(thresholdsAt(100, median.factors), epoch(fast, latencies))
    for (const [i, factor] of median.factors.entries()) {
      const exactly = latencies.filter((ms) => ms > factor * 100).length
      expect(atMost[i]).toBeLessThanOrEqual(exactly)
      expect(atLeast[i]).toBeGreaterThanOrEqual(exactly)
    }
    expect(atMost[one]).toBe(atLeast[one])
  })

  it.each([1e-9, 2 ** -10, 4.2e6, 1e12])('has a count at an edge of %s ms too', (edgeMs) => {
    const { atMost, atLeast } = slowAt(thresholdsAt(edgeMs, median.factors), some)
    expect([...atMost, ...atLeast].every((count) => count === 0 || count === 300)).toBe(true)
  })
})

describe('the threshold', () => {
  it('waits for 200 outcomes of the champion', () => {
    expect(looked(noSteps, [epoch(fast.slice(1), fast)])).toEqual(noSteps)
    expect(looked(noSteps, []).edgeMs).toBeUndefined()
    expect(looked(noSteps, [epoch(fast, fast)]).edgeMs).toBeCloseTo(100, -1)
  })

  it('judges only what came after the look that chose it', () => {
    const first = looked(noSteps, [epoch(fast, fast)])
    expect(moreThanSame(first)).toEqual([])
    const slower = [epoch([...fast, ...spread(10, 200, 300)], [...fast, ...spread(30, 200, 300)])]
    const second = looked(first, slower)
    expect(moreThanSame(second)).toEqual([{ chance: 0.5, champion: 10, challenger: 30 }])
    expect(second.edgeMs).toBeGreaterThan(first.edgeMs ?? 0)
  })

  it('judges a new epoch from its start, by the threshold of the look before it', () => {
    const first = looked(noSteps, [epoch(fast, fast)])
    const both = [epoch(fast, fast), epoch(spread(7, 200, 300), spread(5, 1, 300), 1, 0.2)]
    expect(moreThanSame(looked(first, both))).toEqual([{ chance: 0.2, champion: 7, challenger: 3 }])
  })

  it('moves on, and what was slow at its time stays counted', () => {
    const slow = spread(10, 110, 120)
    const [a, b, c] = [fast, [...fast, ...slow], [...fast, ...slow, ...spread(900, 1000, 2000)]]
    const steps = looked(noSteps, [epoch(a, a)], [epoch(b, b)], [epoch(c, b)])
    expect(steps.edgeMs).toBeGreaterThan(1000)
    expect(moreThanSame(steps)).toEqual([{ chance: 0.5, champion: 910, challenger: 10 }])
    const later = looked(steps, [epoch([...c, 500, 9000, 9000], [...b, 500, 9000])])
    expect(moreThanSame(later)).toEqual([{ chance: 0.5, champion: 912, challenger: 11 }])
  })
})

describe('lost evidence', () => {
  const slow = spread(100, 200, 300)
  const before = [epoch([...fast, ...slow], [...fast, ...slow])]
  const lost = [epoch([...fast, ...slow.slice(50)], [...fast, ...slow.slice(30)])]
  const start = looked(noSteps, [epoch(fast, fast)], before)
  const counted = { chance: 0.5, champion: 100, challenger: 100 }

  it('never counts twice when it comes back', () => {
    expect(moreThanSame(start)).toEqual([counted])
    expect(moreThanSame(looked(start, lost))).toEqual([counted])
    expect(moreThanSame(looked(start, lost, before, lost, before))).toEqual([counted])
  })

  it('never counts twice when a whole epoch is gone for a while', () => {
    expect(moreThanSame(looked(start, [], before))).toEqual([counted])
  })

  it('does not keep others from counting', () => {
    const more = [...lost, epoch(slow, slow.slice(40), 1)]
    expect(moreThanSame(looked(start, more))).toEqual([
      counted,
      { chance: 0.5, champion: 100, challenger: 60 },
    ])
  })

  it('is made up for by what comes: then counting goes on', () => {
    const grown = [epoch([...fast, ...slow, ...slow], [...fast, ...slow, ...slow])]
    expect(moreThanSame(looked(start, lost, grown))).toEqual([
      { chance: 0.5, champion: 200, challenger: 200 },
    ])
  })
})

it('survives JSON between looks', () => {
  const looks = [[epoch(fast, fast)], [epoch([...fast, ...fast], [...fast, ...fast])]]
  const frozen = looks.reduce(
    (steps: QuantileSteps, strata) => JSON.parse(JSON.stringify(stepped(steps, strata, median))),
    JSON.parse(JSON.stringify(noSteps)),
  )
  expect(frozen).toEqual(looked(noSteps, ...looks))
})

it('keeps evidence for the margin itself, once', () => {
  expect(factorsFor(1.1)).toContain(1.1)
  expect(factorsFor(1.1)).toEqual(factorsFor(1.1).toSorted((a, b) => a - b))
  expect(factorsFor(1)).toEqual(factorsFor(undefined))
})

/** A factor on the champion's latency, and how latency swings over the day. */
type World = {
  readonly shares: readonly number[]
  readonly factor: number
  readonly day: (part: number) => number
}
const calm: World = { shares: [0.5], factor: 1, day: () => 1 }
const diurnal = (part: number) => Math.exp(0.6 * Math.sin(4 * Math.PI * part))
const rampByDay = { shares: [0.05, 0.2, 0.5], factor: 1, day: diurnal }
const p95 = { quantile: 0.95, factors: factorsFor(1.1) }

describe('in trials of 8,000 requests with twenty looks (seed 9)', () => {
  it.each([
    ['at the same latency', calm, 1],
    ['on a ramp, through days and nights', rampByDay, 1],
    ['where the margin is just met', { ...rampByDay, factor: 1.1 }, 1.1],
  ] as const)('errs in at most one of twenty on either side %s', (_, world, factor) => {
    const found = trials(world, 150, bySplit(factor))
    expect(found('more')).toBeLessThanOrEqual(0.05)
    expect(found('less')).toBeLessThanOrEqual(0.05)
  })

  it('has a negative control: the champion’s quantile of today, tested anew at each look', () => {
    const found = trials(calm, 100, naive)
    expect(found('more') + found('less')).toBeGreaterThan(0.2)
  })

  it('finds latency that is half as much again, and proves the same latency within a half', () => {
    expect(trials({ ...calm, factor: 1.5 }, 40, bySplit(1))('more')).toBeGreaterThan(0.9)
    expect(trials(calm, 40, bySplit(factorsFor(undefined).at(22) ?? 0))('less')).toBeGreaterThan(
      0.9,
    )
  })
})

describe('its inference', () => {
  const steps = looksAt({ ...calm, factor: 1.4 }, stream(9, 0)).reduce(
    (now: QuantileSteps, strata) => stepped(now, strata, p95),
    noSteps,
  )
  const settings = { factors: p95.factors, scale: 0.3, estimate: 1.4, have: 6000 }
  const inference = byQuantileSplit(steps, settings)

  it('has bounds that exclude exactly the factors whose p is at most alpha', () => {
    for (const alpha of [0.05, 0.001, 1e-9]) {
      const [low, high] = [inference.low(alpha), inference.high(alpha)]
      for (const factor of p95.factors) {
        expect(inference.logPMore(factor, alpha) <= Math.log(alpha)).toBe(factor <= low)
        expect(inference.logPLess(factor, alpha) <= Math.log(alpha)).toBe(factor >= high)
      }
    }
    expect(inference.low(0.05)).toBeGreaterThan(1.1)
    expect(inference.high(0.05)).toBeLessThan(1.8)
  })

  it('excludes nothing before the threshold stands, and its gate says so', () => {
    const nothing = byQuantileSplit(noSteps, { ...settings, have: 250 })
    expect([nothing.low(0.05), nothing.high(0.05)]).toEqual([0, Infinity])
    expect(nothing.logPMore(1, 0.05)).toBeCloseTo(0, 12)
    expect(nothing.gates).toEqual([{ name: 'Predictions', have: 199, need: 200 }])
    expect(inference.gates).toEqual([{ name: 'Predictions', have: 6000, need: 200 }])
  })

  it('knows nothing of a factor for which no evidence was kept', () => {
    expect(inference.logPMore(1.0123, 0.05)).toBe(0)
    expect(inference.logPLess(-1, 0.05)).toBe(0)
  })
})

type Sides = { more: boolean; less: boolean }
type Judge = () => (strata: readonly Stratum<LatencyHistogram>[]) => Sides

/** The part of trials in which some look finds the claim of a side. */
function trials(world: World, runs: number, judge: Judge): (side: keyof Sides) => number {
  const found = Array.from({ length: runs }, (_, run) => {
    const look = judge()
    const sides = looksAt(world, stream(9, run)).map(look)
    return { more: sides.some(({ more }) => more), less: sides.some(({ less }) => less) }
  })
  return (side) => found.filter((sides) => sides[side]).length / runs
}

function bySplit(factor: number): Judge {
  return () => {
    let steps = noSteps
    return (strata) => {
      steps = stepped(steps, strata, p95)
      const settings = { factors: p95.factors, scale: 0.3, estimate: 1, have: 1000 }
      const { logPMore, logPLess } = byQuantileSplit(steps, settings)
      const [more, less] = [logPMore(factor, 0.05), logPLess(factor, 0.05)]
      return { more: more <= Math.log(0.05), less: less <= Math.log(0.05) }
    }
  }
}

const naive: Judge = () => (strata) => {
  const { edgeMs } = stepped(noSteps, strata, p95)
  if (edgeMs === undefined) return { more: false, less: false }
  const [a, b] = (['champion', 'challenger'] as const).map((side) =>
    strata.reduce(
      (sum, each) => ({
        n: sum.n + each[side].whole.n,
        slow: sum.slow + countAbove(each[side].whole, edgeMs),
      }),
      { n: 0, slow: 0 },
    ),
  )
  if (a === undefined || b === undefined) return { more: false, less: false }
  const p = (a.slow + b.slow) / (a.n + b.n)
  const z = (b.slow / b.n - a.slow / a.n) / Math.sqrt(p * (1 - p) * (1 / a.n + 1 / b.n))
  return { more: z > 1.645, less: z < -1.645 }
}

/** What is known at each look. */
function looksAt({ shares, factor, day }: World, random: Chance) {
  const units = 8000
  const recorders = shares.map(() =>
    [0, 1].map(() => createLatencyRecorder(latencyHistogram().none)),
  )
  const looks: (readonly Stratum<LatencyHistogram>[])[] = []
  for (let n = 0; n < units; n++) {
    const k = Math.floor((n / units) * shares.length)
    const side = random() < (shares[k] ?? 0) ? 1 : 0
    const ms = 100 * day(n / units) * Math.exp(0.5 * drawNormal(random))
    recorders[k]?.[side]?.add(side === 1 ? ms * factor : ms)
    if (n % 400 === 399) looks.push(recorders.slice(0, k + 1).map((sides, i) => strataOf(sides, i)))
  }
  return looks

  function strataOf(sides: readonly ReturnType<typeof createLatencyRecorder>[], i: number) {
    const [a, b] = sides.map((side) => ({ whole: side.record(), byBucket: [], bySlice: [] }))
    if (a === undefined || b === undefined) throw new Error('two sides')
    return stratum({ epoch: i, chance: shares[i] ?? 0, champion: a, challenger: b })
  }
}
