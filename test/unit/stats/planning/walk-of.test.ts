import { expect, it } from 'vitest'
import type { Plan } from '../../../../src/stats/planning/plan.ts'
import { walkOf } from '../../../../src/stats/planning/walk-of.ts'
import { isUnknown, type Unknown } from '../../../../src/stats/unknown.ts'
import { mean, p95, pairs, planOf, rate, units } from './given.ts'
import { inferredAfter } from './rehearsal.ts'

const objectives = (['AlwaysValid', 'FixedHorizon', 'Bayesian'] as const).map(
  (method) => ({ method, bound: 'Effect', boundary: 0, truth: 0.03 }) as const,
)
const guardrails = [
  { bound: 'Margin', boundary: 0.01, truth: 0.03 },
  { bound: 'Ratio', boundary: 1.1, truth: 1.5 },
  { bound: 'Limit', boundary: 0.05, truth: 0.08 },
] as const
const figures = { rate: rate(0.3), 'rare rate': rate(0.02), mean, p95 }
const sources = [{ of: 'Requests' } as const, units, pairs(0.3)]

const rows = [...objectives, ...guardrails].flatMap((asked) =>
  Object.entries(figures).flatMap(([name, figure]) =>
    sources.map((source) => ({ name, asked, parts: { ...asked, figure, source } })),
  ),
)

const nameOf = (answer: { readonly method: string } | Unknown) =>
  isUnknown(answer) ? answer.unknown : answer.method

it.each(
  rows,
)('plans by the method that the engine takes, or says that it has none: $name of $parts.source.of, $asked', ({
  parts,
}) => {
  const plan: Plan = planOf(parts)
  expect(nameOf(walkOf(plan))).toBe(nameOf(inferredAfter(plan, 2000)))
})

it('leaves nothing out that the engine judges of pairs, but what has no method', () => {
  const ofPairs = rows.filter(({ parts }) => parts.source.of === 'Pairs')
  const methods = ofPairs.map(({ parts }) => nameOf(walkOf(planOf(parts))))
  expect(new Set(methods)).toEqual(
    new Set(['PairedSequence', 'FixedHorizon', 'Posterior', 'LevelSplit', 'NoMethod']),
  )
  // Of a quantile all but its ratio, and the ratio of a mean.
  expect(methods.filter((method) => method === 'NoMethod').length).toBe(6)
})
