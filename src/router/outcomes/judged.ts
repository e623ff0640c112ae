import type { Scored } from '../../evidence/counting/outcomes.ts'
import { unscoredBecause } from '../../evidence/scores/unscored.ts'
import type { OutcomeAnswer, SettledResult } from './outcome.ts'

/** What is answered of an outcome that was counted, or could not be. */
export function judged({ result, scored, late, duplicate, unscored }: Scored): OutcomeAnswer {
  if (isSettled(result)) return { result, scored, late, duplicate, unscored }
  if (result === 'TallyFull')
    return { failure: 'TallyFull', detail: 'there is no room for one more key' }
  const first = unscored.find(({ because }) => because === result)
  if (first === undefined) throw new Error(`${result} of no metric`)
  const { metric, because } = first
  const more = unscored.length > 1 ? `; and ${unscored.length - 1} more` : ''
  return {
    failure: 'OutcomeUnscorable',
    detail: `${metric}: ${because}. ${unscoredBecause[because]}${more}`,
    unscored,
  }
}

const settled: { readonly [R in SettledResult]: true } = {
  Scored: true,
  Late: true,
  Duplicate: true,
  RoundOver: true,
  NothingToScore: true,
}

export const isSettled = (result: string): result is SettledResult => Object.hasOwn(settled, result)
