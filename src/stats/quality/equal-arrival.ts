import { effectOfRates } from '../effects/effect-of-rates.ts'
import { effectOf } from '../effects/estimate-of.ts'
import { judgedBySequence } from '../effects/estimated.ts'
import type { Split } from '../effects/observed.ts'
import { isOpen } from '../sequential/gate.ts'
import type { Inference } from '../sequential/inference.ts'
import { isUnknown, type Unknown } from '../unknown.ts'

/** How surely truths do not come alike. */
export type Arrival = {
  /** ln p of that they do; 0 where nothing is known. */
  readonly logP: number
  /** How much more often the challenger's truths are missing. */
  readonly excess: number | undefined
}

/**
 * Whether the truth of a prediction is as likely to be missing whoever gave it: where it isn't, what is left of
 * the two is no longer alike. Two-sided, always valid. Missing may be the exception or the rule, and the split
 * of events suits only what is rare: both are asked, and share the alpha. Costs what they do, which
 * is O(epochs).
 */
export function equalArrival(missing: Split, alpha: number): Arrival {
  const ways =
    missing.figure === 'Rate' && missing.units === undefined
      ? [
          effectOfRates(missing.strata, { method: 'Events', scale: excessToFind }),
          effectOfRates(missing.strata, { method: 'Complement', scale: excessToFind }),
        ]
      : [judgedBySequence(effectOf(missing, undefined), tunedFor)]
  const known = ways.filter(isJudged)
  const claims = known.flatMap(({ logPMore, logPLess }) => [logPMore, logPLess])
  const each = alpha / Math.max(1, claims.length)
  const smallest = Math.min(0, ...claims.map((logP) => logP(0, each)))
  return {
    logP: Math.min(0, Math.log(Math.max(1, claims.length)) + smallest),
    excess: known[0]?.estimate,
  }
}

const isJudged = (inference: Inference | Unknown): inference is Inference =>
  !isUnknown(inference) && isOpen(inference.gates)

/** The log excess that is looked for first, and the outcomes that the sequence is tuned for. */
const excessToFind = 0.3
const tunedFor = 5000
