import type { Inference } from '../sequential/inference.ts'
import type { Asked } from './asked.ts'
import { acceptableLoss, type Posterior } from './by-posterior.ts'
import type { Question } from './question.ts'

/** What a row has found, the strongest that holds. */
export type Finding =
  /** Proven better than the champion. */
  | 'Better'
  /** Proven not to be better by as much as is worth the trouble. */
  | 'Futile'
  /** Proven to be within its bound. */
  | 'Safe'
  /** Proven to be worse than the champion, and not proven to be within its bound. */
  | 'Damaged'
  /** Proven to be beyond its bound. */
  | 'Harmful'
  /** Of a metric that is only shown: worse than the champion. */
  | 'Worse'
  /** Nothing is proven yet. */
  | 'Open'

/**
 * What is proven at this look, by the evidence of this look: a p that was once smaller is remembered for people, and
 * decides nothing. Claims that promote are held to the alpha of promotion, claims of harm
 * to that of harm: both are one-sided, and each holds at all looks together.
 */
export function findingOf(inference: Inference, asked: Asked): Finding {
  const held = claimsOf(asked).find(({ side, than, alpha }) => {
    const [up, down] = [inference.logPMore, inference.logPLess]
    const isUp = (asked.question.goal === 'Increase') === (side === 'Better')
    return (isUp ? up : down)(than, alpha) <= Math.log(alpha)
  })
  return held?.finding ?? 'Open'
}

/** Its p value against its alpha: cheaper than to ask where the bound is. */
type Claim = {
  readonly finding: Finding
  readonly side: 'Better' | 'Worse'
  readonly than: number
  readonly alpha: number
}

/** The claims that a bound can make; the first that holds is the finding. */
function claimsOf({ question, bound, boundary, alphas }: Asked): readonly Claim[] {
  const { promotion, harm } = alphas
  if (question.role !== 'Guardrail')
    return [
      { finding: 'Better', side: 'Better', than: boundary, alpha: promotion },
      { finding: 'Futile', side: 'Worse', than: worthwhile(question, boundary), alpha: promotion },
    ]
  const claims: readonly Claim[] = [
    { finding: 'Harmful', side: 'Worse', than: boundary, alpha: harm },
    { finding: 'Safe', side: 'Better', than: boundary, alpha: promotion },
  ]
  // A challenger's own level is neither better nor worse than the champion's.
  if (bound === 'Limit') return claims
  const nothing = bound === 'Ratio' ? 1 : 0
  return [...claims, { finding: 'Damaged', side: 'Worse', than: nothing, alpha: harm }]
}

/** The smallest effect that is worth waiting for: where none is given, any. */
const worthwhile = ({ goal, minimumEffect = 0 }: Question, boundary: number) =>
  boundary + (goal === 'Increase' ? minimumEffect : -minimumEffect)

/** The same by expected losses: the choice that loses less, once that is little enough. */
export function findingOfLosses({ expected }: Posterior, { question }: Asked): Finding {
  const { rise, fall } = expected
  const [ofChampion, ofChallenger] = question.goal === 'Increase' ? [rise, fall] : [fall, rise]
  if (Math.min(ofChampion, ofChallenger) >= acceptableLoss) return 'Open'
  return ofChallenger < ofChampion ? 'Better' : 'Futile'
}

/** Where each bound of the interval is held to the alpha of the claim that it decides. */
export function intervalOf(inference: Inference, { question, alphas }: Asked) {
  const worst = question.role === 'Guardrail' ? alphas.harm : alphas.promotion
  return question.goal === 'Increase'
    ? { low: inference.low(alphas.promotion), high: inference.high(worst) }
    : { low: inference.low(worst), high: inference.high(alphas.promotion) }
}

/** ln p of the claim that a promotion needs: better than the boundary. */
export function logPOfClaim(inference: Inference, { question, boundary, alphas }: Asked): number {
  const { logPMore, logPLess } = inference
  return (question.goal === 'Increase' ? logPMore : logPLess)(boundary, alphas.promotion)
}
