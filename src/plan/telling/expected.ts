import { type Facts, toldOfRound } from './facts.ts'
import { timeText } from './texts.ts'

/** When the round should be decided, as things look now. Nobody knows while its clock stands, once it is overdue, or where nothing is open. */
export function expectedAt(facts: Facts): { readonly expectedAt?: string } {
  const { found, o, record } = facts
  const { stage, clock } = record.round
  const isOpen = stage === 'Shadowing' || stage === 'Comparing' || stage === 'Validating'
  if (!isOpen || clock.standsSinceMs !== undefined) return {}
  if (found === undefined) {
    const before = toldOfRound(facts)?.decision?.expectedAt
    return before === undefined ? {} : { expectedAt: before }
  }
  const { judgement, case: asked } = found.looked
  const leftMs = judgement.expectedMs - asked.elapsedMs
  return leftMs > 0 ? { expectedAt: timeText(o.nowMs + leftMs) } : {}
}
