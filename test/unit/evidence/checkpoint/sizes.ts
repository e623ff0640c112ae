import { gzipSync } from 'node:zlib'
import type { ScoredMetric } from '../../../../src/api/routing-plan.ts'
import { written } from '../../../../src/evidence/checkpoint/check-point.ts'
import { below, chance } from '../../../chance.ts'
import { aTally, counted, exposed, hourMs, metrics, startMs, travelled } from '../given.ts'
import { gatheredOf } from './given.ts'

export type Experiment = {
  readonly variants: number
  readonly metrics: readonly ScoredMetric[]
  /** Whether requests come in units, and so in buckets. */
  readonly unit: boolean
  readonly requests: number
}

/** Of a check-point in the middle of a round: a day of slices of an hour that wait for their outcomes, and one that has not to. */
export function sizesOf(experiment: Experiment): ReadonlyMap<string, number> {
  const tally = aTally()
  const { request, outcome } = tally.under(counted([], { metrics: experiment.metrics }))
  const random = chance(1)
  for (let n = 0; n < experiment.requests; n++) {
    const [scorable, told] = anything(experiment, random)
    request(
      { ...scorable, isUnitless: false },
      { failed: random() < 0.02, latencyMs: 200 * random() },
    )
    if (random() < 0.8) outcome(scorable, told, scorable.exposedAtMs + 1000)
  }
  const gathered = gatheredOf([travelled(tally.take(startMs + hours * hourMs))])
  const { parts } = written({ atMs: 0, gathered, memories: null, case: null })
  return new Map(parts.map(({ name, text }) => [name, gzipSync(text, { level: 6 }).length]))
}

const hours = 30

function anything({ variants, unit }: Experiment, random: () => number) {
  const [who, slice, p] = [below(random, 20_000), below(random, hours), random()]
  const assigned = `v${who % variants}@0000000${who % variants}`
  const scorable = exposed({
    ...{
      slice,
      assigned,
      bucket: unit ? (who >> 3) % 64 : 0,
      exposedAtMs: startMs + slice * hourMs,
    },
    ...{ unitHash: unit ? (who * 0.618033988749895) % 1 : undefined },
    values: {
      ...{ label: p > 0.5 ? 'yes' : 'no', probability: p, value: 90 + 20 * random() },
      probabilities: [['yes', p] as const, ['no', 1 - p] as const],
    },
  })
  const truth = random() < 0.5 ? (random() < 0.5 ? 'yes' : 'no') : 90 + 20 * random()
  return [scorable, { truth, values: { pnl: below(random, 2_000) / 10 } }] as const
}

const { errors, slow, p95, accuracy, f1, brier, mae, pnl } = metrics

export const plain: Experiment = {
  ...{ variants: 2, unit: false, requests: 20_000 },
  metrics: [errors, slow, p95, accuracy, f1, brier],
}

/** Eight variants, twenty metrics, and all that is open of a day in each of 64 buckets. */
export const largest: Experiment = {
  ...{ variants: 8, unit: true, requests: 60_000 },
  metrics: [
    ...[errors, slow, p95],
    ...[1, 2, 3, 4, 5].map((nth) => ({
      ...slow,
      name: `slow-${nth}`,
      latencyThreshold: `${nth}ms`,
    })),
    ...[accuracy, f1, brier, mae, pnl],
    ...[1, 2, 3, 4].map((nth) => ({
      ...pnl,
      name: `pnl-${nth}`,
      outcomeDelay: '24h',
      field: '/pnl',
    })),
    ...['a', 'b', 'c'].map((label) => ({ ...f1, name: `f1-${label}`, positiveLabel: label })),
  ],
}
