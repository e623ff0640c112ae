import { type Course, factorAt } from '../course.ts'
import type { Outcome, Source } from './outcome.ts'

/** Something happens or not. */
export type RateModel = {
  readonly kind: 'Rate'
  /** Chances, the champion's first. */
  readonly rates: readonly number[]
  /** How the rates move, all by the same factor. */
  readonly course: Course
  /** On hard requests the rate is so many times that on easy ones; the mean over both stays. */
  readonly onHard?: number
  /** Whether a request that the champion had to answer counts as an event: it is one of errors. */
  readonly fallbackIsEvent: boolean
}

/** It happened. */
export const eventOutcome: Outcome = { first: 1, second: 0 }
/** It didn't. */
export const otherOutcome: Outcome = { first: 0, second: 0 }

/** Outcomes of a rate, out of one number of chance. */
export function rateSource(model: RateModel, hardPart: number): Source {
  const [onHard, onEasy] = factors(model, hardPart)
  return {
    width: 1,
    fill: (chance, numbers) => {
      numbers[0] = chance()
    },
    outcome: (numbers, { answering, fellBack, hard, ms }) => {
      if (fellBack && model.fallbackIsEvent) return eventOutcome
      const rate = (model.rates[answering] ?? 0) * factorAt(model.course, ms)
      return (numbers[0] ?? 0) < rate * (hard ? onHard : onEasy) ? eventOutcome : otherOutcome
    },
    isEvent: ({ first }) => first === 1,
  }
}

/** On hard and easy requests, such that the mean over both is 1. */
export function factors(
  { onHard = 1 }: RateModel,
  hardPart: number,
): readonly [onHard: number, onEasy: number] {
  const onEasy = 1 / (1 - hardPart + hardPart * onHard)
  return [onHard * onEasy, onEasy]
}
