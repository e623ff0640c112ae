import { type Course, factorAt } from '../course.ts'
import { drawNormal } from '../draws/normal.ts'
import { drawScatter, type Law, scattered } from './law.ts'
import type { Source } from './outcome.ts'

/** A number: money, a loss, a rating. */
export type ValueModel = {
  readonly kind: 'Value'
  readonly law: Law
  /** The champion's first. */
  readonly means: readonly number[]
  /** How the means move, all by the same factor. */
  readonly course: Course
  /** How a number that was known before the assignment is correlated with the scatter: for CUPED. */
  readonly covariate?: number
  /** Values beyond count as the nearer end. */
  readonly clip?: readonly [low: number, high: number]
}

export function valueSource({ law, means, course, clip, covariate }: ValueModel): Source {
  const rest = Math.sqrt(1 - (covariate ?? 0) ** 2)
  return {
    width: 2,
    fill: (chance, numbers) => {
      const scatter = drawScatter(chance, law)
      numbers[0] = scatter
      if (covariate !== undefined) numbers[1] = covariate * scatter + rest * drawNormal(chance)
    },
    outcome: (numbers, { answering, ms }) => {
      const mean = (means[answering] ?? 0) * factorAt(course, ms)
      const value = scattered(law, mean, numbers[0] ?? 0)
      return { first: clipped(value, clip), second: numbers[1] ?? 0 }
    },
    isEvent: ({ first }) => first > 0,
  }
}

const clipped = (value: number, clip: readonly [number, number] | undefined) =>
  clip === undefined ? value : Math.min(clip[1], Math.max(clip[0], value))
