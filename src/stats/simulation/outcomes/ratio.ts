import { type Course, factorAt } from '../course.ts'
import { drawNormal } from '../draws/normal.ts'
import { drawPoisson } from '../draws/poisson.ts'
import type { Source } from './outcome.ts'

/** Tops over bottoms: clicks per view, money per visit. Only the ratio of their sums means anything. */
export type RatioModel = {
  readonly kind: 'Ratio'
  /** Of the mean top over the mean bottom; the champion's first. */
  readonly ratios: readonly number[]
  readonly course: Course
  /** A bottom is 1 and a Poisson number of this mean. */
  readonly more: number
  /** How far a top scatters about ratio · bottom. */
  readonly deviation: number
}

/** Outcomes of such a model, out of two numbers of chance. */
export function ratioSource({ ratios, course, more, deviation }: RatioModel): Source {
  return {
    width: 2,
    fill: (chance, numbers) => {
      numbers[0] = 1 + drawPoisson(chance, more)
      numbers[1] = drawNormal(chance)
    },
    outcome: (numbers, { answering, ms }) => {
      const bottom = numbers[0] ?? 0
      const mean = (ratios[answering] ?? 0) * factorAt(course, ms) * bottom
      return { first: mean + deviation * (numbers[1] ?? 0), second: bottom }
    },
    isEvent: ({ first }) => first > 0,
  }
}
