import { durationInWords } from '../../../stats/duration-words.ts'
import type { Facts } from '../facts.ts'
import { no, type Said, yes } from './said.ts'

/** Whether every router’s tally was read lately. */
export function evidenceAvailable({ o: { evidence, settings, nowMs } }: Facts): Said {
  const { awaySinceMs, why = 'not every router’s tally could be read' } = evidence
  if (awaySinceMs === undefined) {
    const lately = durationInWords(2 * settings.pullMs)
    return yes('TalliesRead', `every router’s tally was read within ${lately}`)
  }
  const away = durationInWords(Math.max(0, nowMs - awaySinceMs))
  return no('EvidenceUnavailable', `for ${away}: ${why}; the clock of the round stands still`)
}
