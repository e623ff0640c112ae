import type { Live, Look } from '../../../src/stats/simulation/look.ts'
import type { Scenario } from '../../../src/stats/simulation/scenario.ts'

/** What must come of a claim over all looks of many runs. */
export type Expectation =
  /** It is false: it may be made, ever, in at most the part alpha of all runs. */
  | { readonly kind: 'Holds'; readonly alpha: number }
  /** It is false, and a wrong method makes it far too often: a negative control. */
  | { readonly kind: 'Fails'; readonly alpha: number }
  /** It is true, and must be made in this part of all runs by so many requests. */
  | { readonly kind: 'Finds'; readonly atLeast: number; readonly by: number }
  /** All gates open: where they hardly ever do, whatever else a cell promises holds for nothing. */
  | { readonly kind: 'Opens' }
  /** Nothing is promised: the number is printed. */
  | { readonly kind: 'Reported' }

export type Claim = { readonly name: string; readonly expected: readonly Expectation[] }

/** Which of its claims a question makes at a look; in the order of the claims. */
type Watch = (look: Look) => readonly boolean[]

/** Something that is asked at every look of a run, and remembers what it must. */
export type Question = {
  readonly claims: readonly Claim[]
  readonly begin: (live: Live) => Watch
}

/** One scenario, simulated many times, and all that is asked of it. */
export type Cell = {
  /** Unique. Chance depends on it. */
  readonly name: string
  readonly group: string
  readonly scenario: Scenario
  /** By sums alone, or request by request. */
  readonly by: 'Sums' | 'Requests'
  /** How many requests are expected by each look, ascending. */
  readonly looks: readonly number[]
  readonly questions: readonly Question[]
  /** How many of the wanted runs are enough, where a run is dear: 1 if not given. */
  readonly part?: number
  /** In what part of the runs all gates must open, where something is promised: half if not given. */
  readonly opens?: number
}

export const holds = (alpha = 0.05): readonly Expectation[] => [{ kind: 'Holds', alpha }]
export const fails = (alpha = 0.05): readonly Expectation[] => [{ kind: 'Fails', alpha }]
export const reported: readonly Expectation[] = [{ kind: 'Reported' }]

/** The group of wrong methods, which must fail. */
export const negative = 'Negative controls'

/** Whoever does it naively is among them, whatever else he does. */
export const groupOf = (name: string, group: string) =>
  name.startsWith('naive: ') ? negative : group
