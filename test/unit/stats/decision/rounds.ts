import { judge, type Memory, noMemory } from '../../../../src/stats/decision/judge.ts'
import type { Look } from '../../../../src/stats/decision/look.ts'
import type { Question } from '../../../../src/stats/decision/question.ts'
import type { Verdict } from '../../../../src/stats/decision/verdict.ts'
import { drawBinomial } from '../../../../src/stats/simulation/draws/binomial.ts'
import { chance } from '../../../chance.ts'
import { rates } from '../effects/given.ts'
import { aLook, hourMs } from './given.ts'

/** A metric, and the truth about it: how often the champion has an event, and each challenger. */
export type Metric = { readonly question: Question; readonly rates: readonly number[] }

export type Design = {
  readonly metrics: readonly Metric[]
  /** Of each challenger. */
  readonly share: number
  /** Requests by each look. */
  readonly looks: readonly number[]
  readonly look?: Partial<Look>
}

type Outcome = {
  /** How the round ended. */
  readonly verdict: Verdict
  readonly rolledBack: readonly string[]
  readonly requests: number
}

/** So many rounds, each looked at again and again until a verdict settles it. Who is rolled back leaves. */
export const rounds = (count: number, design: Design, seed = 1): readonly Outcome[] =>
  Array.from({ length: count }, (_, i) => round(chance(1000 * seed + i), design))

export const share = <T>(all: readonly T[], of: (one: T) => boolean) =>
  all.filter(of).length / all.length

const ends: readonly Verdict['says'][] = ['Promote', 'Retain', 'Inconclusive']

function round(random: () => number, design: Design): Outcome {
  const { metrics, looks } = design
  const counts = metrics.map(({ rates }) => rates.map(() => [0, 0] as [number, number]))
  const state: State = { memory: noMemory, rolledBack: [] }
  let before = 0
  for (const requests of looks) {
    arrive(random, design, counts, requests - before)
    before = requests
    const verdict = lookOn(design, counts, { state, isLast: requests === looks.at(-1) })
    if (ends.includes(verdict.says)) return { verdict, rolledBack: state.rolledBack, requests }
  }
  throw new Error('the last look ends a round')
}

type State = { memory: Memory; rolledBack: readonly string[] }

/** Looks again after each challenger that is sent home. */
function lookOn(
  design: Design,
  counts: Counts,
  { state, isLast }: { readonly state: State; readonly isLast: boolean },
): Verdict {
  const { verdict, memory } = judge(lookAt(design, counts, state.rolledBack, isLast), state.memory)
  state.memory = memory
  if (verdict.says !== 'RollBack' || verdict.challenger === undefined) return verdict
  state.rolledBack = [...state.rolledBack, verdict.challenger]
  return lookOn(design, counts, { state, isLast })
}

type Counts = readonly (readonly [number, number][])[]

/** The same shares of each metric; each has requests of its own, so that metrics are independent. */
function arrive(random: () => number, { metrics, share }: Design, counts: Counts, n: number): void {
  for (const [m, metric] of metrics.entries())
    for (const [variant, side] of (counts[m] ?? []).entries()) {
      const others = metric.rates.length - 1
      const own = Math.round(n * (variant === 0 ? 1 - others * share : share))
      side[0] += own
      side[1] += drawBinomial(random, own, metric.rates[variant] ?? 0)
    }
}

function lookAt(
  { metrics, share, look }: Design,
  counts: Counts,
  rolledBack: readonly string[],
  isLast: boolean,
): Look {
  const challengers = (metrics[0]?.rates ?? []).slice(1).map((_, i) => `c${i + 1}`)
  const entered = challengers.length
  const chance = share / (1 - (entered - 1) * share)
  const questionsOf = (variant: number) =>
    metrics.map(({ question }, m) => {
      const [champion = [0, 0]] = counts[m] ?? []
      const own = counts[m]?.[variant] ?? [0, 0]
      return { ...question, observed: rates([...champion], [...own], chance) }
    })
  const trials = challengers
    .map((challenger, i) => ({ challenger, attempt: 1, questions: questionsOf(i + 1) }))
    .filter(({ challenger }) => !rolledBack.includes(challenger))
  return aLook({ entered, trials, elapsedMs: (isLast ? 168 : 48) * hourMs, ...look })
}

/** Ever more requests, up to so many. */
export const logSpaced = (from: number, to: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => Math.round(from * (to / from) ** (i / (count - 1))))
