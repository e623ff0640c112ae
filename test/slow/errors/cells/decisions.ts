import type { DecisionMethod } from '../../../../src/stats/decision/look.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import type { Metric, Scenario } from '../../../../src/stats/simulation/scenario.ts'
import { type Ending, judging, type Posed, type Round } from '../asking/judging.ts'
import { aRate, aScenario, counted } from '../asking/scenarios.ts'
import { type Cell, holds, reported } from '../cell.ts'
import { aValue } from './means.ts'

const requests = 40_000
const challengers = ['one', 'two', 'three']

/** An objective and four guardrails, each judged by another method. */
const questions: readonly Posed[] = [
  { metric: 'accuracy', figure: 'Rate', role: 'Objective', goal: 'Increase', minimumEffect: 0.01 },
  {
    metric: 'errors',
    figure: 'Rate',
    role: 'Guardrail',
    goal: 'Decrease',
    margin: { absolute: 0.005 },
  },
  { metric: 'abuse', figure: 'Rate', role: 'Guardrail', goal: 'Decrease', margin: { ratio: 1.5 } },
  {
    metric: 'loss',
    figure: 'Mean',
    role: 'Guardrail',
    goal: 'Decrease',
    margin: { absolute: 0.1 },
  },
  { metric: 'slow', figure: 'Rate', role: 'Guardrail', goal: 'Decrease', limit: 0.06 },
]

type Levels = { readonly [metric: string]: readonly number[] }

/** The champion's level, and the challengers'. */
const alike: Levels = {
  accuracy: [0.8, 0.8, 0.8, 0.8],
  errors: [0.01, 0.01, 0.01, 0.01],
  abuse: [0.02, 0.02, 0.02, 0.02],
  loss: [1, 1, 1, 1],
  slow: [0.05, 0.05, 0.05, 0.05],
}

const better = { accuracy: [0.8, 0.85, 0.85, 0.85] }

const metricsAt = (levels: Levels): readonly Metric[] =>
  Object.entries(levels).map(([name, at]) =>
    name === 'loss'
      ? counted(name, 'Values', aValue({ means: at }))
      : counted(name, 'Events', aRate(at)),
  )

const scenarioOf = (levels: Levels, shares: readonly number[]): Scenario =>
  aScenario('50/50', requests, {
    variants: ['old', ...challengers],
    steps: [{ fromMs: 0, shares }],
    metrics: metricsAt(levels),
  })

const canary = { shares: [0.05 / 3, 0.2 / 3, 0.5 / 3], leastMs: 1_000_000 }

const cellOf = (
  name: string,
  levels: Levels,
  { method = 'AlwaysValid', ...given }: Partial<Round> & { readonly method?: DecisionMethod },
  endings: readonly Ending[],
): Cell => ({
  name: `round of three, ${name}`,
  group: 'Whole rounds: three challengers, an objective and four guardrails',
  by: 'Sums',
  scenario: scenarioOf(
    levels,
    challengers.map(() => given.steps?.shares[0] ?? 0.25),
  ),
  looks: logSpaced(200, requests, 40),
  questions: [
    judging({ challengers, questions, maximumMs: 1000 * requests, method, ...given }, endings),
  ],
})

const promoted = (expected = holds(), who: readonly string[] = challengers): Ending => ({
  name: who.length === 3 ? 'promoted' : `promoted: ${who.join(', ')}`,
  says: 'Promote',
  challengers: who,
  expected,
})

const rolledBack = (expected = holds()): Ending => ({
  name: 'rolled back',
  says: 'RollBack',
  expected,
})

const retained: Ending = { name: 'retained', says: 'Retain', expected: reported }

export const decisions: readonly Cell[] = [
  cellOf('all alike', alike, {}, [promoted(), rolledBack(), retained]),
  cellOf('all alike, canary by the rules', alike, { steps: canary }, [
    promoted(),
    rolledBack(),
    retained,
  ]),
  cellOf(
    'better, one guardrail at its margin each',
    {
      ...alike,
      ...better,
      errors: [0.01, 0.015, 0.01, 0.01],
      abuse: [0.02, 0.02, 0.03, 0.02],
      loss: [1, 1, 1, 1.1],
    },
    {},
    [promoted(), rolledBack(reported)],
  ),
  cellOf(
    'better, one guardrail at its margin each, canary by the rules',
    {
      ...alike,
      ...better,
      errors: [0.01, 0.015, 0.01, 0.01],
      abuse: [0.02, 0.02, 0.03, 0.02],
      loss: [1, 1, 1, 1.1],
    },
    { steps: canary },
    [promoted(), rolledBack(reported)],
  ),
  cellOf(
    'better, all errors beyond their margin',
    {
      ...alike,
      ...better,
      errors: [0.01, 0.025, 0.025, 0.025],
    },
    {},
    [promoted(), rolledBack(reported)],
  ),
  cellOf(
    'all at every margin and limit',
    {
      ...alike,
      errors: [0.01, 0.015, 0.015, 0.015],
      abuse: [0.02, 0.03, 0.03, 0.03],
      loss: [1, 1.1, 1.1, 1.1],
      slow: [0.05, 0.06, 0.06, 0.06],
    },
    {},
    [promoted(), rolledBack()],
  ),
  cellOf(
    'one better, two alike',
    {
      ...alike,
      accuracy: [0.8, 0.84, 0.8, 0.8],
    },
    {},
    [promoted(holds(), ['two', 'three']), promoted(reported, ['one']), rolledBack()],
  ),
  cellOf('all alike, fixed horizon', alike, { method: 'FixedHorizon' }, [promoted(), rolledBack()]),
  cellOf('all alike, Bayesian', alike, { method: 'Bayesian' }, [promoted(reported), rolledBack()]),
]
