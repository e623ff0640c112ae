import { normal } from '../distributions/normal.ts'
import { logSumExp } from '../special/log-sum-exp.ts'
import { lastAtOrAbove } from './edge.ts'
import type { Gate } from './gate.ts'
import type { Inference, Method } from './inference.ts'
import { type Deviation, deviationFromGap, type Ladder } from './ladder.ts'
import { asNormal, logPOfScore } from './sequence.ts'

/** What both variants' requests say of their quantiles, and by how many pieces: requests, pairs or units. */
export type Quantiles = {
  readonly champion: Ladder
  readonly challenger: Ladder
  readonly n: number
  /** Degrees of freedom of what requests are worth: infinite where they are independent. */
  readonly df: number
}

/** By what name, behind which gates. */
export type Judging = {
  readonly method: Method
  readonly gates: readonly Gate[]
  readonly tunedFor: number
}

/**
 * The logarithm of the ratio of two quantiles, challenger ÷ champion, of all requests so far, by their profile
 * likelihood: of all places that the champion's quantile may have, and the challenger's so far from it, the
 * likeliest speaks. The root of its deviance is about normal at the true ratio, with no density to be estimated, so it
 * is judged by the asymptotic confidence sequence (`sequence.ts`) behind its gates. With few requests it errs on the
 * safe side: their roughness is taken for likelihood, and costs some 3 % of the distance in standard errors. Where one
 * variant's quantile lies just above a gap and the other's just below one, the likeliest pair of places lies in a
 * corner, beyond which chance leads more often than across a straight line; so the corner's chance is added. Past a
 * corner p may therefore fall again, by a factor of 1.6 at most: beside one, a bound is where p first reaches alpha on
 * the way that the search takes, and a boundary just beyond it may have a p value a little above alpha.
 *
 * Requires that the two variants' requests don't move against each other, and ladders of as many independent
 * requests as theirs are worth. The resolution is that of the histogram: buckets of 1.6 to 3.1 %. Two latencies inside
 * one are taken to be spread over it: where many are just alike (time-outs, fixed delays), a boundary is known no better
 * than that. Some five profiles a bound, a few microseconds each.
 *
 * A. B. Owen, "Empirical Likelihood", 2001, section 3.6; R. S. Woodruff, JASA 47, 1952; I. Waudby-Smith et al., as in
 * `sequence.ts`.
 */
export function byQuantileSequence(
  { champion, challenger, n, df }: Quantiles,
  { method, gates, tunedFor }: Judging,
): Inference {
  const estimate = challenger.middle - champion.middle
  const score = (gap: number) =>
    asNormal(scoreOf(deviationFromGap(champion, challenger, within(gap))), df)
  const more = (gap: number, alpha: number) =>
    gap < estimate ? logPOfScore(score(gap), n, { alpha, tunedFor }) : 0
  const less = (gap: number, alpha: number) =>
    gap > estimate ? logPOfScore(score(gap), n, { alpha, tunedFor }) : 0
  const error = Math.max(finest, Math.hypot(champion.error, challenger.error))
  const range = { from: -widest, to: widest, near: estimate, error }
  return {
    method,
    estimate,
    gates,
    low: (alpha) => lastAtOrAbove((gap) => -more(gap, alpha), -Math.log(alpha), range) ?? -Infinity,
    high: (alpha) => {
      const mirrored = { ...range, near: -estimate }
      const edge = lastAtOrAbove((gap) => -less(-gap, alpha), -Math.log(alpha), mirrored)
      return edge === undefined ? Infinity : -edge
    },
    logPMore: more,
    logPLess: less,
  }
}

/** Further apart than the slowest and the fastest that are told apart. */
const widest = 24
const finest = 1e-6
const within = (gap: number) => Math.min(widest, Math.max(-widest, gap))

/**
 * As many standard errors as are as rarely exceeded. What two independent normals exceed beyond a straight line, and
 * besides in the sector that opens from a corner of it: turn / 2π of the plane, e^(−z²/2) of that further out than z.
 */
function scoreOf({ squared, turn }: Deviation): number {
  const z = Math.sqrt(squared)
  if (!(turn > 0)) return z
  const inCorner = Math.log(turn / (2 * Math.PI)) - squared / 2
  return Math.max(0, normal.atAbove(Math.min(0, logSumExp([normal.logAbove(z), inCorner]))))
}
