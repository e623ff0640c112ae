import type { Tally } from '../../evidence/tally.ts'
import { type Judgement, judge } from '../../stats/decision/judge.ts'
import type { Look } from '../../stats/decision/look.ts'
import type { Case } from './case.ts'
import { gathered } from './gathered.ts'
import { qualityOf } from './quality.ts'
import { trialsOf } from './questions.ts'
import { isForObjective } from './roles.ts'

/** What the statistics are asked. Tallies of other rounds are known by their names alone. */
export function lookOf(asked: Case, tallies: readonly Tally[]): Look {
  const from = gathered(asked, tallies)
  const { method, alpha, harmAlpha, minimumMs, maximumMs } = asked.decision
  return {
    ...{ method, alpha, harmAlpha, minimumMs, maximumMs },
    elapsedMs: asked.elapsedMs,
    plannedN: asked.plannedN,
    entered: asked.challengers.length,
    trials: trialsOf(from),
    quality: qualityOf(from),
  }
}

/**
 * One look at one contest: the same case and tallies give the same judgement, to the last byte. Where nobody can win, it says
 * so, rather than what a winner would lack.
 */
export function judgementOf(asked: Case, tallies: readonly Tally[]): Judgement {
  const judgement = judge(lookOf(asked, tallies), asked.memory)
  const { verdict } = judgement
  const reason = isForObjective(asked) ? undefined : harmless[verdict.rule]
  return reason === undefined ? judgement : { ...judgement, verdict: { ...verdict, reason } }
}

/** By rule: what is left to say where only harm is looked for. */
const harmless: { readonly [rule: string]: string } = {
  Undecided: 'no harm is proven so far',
  OutOfTime: 'the time is up, and no harm is proven',
}
