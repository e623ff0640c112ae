import { effectOf, type Scale } from '../fixed/effect.ts'
import type { Summary } from '../fixed/summary.ts'
import { isUnknown, type Unknown, unknownBecause, unlessOverflown } from '../unknown.ts'
import { pace, twoSidedRadius } from './sequence.ts'

/** As gbstats returns it; `logE` is the log of its e-value. */
export type AsymptoticSequence = {
  readonly estimate: number
  readonly lower: number
  readonly upper: number
  readonly rho: number
  readonly p: number
  readonly logE: number
}

/**
 * Parity with the sequential test of GrowthBook's gbstats 0.8, to compare numbers with it: an
 * asymptotic confidence sequence from pooled summaries of each variant. It promises nothing on a
 * canary split: *ungated*, at 95 to 5 with a look after every hundred outcomes, it errs in up to 59 %
 * of A/A tests at a nominal 5 %, and pooled over a change of shares a trend passes for an effect.
 * Decisions use the gated and stratified sequence instead. O(1).
 *
 * I. Waudby-Smith, D. Arbour, R. Sinha, E. H. Kennedy, A. Ramdas, "Time-uniform central limit theory
 * and asymptotic confidence sequences", arXiv:2103.06476v7, eq. 9 (interval), 155 (p), 161 (rho).
 */
export function growthbookSequence(
  champion: Summary | Unknown,
  challenger: Summary | Unknown,
  {
    alpha,
    scale,
    tuning,
  }: { readonly alpha: number; readonly scale: Scale; readonly tuning: number },
): AsymptoticSequence | Unknown {
  if (!(alpha > 0 && alpha < 1 && tuning >= 1)) return unknownBecause('OutOfRange')
  const effect = effectOf(champion, challenger, scale)
  if (isUnknown(champion)) return champion
  if (isUnknown(challenger)) return challenger
  if (isUnknown(effect)) return effect
  const { estimate, squaredError } = effect
  if (squaredError <= 0) return unknownBecause('NoSpread')
  const n = champion.n + challenger.n
  const reach = twoSidedRadius({ value: estimate, squaredError, n, df: Infinity }, alpha, tuning)
  const v = pace(n, alpha, tuning)
  const logE = ((estimate / squaredError) * estimate * (v / (v + 1))) / 2 - Math.log1p(v) / 2
  return unlessOverflown({
    estimate,
    lower: estimate - reach,
    upper: estimate + reach,
    rho: Math.sqrt(v / n),
    p: Math.min(1, Math.exp(-logE)),
    logE,
  })
}
