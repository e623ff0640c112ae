import { stages } from '../../../api/status-words.ts'
import { endOf, type Facts, isBetween } from '../facts.ts'
import { no, type Said, yes } from './said.ts'

/** Whether the round has ended; as long as it has not, what it waits for. */
export function settled(facts: Facts): Said | undefined {
  const { record, waiting } = facts
  const { number, stage } = record.round
  if (stage !== 'Settled') {
    if (isBetween(facts)) return undefined
    const reason = waiting?.reason ?? stage
    return no(reason, `round ${number}, ${stage}: ${waiting?.message ?? stages[stage]}`)
  }
  const end = endOf(facts)
  if (end !== undefined) return yes(end.outcome, `round ${number}: ${end.reason}`)
  return yes('NothingToCompare', `${record.champion.variant.key} serves, and nobody challenges it`)
}
