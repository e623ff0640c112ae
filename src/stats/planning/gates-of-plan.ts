import {
  type Basis,
  basisOf,
  type Caution,
  cautionOf,
  cautionOfLevel,
} from '../effects/few-events.ts'
import { type Gate, isOpen } from '../sequential/gate.ts'
import { clustersGate, eventsGate, gatesOfSkew, spreadGate } from '../sequential/gates.ts'
import { bucketsOf, longestBlocksOf } from './blocks.ts'
import { challengersLevel, skewOf } from './fluctuation.ts'
import type { Plan, Source } from './plan.ts'
import { sumOver, upTo } from './stretches.ts'

/**
 * After how many outcomes the gates of an estimate are expected to be open: the gates that the decision asks
 * for, at the counts that are expected, less one deviation of them. Infinity where they stay closed. Requires a plan
 * without flaws. Some hundred times the gates.
 */
export function opensAt(plan: Plan, squaredErrorAt: (n: number) => number): number {
  const areOpen = (n: number) => isOpen(gatesAt(plan, n, squaredErrorAt(n)))
  let [closed, open] = [0, 1]
  while (!areOpen(open)) {
    if (open > most) return Number.POSITIVE_INFINITY
    ;[closed, open] = [open, 2 * open]
  }
  while (open - closed > Math.max(1, open / 1e6)) {
    const middle = (closed + open) / 2
    if (areOpen(middle)) open = middle
    else closed = middle
  }
  return open
}

/** More outcomes than there will ever be. */
const most = 1e15

function gatesAt(plan: Plan, n: number, squaredError: number): readonly Gate[] {
  const { figure, source } = plan
  const skew = figure.kind === 'Rate' && source.of !== 'Requests' ? 0 : skewOf(figure)
  const caution = cautionAt(plan, n)
  const common = caution === undefined ? [] : [caution.gate]
  const fewest = source.of === 'Pairs' ? n : fewestOf(plan, n)
  if (figure.kind === 'Quantile')
    common.push(eventsGate(fewest * Math.min(figure.quantile, 1 - figure.quantile)))
  if (source.of === 'Pairs')
    return [
      ...gatesOfSkew('Pairs', { n, skew }, squaredError),
      clustersGate('Blocks', longestBlocksOf(source, n)),
      ...common,
    ]
  const isLevelOfRate = figure.kind === 'Rate' && plan.bound === 'Limit'
  return [
    ...(isLevelOfRate
      ? spreadGate(squaredError)
      : gatesOfSkew('Units', { n: fewest, skew }, squaredError)),
    ...(source.of === 'Units' ? [clustersGate('Buckets', bucketsOf(fewest))] : []),
    ...common,
  ]
}

/**
 * How many units the variant that has fewer of them very likely has; of a level, the challenger: each request is one
 * where none comes back. Not for pairs. O(stretches).
 */
export function fewestOf({ stretches, source, bound }: Plan, n: number): number {
  const part = source.of === 'Units' ? 1 / source.requestsPerUnit : 1
  const reached = upTo(stretches, n)
  const challenger = part * sumOver(reached, (chance) => chance)
  return surely(bound === 'Limit' ? challenger : Math.min(challenger, part * n - challenger))
}

/**
 * What the decision asks for, and adds, where it judges rates of which it has seen so few events: those that n outcomes
 * very likely bring. `undefined` of other figures. O(stretches).
 */
export function cautionAt(plan: Plan, n: number): Caution | undefined {
  const { figure, source, bound, boundary } = plan
  if (figure.kind !== 'Rate') return undefined
  const ours = source.of === 'Pairs' ? n : sumOver(upTo(plan.stretches, n), (chance) => chance)
  const theirs = source.of === 'Pairs' ? n : n - ours
  const challenger = basisAt(source, ours, challengersLevel(figure.champion, plan))
  if (bound === 'Limit') return cautionOfLevel(challenger, boundary)
  const champion = basisAt(source, theirs, figure.champion)
  return cautionOf({ champion, challenger }, bound === 'Margin' ? boundary : 0)
}

/** What a rate is expected to rest on, by so many requests. */
function basisAt(source: Source, requests: number, rate: number): Basis {
  const counts = [{ n: requests, events: surely(requests * rate) }]
  if (source.of === 'Pairs') return basisOf(counts)
  if (source.of === 'Requests') return basisOf(counts, { independent: surely(requests) })
  const independent = surely(requests / source.requestsPerUnit)
  // Requests of a unit that depend on each other are as good as fewer that don't.
  const withEvent = 1 - (1 - rate) ** (source.requestsPerUnit / source.designEffect)
  return basisOf(counts, { independent, yes: surely(independent * withEvent) })
}

/** As many as a count very likely reaches that is expected to be so large: five times out of six. */
const surely = (count: number) => Math.max(0, count - Math.sqrt(count))
