import { type Course, factorAt } from '../course.ts'
import { drawNormal } from '../draws/normal.ts'
import type { Source } from './outcome.ts'

/** A label, yes or no, and the probability that a model gives it. */
export type ClassesModel = {
  readonly kind: 'Classes'
  /** The part of positives, and how it moves. */
  readonly positives: number
  readonly course: Course
  /**
   * How far apart a model puts the two labels, in deviations of its score; the champion's first. Its
   * area under the ROC curve is Φ(separation / √2), and its probabilities are calibrated.
   */
  readonly separations: readonly number[]
}

/** Outcomes of such a model, out of two numbers of chance. */
export function classesSource({ positives, course, separations }: ClassesModel): Source {
  const logOdds = Math.log(positives / (1 - positives))
  return {
    width: 2,
    fill: (chance, numbers) => {
      numbers[0] = chance()
      numbers[1] = drawNormal(chance)
    },
    outcome: (numbers, { answering, ms }) => {
      const separation = separations[answering] ?? 0
      const label = (numbers[0] ?? 0) < positives * factorAt(course, ms) ? 1 : 0
      // The posterior of two normals of deviation 1, at 0 and at `separation`.
      const score = separation * label + (numbers[1] ?? 0)
      const odds = logOdds + separation * (score - separation / 2)
      return { first: label, second: 1 / (1 + Math.exp(-odds)) }
    },
    isEvent: ({ first }) => first === 1,
  }
}
