import { effective } from '../../api/effective.ts'
import type { ExperimentSpec } from '../../api/experiment.ts'
import type { MetricKindName } from '../../api/metric-kinds.ts'
import { alphaOfTry } from '../../stats/corrections/spending.ts'
import type { Plan } from '../../stats/planning/plan.ts'
import { outcomesFor } from '../../stats/planning/power.ts'
import { sampleSizeOfProportions } from '../../stats/planning/sample-size.ts'
import { steady } from '../../stats/planning/stretches.ts'
import { isUnknown } from '../../stats/unknown.ts'
import { askedMetrics } from './asked-metric.ts'
import { numberIn } from './numbers.ts'

/** What sequences are tuned for where nobody says what is worth finding. */
const usual = 5000

/** Fewer open no gate, and for more nobody waits. */
const [fewest, most] = [500, 1_000_000]

/** The chance to find what is worth finding. */
const power = 0.9

/**
 * How many outcomes a round is planned for, of the spec alone, so that nothing that is seen can change it: what it takes to
 * prove a rate better by `minimumEffect`, at the first try and at the shares of the last step. For a mean one would have to
 * know how values vary, which no spec says, and their range would be off by orders of magnitude: means get what suits
 * most. No promise depends on it, power hardly does, and Bayesian waits for as many. Some milliseconds.
 */
export function plannedN(spec: ExperimentSpec): number {
  const n = Math.ceil(plannedFor(spec) ?? usual)
  return Number.isFinite(n) ? Math.min(most, Math.max(fewest, n)) : usual
}

function plannedFor(spec: ExperimentSpec): number | undefined {
  const objective = askedMetrics(spec).find(({ role }) => role === 'Objective')
  const champion = objective && supposed[objective.kind]
  if (champion === undefined || objective?.minimumEffect === undefined) return undefined
  const isMore = objective.goal === 'Increase'
  const truth = isMore ? objective.minimumEffect : -objective.minimumEffect
  const chance = chanceOf(spec)
  const alpha = alphaOfTry(numberIn(spec.decision.alpha) / challengersOf(spec), 1)
  const total = atOneLook({ champion, truth, chance, alpha })
  const { method } = spec.decision
  const claim: Plan = {
    ...{ figure: { kind: 'Rate', champion }, source: { of: 'Requests' }, bound: 'Effect' },
    ...{ side: isMore ? 'More' : 'Less', boundary: 0, truth, alpha },
    ...{ method, plannedN: Math.max(1, total ?? usual), stretches: steady(chance) },
  }
  // What a posterior asks for is the very number that is sought.
  const looked = method === 'AlwaysValid' ? outcomesFor(claim, power) : total
  // A pair is two outcomes.
  const part = effective(spec).strategy === 'Shadow' ? 0.5 : 1
  return looked === undefined || isUnknown(looked) ? total : part * looked
}

/**
 * The champion's rate, supposed before anything is seen: the one at which most outcomes are needed. Errors and slow
 * answers are the exception wherever a model serves at all.
 */
const supposed: { readonly [K in MetricKindName]?: number } = {
  Accuracy: 0.5,
  ErrorRate: 0.1,
  LatencyAbove: 0.1,
}

type OneLook = Pick<Plan, 'truth' | 'alpha'> & {
  readonly champion: number
  readonly chance: number
}

/** By a fixed horizon; nothing where there is no such effect. */
function atOneLook({ champion, truth, chance, alpha }: OneLook): number | undefined {
  const ratio = chance / (1 - chance)
  const alternative = truth > 0 ? 'Larger' : 'Smaller'
  const found = sampleSizeOfProportions(champion, champion + truth, {
    ...{ alpha, power, ratio, alternative },
  })
  return isUnknown(found) ? undefined : found.n * (1 + ratio)
}

/** Whoever is not the champion challenges. */
const challengersOf = ({ variants }: ExperimentSpec) => Math.max(1, variants.length - 1)

/** The challenger's part of its own requests and the champion's; of several the scarcest. */
function chanceOf(spec: ExperimentSpec): number {
  const { strategy, steps = [], shares = [] } = effective(spec)
  if (strategy === 'Split') {
    const percents = shares.map(({ percent }) => percent)
    return partOf(Math.min(...percents), 100 - percents.reduce((sum, percent) => sum + percent, 0))
  }
  const { percent = 50 } = steps.at(-1) ?? {}
  return strategy === 'Canary' ? partOf(percent / challengersOf(spec), 100 - percent) : 0.5
}

const partOf = (challenger: number, champion: number) => challenger / (challenger + champion)
