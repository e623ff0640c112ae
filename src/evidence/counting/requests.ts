import { outcomeOf, requestOf, type UnitRow } from '../../stats/sums/unit-sample.ts'
import type { OpenBook } from '../books/open-book.ts'
import { count, type OpenRow } from '../books/open-row.ts'
import { kinds } from '../metrics/kinds.ts'
import type { PlanMetrics } from '../metrics-of-plan.ts'
import type { Answer } from './answer.ts'
import { type Desk, type Exposure, entryOf, hasRoomFor, live, rowAt } from './desk.ts'

/** A request that was answered, by whoever did it in the end. */
export type Request = Exposure & {
  /** The plan names a unit, and the request does not say it. */
  readonly isUnitless?: boolean
}

/**
 * What is counted of a request at once, for the variant that chance has assigned, and of what that did itself: scored for
 * who answered in the end, an equally good challenger that fails on hard requests would win. Some hundred nanoseconds.
 */
export function createRequestCounting(desk: Desk, plan: PlanMetrics) {
  const { events, units } = desk
  const metrics = plan.byAnswer.map(({ metric, observe }) => ({
    ...entryOf(desk, metric),
    observe,
    isEvent: kinds[metric.kind].sums === 'Counts',
  }))
  const atOnce = desk.bookOf(0)
  const later = laterBooks(desk, plan)
  const all = [...new Set([atOnce, ...later])]

  function request(request: Request, own: Answer): void {
    if (request.isUnitless === true) events.Unitless++
    if (request.how === 'Override') events.Override++
    if (!isCounted(request, own)) events.Uncounted++
    else if (isOfUnit(request) && units.wants(request.unitHash)) units.add(rowOf(request, own))
  }

  function isCounted(request: Request, own: Answer): boolean {
    if (!desk.isOpen(request.round)) return false
    const at = live(desk, request)
    const row = hasRoomFor(desk, all, at) ? rowAt(desk, atOnce, at) : undefined
    if (row === undefined) return false
    row.requests++
    for (const { metric, place, observe } of metrics) count(row.sums, place, metric, observe(own))
    for (const book of later) addRequest(rowAt(desk, book, at))
    return true
  }

  function rowOf(request: OfUnit, own: Answer): UnitRow {
    const { unitHash } = request
    const happened = metrics.filter(({ isEvent, observe }) => isEvent && observe(own) === 1)
    const exposure = exposureOf(request)
    if (happened.length === 0) return requestOf(unitHash, exposure)
    const names = happened.map(({ metric }) => metric.name)
    return { ...outcomeOf(unitHash, exposure, names), n: 1, total: 1 }
  }

  return request
}

/** A request of a unit that may be sampled: one whose variant the caller has chosen is nobody's chance. */
export type OfUnit = Exposure & { readonly unitHash: number }

export const isOfUnit = (exposure: Exposure): exposure is OfUnit =>
  exposure.unitHash !== undefined && exposure.how !== 'Override'

export const exposureOf = ({ assigned, epoch, slice }: Exposure) => ({
  variant: assigned,
  epoch,
  slice,
})

/** There was room for it. */
function addRequest(row: OpenRow | undefined): void {
  if (row !== undefined) row.requests++
}

/** Of what is known with outcomes: each of these books says how many requests there were to have one. */
export const laterBooks = (desk: Desk, { byOutcome }: PlanMetrics): readonly OpenBook[] => [
  ...new Set(byOutcome.map(({ metric }) => desk.bookOf(metric.delayMs))),
]
