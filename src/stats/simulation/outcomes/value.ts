import { type Course, factorAt, steady } from '../course.ts'
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
  /** How far values lie from their mean over time, as a factor: 1 if not given. */
  readonly spread?: Course
  /** How a number that was known before the assignment is correlated with the scatter: for CUPED. */
  readonly covariate?: number
  /** Values beyond count as the nearer end. */
  readonly clip?: readonly [low: number, high: number]
}

/** Outcomes of such a model, out of two numbers of chance. */
export function valueSource(model: ValueModel): Source {
  const { law, means, course, spread = steady, clip, covariate } = model
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
      const value = mean + (scattered(law, mean, numbers[0] ?? 0) - mean) * factorAt(spread, ms)
      return { first: clipped(value, clip), second: numbers[1] ?? 0 }
    },
    isEvent: ({ first }) => first > 0,
  }
}

const clipped = (value: number, clip: readonly [number, number] | undefined) =>
  clip === undefined ? value : Math.min(clip[1], Math.max(clip[0], value))
