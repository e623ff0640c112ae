import type { Observed } from '../effects/observed.ts'

/** What a metric is for: to be better at, not to be worse at, or to be shown. */
export type Role = 'Objective' | 'Guardrail' | 'Info'

/** One metric of one challenger beside the champion: what is asked of it, and what was observed. */
export type Question = {
  readonly metric: string
  /** What the metric is, in words: «share of right labels». */
  readonly meaning: string
  readonly role: Role
  /** Which way is better. */
  readonly goal: 'Increase' | 'Decrease'
  /** Of an objective: the smallest improvement worth the trouble. */
  readonly minimumEffect?: number
  /** How much worse than the champion is acceptable. */
  readonly margin?: { readonly absolute: number } | { readonly ratio: number }
  /** The worst acceptable level. */
  readonly limit?: number
  readonly observed: Observed
}

/** A challenger in a round, and how often it has tried at this champion before, this time included. */
export type Trial = {
  readonly challenger: string
  readonly attempt: number
  readonly questions: readonly Question[]
}

/**
 * What is asked of a metric, one row each.
 * - Effect: challenger − champion, against no difference.
 * - Margin: challenger − champion, against an acceptable damage.
 * - Ratio: challenger ÷ champion, against an acceptable factor.
 * - Limit: the challenger's own level, against the worst acceptable one.
 */
export type Bound = 'Effect' | 'Margin' | 'Ratio' | 'Limit'

type Bounded = { readonly bound: Bound; readonly boundary: number }

/**
 * The bounds of a question, each with its boundary on its own scale. A guardrail that names none allows no damage: it
 * must be proven better before anything is promoted past it.
 */
export function boundsOf(question: Question): readonly Bounded[] {
  const { role, limit } = question
  if (role !== 'Guardrail') return [noDifference(question)]
  const bounds: readonly Bounded[] = [
    ...boundsOfMargin(question),
    ...(limit === undefined ? [] : [{ bound: 'Limit' as const, boundary: limit }]),
  ]
  return bounds.length > 0 ? bounds : [noDifference(question)]
}

function noDifference({ observed }: Question): Bounded {
  return observed.of === 'Latencies' || observed.of === 'LatencyPairs'
    ? { bound: 'Ratio', boundary: 1 }
    : { bound: 'Effect', boundary: 0 }
}

function boundsOfMargin({ goal, margin }: Question): readonly Bounded[] {
  if (margin === undefined) return []
  const sign = goal === 'Increase' ? -1 : 1
  return 'ratio' in margin
    ? [{ bound: 'Ratio', boundary: margin.ratio ** sign }]
    : [{ bound: 'Margin', boundary: sign * margin.absolute }]
}
