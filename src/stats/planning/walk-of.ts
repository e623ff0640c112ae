import { rateMethodAt } from '../effects/rate-method.ts'
import { type Unknown, unknownBecause } from '../unknown.ts'
import { bars } from './bars.ts'
import { walkOfEstimate } from './estimate-walk.ts'
import { walkOfEvents } from './event-walk.ts'
import { flawOf } from './flaws.ts'
import { differenceGame, eventGame, levelGame } from './games.ts'
import type { Figure, Plan } from './plan.ts'
import type { Walk } from './walk.ts'

/**
 * A plan as a walk, by the method that the decision will choose. `NoMethod` where it has none, `NoSpread`
 * where a gate stays closed for ever. Some hundred times the gates; what a place costs depends on the walk.
 */
export function walkOf(plan: Plan): Walk | Unknown {
  const flaw = flawOf(plan)
  if (flaw !== undefined) return flaw
  for (const method of methodsFor(plan)) {
    const walk = method(plan)
    if (walk !== undefined)
      return walk.opens < Number.POSITIVE_INFINITY ? walk : unknownBecause('NoSpread')
  }
  return unknownBecause('NoMethod')
}

/** A method, if it is one for such a plan. */
type MethodOf = (plan: Plan) => Walk | undefined

/** An objective is judged as the decision is told to, a guardrail so that harm is seen at any time. */
const methodsFor = ({ method, bound }: Plan): readonly MethodOf[] =>
  bound === 'Effect' ? byMethod[method] : byBound[bound]

const differenceSplit: MethodOf = (plan) =>
  plan.figure.kind === 'Rate' &&
  plan.source.of === 'Requests' &&
  rateMethodAt(plan.figure.champion) !== 'Sequence'
    ? walkOfEvents(plan, differenceGame(plan, plan.figure))
    : undefined

const eventSplit: MethodOf = (plan) =>
  plan.figure.kind === 'Rate' && plan.source.of === 'Requests'
    ? walkOfEvents(plan, eventGame(plan, plan.figure))
    : undefined

const levelSplit: MethodOf = (plan) =>
  plan.figure.kind === 'Rate' && plan.source.of !== 'Units'
    ? walkOfEvents(plan, levelGame(plan))
    : undefined

const sequences = {
  Requests: 'ConfidenceSequence',
  Units: 'ClusteredSequence',
  Pairs: 'PairedSequence',
} as const

const sequence: MethodOf = (plan) => walkOfEstimate(plan, sequences[plan.source.of], bars.Sequence)

const quantileSequence: MethodOf = (plan) =>
  plan.figure.kind === 'Quantile' && plan.source.of === 'Requests'
    ? walkOfEstimate(plan, 'QuantileSequence', bars.Sequence)
    : undefined

const fixedHorizon: MethodOf = (plan) => walkOfEstimate(plan, 'FixedHorizon', bars.FixedHorizon)
const posterior: MethodOf = (plan) => walkOfEstimate(plan, 'Posterior', bars.Posterior)

/** So many kinds of figures, or sources, that a method is for. */
const only =
  (
    method: MethodOf,
    is: (figure: Figure['kind'], source: Plan['source']['of']) => boolean,
  ): MethodOf =>
  (plan) =>
    is(plan.figure.kind, plan.source.of) ? method(plan) : undefined

const unlessQuantile = (figure: Figure['kind']) => figure !== 'Quantile'

/** The first that fits is taken. */
const difference = [differenceSplit, only(sequence, unlessQuantile)]

const byMethod: { readonly [M in Plan['method']]: readonly MethodOf[] } = {
  AlwaysValid: difference,
  FixedHorizon: [only(fixedHorizon, unlessQuantile)],
  Bayesian: [only(posterior, unlessQuantile)],
}

const byBound: { readonly [B in Exclude<Plan['bound'], 'Effect'>]: readonly MethodOf[] } = {
  Margin: difference,
  Ratio: [
    eventSplit,
    quantileSequence,
    only(sequence, (figure, source) => figure !== 'Mean' && source !== 'Requests'),
  ],
  Limit: [levelSplit, only(sequence, unlessQuantile)],
}
