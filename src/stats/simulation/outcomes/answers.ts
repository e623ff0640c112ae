import type { Both } from '../../effects/observed.ts'
import type { Chance } from '../chance.ts'
import { type ClassesModel, classesSource } from './classes.ts'
import type { Outcome, Situation } from './outcome.ts'
import { type TruthsModel, truthsSource } from './truths.ts'

/**
 * What two models answer to the same question. The label, or the truth, is the question's; each model's scatter
 * about it is its own, and correlated by `correlation` with the other's.
 */
export type AnswersModel = {
  readonly kind: 'Answers'
  readonly of: ClassesModel | TruthsModel
  readonly correlation: number
}

/** Both answers; `challenger` counts from 0. */
export type AnswersSource = (challenger: number, ms: number) => Both<Outcome>

/** Pairs of answers of such models. Twice the cost of one. */
export function answersSource(chance: Chance, { of, correlation }: AnswersModel): AnswersSource {
  const { width, fill, outcome } = of.kind === 'Classes' ? classesSource(of) : truthsSource(of)
  const ours = new Float64Array(width)
  const theirs = new Float64Array(width)
  const rest = Math.sqrt(1 - correlation ** 2)
  const at = (answering: number, ms: number): Situation => ({
    answering,
    fellBack: false,
    hard: false,
    ms,
  })
  return (challenger, ms) => {
    fill(chance, ours)
    fill(chance, theirs)
    theirs[0] = ours[0] ?? 0
    theirs[1] = correlation * (ours[1] ?? 0) + rest * (theirs[1] ?? 0)
    return {
      champion: outcome(ours, at(0, ms)),
      challenger: outcome(theirs, at(challenger + 1, ms)),
    }
  }
}
