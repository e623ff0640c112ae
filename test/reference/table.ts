import type { Answers } from './judge.ts'
import { distributions } from './table/distributions.ts'
import { means } from './table/means.ts'
import { plansAndScores } from './table/plans-and-scores.ts'
import { proportions } from './table/proportions.ts'
import { samples } from './table/samples.ts'
import { sequences } from './table/sequences.ts'

/** What answers a reference case. Nothing is computed here: names are changed, and that is all. */
export const answers: Answers = {
  ...distributions,
  ...proportions,
  ...means,
  ...sequences,
  ...samples,
  ...plansAndScores,
}
