import { type Gate, isOpen } from '../sequential/gate.ts'
import type { Inference, Method } from '../sequential/inference.ts'
import { isUnknown, type Unknown } from '../unknown.ts'
import type { Asked } from './asked.ts'
import { type Finding, intervalOf } from './claims.ts'
import { type CountsOfSides, countsOf } from './counts-of.ts'
import type { Bound, Question } from './question.ts'
import { type Words, wordsOf } from './words.ts'

/** One bound of one metric of one challenger: all that a person wants to know, and `status` shows. */
export type Row = Words &
  Omit<Asked, 'question'> &
  Pick<Question, 'metric' | 'role' | 'goal'> & {
    readonly finding: Finding
    readonly method: Method | undefined
    readonly counts: CountsOfSides
    readonly estimate: number | undefined
    /**
     * Absent until every gate is open, and where the interval has no end; also where low would lie above high, since
     * units don't come by the given chances.
     */
    readonly low: number | undefined
    readonly high: number | undefined
    /** The smallest ln p of the claim that a promotion needs, since the gates opened; a posterior has none. */
    readonly logP: number | undefined
    readonly gates: readonly Gate[]
    /** How far from the estimate a boundary must lie to be cleared now; of ratios, by which factor. */
    readonly detectableEffect: number | undefined
    /** Why there is no number at all. */
    readonly unknown: Unknown | undefined
  }

/** What is known at this look, put into a row. */
export function rowOf(
  asked: Asked,
  inference: Inference | Unknown,
  { finding, logP }: { readonly finding: Finding; readonly logP: number | undefined },
): Row {
  const { question, ...rest } = asked
  const { metric, role, goal } = question
  const method = isUnknown(inference) ? undefined : inference.method
  const words = wordsOf(question, asked.bound, method)
  const counts = countsOf(question.observed)
  const row = { ...nothingKnown, ...rest, metric, role, goal, method, ...words, counts, logP }
  if (isUnknown(inference)) return { ...row, unknown: inference }

  const { gates } = inference
  const estimate = known(inference.estimate)
  if (!isOpen(gates)) return { ...row, finding, estimate, gates }
  const interval = intervalOf(inference, asked)
  if (interval.low > interval.high) return { ...row, finding, estimate, gates }
  const [low, high] = [known(interval.low), known(interval.high)]
  const deciding = goal === 'Increase' ? low : high
  const detectableEffect = distance(asked.bound, estimate, deciding)
  return { ...row, finding, estimate, gates, low, high, detectableEffect }
}

const nothingKnown = {
  finding: 'Open',
  estimate: undefined,
  low: undefined,
  high: undefined,
  gates: [],
  detectableEffect: undefined,
  unknown: undefined,
} as const

/** Nothing unbounded: neither JSON nor a person can do with it. */
const known = (x: number | undefined) => (Number.isFinite(x) ? x : undefined)

function distance(bound: Bound, from: number | undefined, to: number | undefined) {
  if (from === undefined || to === undefined) return undefined
  return known(bound === 'Ratio' ? Math.max(from / to, to / from) : Math.abs(from - to))
}
