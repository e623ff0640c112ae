import { type Seen, seenUpTo, staked, undivided } from '../sequential/shrinking-sample.ts'
import { logSumExp } from '../special/log-sum-exp.ts'
import { sum } from '../special/sum.ts'
import { latchedLogP } from './latched.ts'
import type { Arrivals, ByVariant, EpochUnits } from './quality.ts'
import { logEvidenceOfMismatch } from './sample-ratio.ts'

/** What was ever seen: the smallest ln p, and of a sample what was last seen at each of its levels. */
export type SampleRatioLatch = {
  readonly logP: number
  readonly seen: readonly Seen<EpochUnits>[]
}

/** Before the first look. */
export const noSampleRatioLatch: SampleRatioLatch = { logP: 0, seen: [] }

/** Units by variant, as counted and as the shares would have had them; and the smallest ln p ever seen. */
export type SampleRatio = {
  readonly logP: number
  readonly observed: ByVariant
  readonly expected: ByVariant
}

/**
 * Whether units came in the ratio of the configured shares: each epoch against its own, all epochs together, at
 * any time. What has once been seen is not forgotten. Counted are units at their first exposure: requests
 * of the same unit would cry wolf. Who came where none should is left to `straysOf`: no chance explains a
 * single one, but an accident does. O(epochs · variants · levels of the sample).
 */
export function watchSampleRatio(
  { seen: now, isSample }: Arrivals,
  past: SampleRatioLatch,
): { readonly sampleRatio: SampleRatio; readonly latch: SampleRatioLatch } {
  const seen = seenUpTo(past.seen, now)
  const samples = isSample ? staked(seen) : undivided(now.epochs)
  const logE = logSumExp(
    samples.map(({ logWeight, epochs }) => logWeight + sum(epochs.map(evidenceIn))),
  )
  const logP = latchedLogP(past.logP, -logE)
  return {
    sampleRatio: { logP, observed: observedIn(now.epochs), expected: expectedIn(now.epochs) },
    latch: { logP, seen: isSample ? seen : [] },
  }
}

/** Units that came to variants which had no share in their epoch: from a router one configuration late. */
export function straysOf(epochs: readonly EpochUnits[]): number {
  return sum(
    epochs.flatMap(({ shares, units }) =>
      Object.entries(units).map(([variant, n]) => ((shares[variant] ?? 0) === 0 ? n : 0)),
    ),
  )
}

/** Bad shares say nothing: they are refused where they are made. */
function evidenceIn({ shares, units }: EpochUnits): number {
  const variants = Object.keys(shares).filter((variant) => shares[variant] !== 0)
  const logE = logEvidenceOfMismatch(
    variants.map((variant) => units[variant] ?? 0),
    variants.map((variant) => shares[variant] ?? 0),
  )
  return typeof logE === 'number' && Number.isFinite(logE) ? logE : 0
}

function observedIn(epochs: readonly EpochUnits[]): ByVariant {
  return byVariant(epochs, ({ units }, variant) => units[variant] ?? 0)
}

function expectedIn(epochs: readonly EpochUnits[]): ByVariant {
  return byVariant(epochs, ({ shares, units }, variant) => {
    const all = sum(Object.values(shares))
    const isSound = all > 0 && all < Number.POSITIVE_INFINITY
    return isSound ? sum(Object.values(units)) * ((shares[variant] ?? 0) / all) : 0
  })
}

function byVariant(
  epochs: readonly EpochUnits[],
  of: (epoch: EpochUnits, variant: string) => number,
): ByVariant {
  return Object.fromEntries(
    variantsOf(epochs).map((variant) => [variant, sum(epochs.map((epoch) => of(epoch, variant)))]),
  )
}

const variantsOf = (epochs: readonly EpochUnits[]) =>
  [...new Set(epochs.flatMap(({ shares, units }) => [shares, units].flatMap(Object.keys)))].sort()
