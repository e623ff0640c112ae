import { milliseconds } from '../api/quantities.ts'
import type { RoutingPlan, ScoredMetric } from '../api/routing-plan.ts'
import type { PlanProblem } from './plan-problems.ts'

/**
 * What a plan breaks as the next one after another: evidence is kept by round, epoch and slice, so that each of them
 * must mean one thing only. A plan may be sound and break this, and then its evidence can't be trusted.
 */
export function successionProblems(next: RoutingPlan, before: RoutingPlan): readonly PlanProblem[] {
  const isSameRound = next.round === before.round
  return rules
    .filter(({ isBroken }) => isBroken(next, before, isSameRound))
    .map(({ field, message }) => ({ path: [field], message }))
}

type Rule = {
  readonly field: keyof RoutingPlan
  readonly isBroken: (next: RoutingPlan, before: RoutingPlan, isSameRound: boolean) => boolean
  readonly message: string
}

const rules: readonly Rule[] = [
  {
    field: 'round',
    isBroken: (next, before) => next.round < before.round,
    message: 'go on with the round that is on, or with a later one',
  },
  {
    field: 'epoch',
    isBroken: (next, before) => next.epoch < before.epoch,
    message: 'go on with the epoch that is on, or with a later one',
  },
  {
    field: 'epoch',
    isBroken: (next, before) => next.epoch === before.epoch && whoGets(next) !== whoGets(before),
    message: 'begin another epoch: who gets what has changed',
  },
  {
    field: 'salt',
    isBroken: (next, before, isSameRound) => isSameRound && next.salt !== before.salt,
    message: 'keep the salt of the round: everybody would be drawn anew',
  },
  {
    field: 'salt',
    isBroken: (next, before, isSameRound) => !isSameRound && next.salt === before.salt,
    message: 'give the round a salt of its own: it would inherit who got what in another one',
  },
  {
    field: 'slices',
    isBroken: ({ slices: next }, { slices: before }, isSameRound) =>
      isSameRound && (next.length !== before.length || !isSameTime(next.start, before.start)),
    message: 'keep the slices of the round: those that are counted have numbers',
  },
  {
    field: 'unit',
    isBroken: (next, before, isSameRound) =>
      isSameRound && unitOf(next) !== unitOf(before) && (draws(next) || draws(before)),
    message: 'keep the unit of the round: the same one would count as two',
  },
  {
    field: 'metrics',
    isBroken: ({ metrics: next }, { metrics: before }, isSameRound) =>
      isSameRound && next.some((metric) => before.some((other) => isAnother(metric, other))),
    message:
      'give a metric that counts something else another name, or begin another round: sums of both are never added up',
  },
  {
    field: 'acceptFor',
    isBroken: ({ acceptFor: next }, { acceptFor: before }, isSameRound) =>
      isSameRound && milliseconds(next) < milliseconds(before),
    message:
      'accept outcomes for as long as before: those still to come of old receipts are refused',
  },
]

/** The rule of assignment, as text. Where nobody has a share, nobody's place matters. */
function whoGets(plan: RoutingPlan): string {
  const { champion, salt, segments } = plan
  const shares = segments.map(({ segment, shares: each }) => [
    segment,
    each.toSorted((a, b) => a.from - b.from).map(({ variant, from, to }) => [variant, from, to]),
  ])
  return JSON.stringify([champion, shares, draws(plan) ? [salt, unitOf(plan)] : []])
}

const draws = ({ segments }: RoutingPlan) => segments.some(({ shares }) => shares.length > 0)

function unitOf({ unit: { header, cookie, pointer } = {} }: RoutingPlan): string {
  return JSON.stringify([header?.toLowerCase(), cookie, pointer])
}

const isAnother = (metric: ScoredMetric, other: ScoredMetric) =>
  metric.name === other.name && countedBy(metric) !== countedBy(other)

/** What decides what its sums are sums of, as text: however times and numbers are written. */
function countedBy(metric: ScoredMetric): string {
  const { kind, outcomeDelay = '0s', latencyThreshold = '0s', field, clip } = metric
  const { largestError, positiveLabel, shift = 0 } = metric
  return JSON.stringify([
    ...[kind, milliseconds(outcomeDelay), milliseconds(latencyThreshold), field],
    ...[clip?.map(Number), largestError && Number(largestError), positiveLabel],
    kind === 'R2' ? shift : 0, // sums of others can be moved to another one
  ])
}

const isSameTime = (a: string, b: string) => Date.parse(a) === Date.parse(b)
