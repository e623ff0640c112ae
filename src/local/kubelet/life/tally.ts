import type { Probe } from '../pod/spec.ts'

/** What is known of a probe: its verdict, and what the last answers were that may change it. */
export type Tally = {
  readonly verdict: 'unknown' | 'well' | 'ill'
  readonly last: 'well' | 'ill'
  /** How many times in a row it was so. */
  readonly times: number
}

/** A verdict changes when as many answers in a row say so as the probe demands. */
export function tallied(
  { successThreshold = 1, failureThreshold = 3 }: Probe,
  before: Tally | undefined,
  answer: 'well' | 'ill',
): Tally {
  const times = before?.last === answer ? before.times + 1 : 1
  const needed = answer === 'well' ? successThreshold : failureThreshold
  const verdict = times >= needed ? answer : (before?.verdict ?? 'unknown')
  return { verdict, last: answer, times }
}
