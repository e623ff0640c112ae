import { type Answer, answerTo, claimOf } from '../../../../src/stats/decision/answer.ts'
import type { Asked } from '../../../../src/stats/decision/asked.ts'
import type { Latch } from '../../../../src/stats/decision/latch.ts'
import type { Look } from '../../../../src/stats/decision/look.ts'
import type { Plan } from '../../../../src/stats/planning/plan.ts'
import { stream } from '../../../../src/stats/simulation/chance.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import { worldOf } from './worlds.ts'

type Rehearsal = { readonly runs: number; readonly looks: number; readonly seed: number }

/**
 * How often the engine itself proves the claim of a plan by each number of outcomes, where its outcomes are drawn
 * as the plan says. With a fixed horizon there is one look, at the last number.
 */
export function rehearsed(
  plan: Plan,
  ns: readonly number[],
  { runs, looks, seed }: Rehearsal,
): readonly number[] {
  const last = Math.ceil(Math.max(...ns))
  const moments =
    plan.method === 'FixedHorizon'
      ? [last]
      : [...new Set([...logSpaced(20, last, looks), ...ns.map(Math.ceil)])].sort((a, b) => a - b)
  const found = Array.from({ length: runs }, (_, run) => foundAt(plan, moments, stream(seed, run)))
  return ns.map((n) => found.filter((at) => at <= Math.ceil(n)).length / runs)
}

/** What the engine says of the claim of a plan after n such outcomes, at a first look. */
export function inferredAfter(plan: Plan, n: number): Answer['inference'] {
  const world = worldOf(plan, stream(20, 0))
  world.grow(0, n)
  return answerTo(lookOf(plan), askedOf(plan, world.observed()), {}).inference
}

/** Of one run, at how many outcomes. */
function foundAt(plan: Plan, moments: readonly number[], chance: () => number): number {
  const world = worldOf(plan, chance)
  const wanted = plan.bound === 'Effect' ? 'Better' : plan.side === 'More' ? 'Harmful' : 'Safe'
  let [before, latch]: [number, Latch] = [0, {}]
  for (const n of moments) {
    world.grow(before, n)
    before = n
    const answer = answerTo(lookOf(plan), askedOf(plan, world.observed()), latch)
    latch = answer.latch
    if (claimOf(answer) === wanted) return n
  }
  return Number.POSITIVE_INFINITY
}

function askedOf(plan: Plan, observed: Asked['question']['observed']): Asked {
  const { bound, boundary, alpha, side } = plan
  const isObjective = bound === 'Effect'
  return {
    challenger: 'b',
    bound,
    boundary,
    alphas: { promotion: alpha, harm: alpha },
    corrections: [],
    question: {
      metric: 'm',
      meaning: 'what is measured',
      role: isObjective ? 'Objective' : 'Guardrail',
      goal: isObjective && side === 'More' ? 'Increase' : 'Decrease',
      observed,
    },
  }
}

const lookOf = ({ method, plannedN }: Plan): Look => ({
  method,
  plannedN,
  alpha: 0.05,
  harmAlpha: 0.05,
  elapsedMs: 1,
  minimumMs: 0,
  maximumMs: 1,
  entered: 1,
  trials: [],
  quality: {
    units: { seen: { level: 0, epochs: [] }, isSample: false },
    missing: [],
    tallies: { lost: 0, all: 0 },
    pairs: undefined,
  },
})
