import type { Gate } from '../sequential/gate.ts'
import type { Row } from './row.ts'
import type { Inquiry } from './verdict.ts'

/**
 * After how much time, since the round opened, the first challenger should be promotable, if evidence keeps coming as
 * it does and the estimates stay where they are. Never before the minimum, and the maximum where that is
 * not to be expected before. A guess, for people; nothing is decided by it.
 *
 * What is known grows with the root of the evidence: an interval that reaches twice too far needs four times
 * as much.
 */
export function expectedMs({ elapsedMs, minimumMs, maximumMs, trials, rows }: Inquiry): number {
  const times = trials.map(({ challenger }) => {
    const own = rows.filter((row) => row.challenger === challenger && row.role !== 'Info')
    return own.some(({ role }) => role === 'Objective')
      ? Math.max(1, ...own.map(evidenceWanted))
      : Number.POSITIVE_INFINITY
  })
  const expected = elapsedMs * Math.min(...times)
  return Math.min(maximumMs, Math.max(minimumMs, Number.isNaN(expected) ? 0 : expected))
}

/** How many times the evidence so far a row needs for the claim that a promotion needs. */
function evidenceWanted(row: Row): number {
  const { finding, unknown, gates, estimate, detectableEffect } = row
  if (finding === 'Better' || finding === 'Safe') return 1
  if (unknown !== undefined) return Number.POSITIVE_INFINITY
  const closed = Math.max(1, ...gates.map(wanted))
  if (closed > 1) return closed
  if (estimate === undefined || detectableEffect === undefined) return Number.POSITIVE_INFINITY
  const [has, needs] = onItsScale(row, estimate, detectableEffect)
  return has > 0 ? Math.max(1, (needs / has) ** 2) : Number.POSITIVE_INFINITY
}

/** How far the estimate lies on the good side of the boundary, and how far it would have to. */
function onItsScale(
  { bound, boundary, goal }: Row,
  estimate: number,
  detectable: number,
): readonly [has: number, needs: number] {
  const sign = goal === 'Increase' ? 1 : -1
  return bound === 'Ratio'
    ? [sign * Math.log(estimate / boundary), Math.log(detectable)]
    : [sign * (estimate - boundary), detectable]
}

const wanted = ({ have, need }: Gate) => (have >= need ? 1 : need / have)
