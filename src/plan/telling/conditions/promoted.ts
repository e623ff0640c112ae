import { stages } from '../../../api/status-words.ts'
import type { RoundOutcome } from '../../record/record.ts'
import { endOf, type Facts } from '../facts.ts'
import { no, type Said, unsure, yes } from './said.ts'

/** True or False once a round has ended; before, nobody knows. A promotion counts when its validation is over. */
export function promoted(facts: Facts): Said {
  const { number, stage } = facts.record.round
  const end = endOf(facts)
  if (end !== undefined) {
    const tell = promotions.includes(end.outcome) ? yes : no
    return tell(end.outcome, `round ${number}: ${end.reason}`)
  }
  if (stage === 'Settled') return no('NothingCompared', 'nobody has challenged the champion yet')
  return unsure(stage, `round ${number} is open: ${stages[stage]}`)
}

const promotions: readonly RoundOutcome[] = ['Promoted', 'Replaced']
