import { type Course, factorAt } from '../course.ts'
import { drawNormal } from '../draws/normal.ts'
import type { Source } from './outcome.ts'

/** How long an answer took, in milliseconds: a lognormal body, and a part that takes much longer. */
export type LatencyModel = {
  readonly kind: 'Latency'
  /** Of the body; the champion's first. */
  readonly medians: readonly number[]
  readonly course: Course
  /** Of the logarithm. */
  readonly deviation: number
  /** The same by variant, where they differ in shape. */
  readonly deviations?: readonly number[]
  readonly tail: { readonly part: number; readonly factor: number }
  /** What is counted of an answer that the champion had to give in a challenger's place. */
  readonly timeoutMs: number
}

/** Outcomes of such a model, out of two numbers of chance. */
export function latencySource(model: LatencyModel): Source {
  const { medians, course, deviation, deviations, tail, timeoutMs } = model
  return {
    width: 2,
    fill: (chance, numbers) => {
      numbers[0] = chance()
      numbers[1] = drawNormal(chance)
    },
    outcome: (numbers, { answering, fellBack, ms }) => {
      if (fellBack) return { first: timeoutMs, second: 0 }
      const median = (medians[answering] ?? 0) * factorAt(course, ms)
      const body = median * Math.exp((deviations?.[answering] ?? deviation) * (numbers[1] ?? 0))
      return { first: (numbers[0] ?? 0) < tail.part ? body * tail.factor : body, second: 0 }
    },
    isEvent: () => false,
  }
}
