import type { Observed } from '../../../../src/stats/effects/observed.ts'
import type { MeanFigure, Plan } from '../../../../src/stats/planning/plan.ts'
import { upTo } from '../../../../src/stats/planning/stretches.ts'
import { drawBinomial } from '../../../../src/stats/simulation/draws/binomial.ts'
import { drawNormal } from '../../../../src/stats/simulation/draws/normal.ts'
import { stratum } from '../../../../src/stats/strata/stratum.ts'
import { bucketCount } from '../../../../src/stats/strata/tally-key.ts'
import type { Counts } from '../../../../src/stats/sums/counts.ts'
import {
  createLatencyRecorder,
  latencyHistogram,
} from '../../../../src/stats/sums/latency-histogram.ts'
import { pairedLatencies } from './paired-latencies.ts'
import { pairedOutcomes } from './paired-outcomes.ts'
import { normalMoments, ratesOf } from './supposed.ts'
import { unitLatencies } from './unit-latencies.ts'

/** Where outcomes come as a plan says. */
export type World = {
  readonly grow: (from: number, to: number) => void
  readonly observed: () => Observed
}

type Chance = () => number
type Maker = (plan: Plan, chance: Chance) => World

/** Outcomes that are not told apart, and those that come back in units or in pairs. */
export function worldOf(plan: Plan, chance: Chance): World {
  const makers: { readonly [kind: string]: Maker } = {
    'Rate Requests': rates,
    'Rate Units': unitRates,
    'Rate Pairs': pairedOutcomes,
    'Mean Requests': means,
    'Mean Units': means,
    'Mean Pairs': pairedOutcomes,
    'Quantile Requests': latencies,
    'Quantile Units': unitLatencies,
    'Quantile Pairs': pairedLatencies,
  }
  const maker = makers[`${plan.figure.kind} ${plan.source.of}`]
  if (maker === undefined) throw new Error('no such world')
  return maker(plan, chance)
}

/** Calls back with what comes to each side in each stretch. */
function split(plan: Plan, chance: Chance, add: (stretch: number, side: 0 | 1, n: number) => void) {
  return (from: number, to: number) => {
    const before = upTo(plan.stretches, from)
    for (const [k, { chance: share, outcomes }] of upTo(plan.stretches, to).entries()) {
      const n = Math.round(outcomes) - Math.round(before[k]?.outcomes ?? 0)
      const ours = drawBinomial(chance, n, share)
      add(k, 1, ours)
      add(k, 0, n - ours)
    }
  }
}

const margins = <S>(whole: S, byBucket: readonly S[] = []) => ({ whole, byBucket, bySlice: [] })

function rates(plan: Plan, chance: Chance): World {
  const rate = ratesOf(plan)
  const counted = plan.stretches.map(() => [0, 0].map(() => ({ n: 0, events: 0 })))
  return {
    grow: split(plan, chance, (k, side, n) => {
      const counts = counted[k]?.[side]
      if (counts === undefined) return
      counts.n += n
      counts.events += drawBinomial(chance, n, rate[side] ?? 0)
    }),
    observed: () => ({
      of: 'Split',
      figure: 'Rate',
      units: undefined,
      strata: plan.stretches.map((each, epoch) =>
        stratum({
          epoch,
          chance: each.chance,
          champion: margins<Counts>({ ...(counted[epoch]?.[0] ?? none) }),
          challenger: margins<Counts>({ ...(counted[epoch]?.[1] ?? none) }),
        }),
      ),
    }),
  }
}

const none: Counts = { n: 0, events: 0 }

/** All requests of a unit end alike; a unit comes at once, into a bucket in turn. One stretch. */
function unitRates(plan: Plan, chance: Chance): World {
  const rate = ratesOf(plan)
  const perUnit = plan.source.of === 'Units' ? plan.source.requestsPerUnit : 1
  const units = [0, 0].map(() => Array.from({ length: bucketCount }, () => ({ n: 0, events: 0 })))
  let turn = 0
  const grow = split(
    { ...plan, stretches: [{ chance: plan.stretches[0]?.chance ?? 0.5, outcomes: 0 }] },
    chance,
    (_, side, n) => {
      for (let i = 0; i < n; i++) {
        const bucket = units[side]?.[turn++ % bucketCount]
        if (bucket === undefined) continue
        bucket.n += 1
        bucket.events += chance() < (rate[side] ?? 0) ? 1 : 0
      }
    },
  )
  const total = (side: 0 | 1) =>
    (units[side] ?? []).reduce(
      (sum, { n, events }) => ({ n: sum.n + n, events: sum.events + events }),
      none,
    )
  const inRequests = (side: 0 | 1) =>
    (units[side] ?? []).map(({ n, events }) => ({ n: n * perUnit, events: events * perUnit }))
  const side = (which: 0 | 1) => {
    const { n, events } = total(which)
    return margins<Counts>({ n: n * perUnit, events: events * perUnit }, inRequests(which))
  }
  const count = (which: 0 | 1) => {
    const { n, events } = total(which)
    return { units: n, withEvent: events, effective: n, asLarge: n }
  }
  return {
    grow: (from, to) => grow(Math.round(from / perUnit), Math.round(to / perUnit)),
    observed: () => {
      const share = plan.stretches[0]?.chance ?? 0.5
      return {
        of: 'Split',
        figure: 'Rate',
        units: { champion: count(0), challenger: count(1) },
        strata: [stratum({ epoch: 0, chance: share, champion: side(0), challenger: side(1) })],
      }
    },
  }
}

/** Normal values with known spread; where they come in units, in equal parts into buckets. */
function means(plan: Plan, chance: Chance): World {
  const figure = plan.figure as MeanFigure
  const { source } = plan
  const buckets = source.of === 'Units' ? bucketCount : 1
  const designEffect = source.of === 'Units' ? source.designEffect : 1
  const perUnit = source.of === 'Units' ? source.requestsPerUnit : 1
  const spread = [figure.variance, figure.challengerVariance ?? figure.variance]
  const mean = [figure.champion, plan.bound === 'Limit' ? plan.truth : figure.champion + plan.truth]
  const counted = plan.stretches.map(() =>
    [0, 0].map(() => Array.from({ length: buckets }, () => ({ n: 0, sum: 0 }))),
  )
  const momentsOf = (side: 0 | 1, cells: readonly { n: number; sum: number }[]) => {
    const n = cells.reduce((all, cell) => all + cell.n, 0)
    const sum = cells.reduce((all, cell) => all + cell.sum, 0)
    return normalMoments(n, n === 0 ? 0 : sum / n, spread[side] ?? 0)
  }
  const cellsOf = (epoch: number, side: 0 | 1) => counted[epoch]?.[side] ?? []
  const side = (epoch: number, which: 0 | 1) => {
    const cells = cellsOf(epoch, which)
    const byBucket = buckets === 1 ? [] : cells.map((cell) => momentsOf(which, [cell]))
    return margins(momentsOf(which, cells), byBucket)
  }
  const unitsOf = (which: 0 | 1) => {
    const n = plan.stretches
      .flatMap((_, k) => cellsOf(k, which))
      .reduce((sum, cell) => sum + cell.n, 0)
    return { units: n / perUnit, withEvent: 0, effective: n / perUnit, asLarge: n / perUnit }
  }
  return {
    grow: split(plan, chance, (k, which, n) => {
      for (const cell of cellsOf(k, which)) {
        const part = n / buckets
        cell.n += part
        cell.sum +=
          part * (mean[which] ?? 0) +
          drawNormal(chance) * Math.sqrt(part * designEffect * (spread[which] ?? 0))
      }
    }),
    observed: () => ({
      of: 'Split',
      figure: 'Mean',
      range: figure.range,
      units: source.of === 'Units' ? { champion: unitsOf(0), challenger: unitsOf(1) } : undefined,
      strata: plan.stretches.map((each, epoch) =>
        stratum({
          epoch,
          chance: each.chance,
          champion: side(epoch, 0),
          challenger: side(epoch, 1),
        }),
      ),
    }),
  }
}

/** Lognormal. */
function latencies(plan: Plan, chance: Chance): World {
  if (plan.figure.kind !== 'Quantile') throw new Error('no latencies')
  const { quantile, logDeviation } = plan.figure
  const recorders = plan.stretches.map(() =>
    [0, 0].map(() => createLatencyRecorder(latencyHistogram().none)),
  )
  const grow = split(plan, chance, (k, side, n) => {
    const recorder = recorders[k]?.[side]
    const scale = side === 1 ? plan.truth : 1
    for (let i = 0; i < n; i++)
      recorder?.add(100 * scale * Math.exp(logDeviation * drawNormal(chance)))
  })
  const read = (epoch: number, side: 0 | 1) =>
    margins(recorders[epoch]?.[side]?.record() ?? latencyHistogram().none)
  return {
    grow,
    observed: () => ({
      of: 'Latencies',
      quantile,
      units: undefined,
      strata: plan.stretches.map((each, epoch) =>
        stratum({
          epoch,
          chance: each.chance,
          champion: read(epoch, 0),
          challenger: read(epoch, 1),
        }),
      ),
    }),
  }
}
