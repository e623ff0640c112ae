import { logSumExp } from '../special/log-sum-exp.ts'
import { sum } from '../special/sum.ts'
import { at } from '../sums/keyed.ts'
import { latchedLogP } from './latched.ts'
import type { Arrivals, ByVariant, EpochUnits } from './quality.ts'
import { logEvidenceOfMismatch } from './sample-ratio.ts'
import { type Seen, seenUpTo, staked, undivided } from './shrinking-sample.ts'

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
 * any time. Half of the stake bets on any mismatch, the other half on one variant's against all others, each in turn:
 * among eight challengers one that loses a tenth of its units is found with half as many. What has once been seen is not
 * forgotten. Counted are units at their first exposure: requests of the same unit would cry wolf. Who came where none should is
 * left to `straysOf`: no chance explains a single one, but an accident does. O(epochs · variants² · levels of the sample).
 */
export function watchSampleRatio(
  { seen: now, isSample }: Arrivals,
  past: SampleRatioLatch,
): { readonly sampleRatio: SampleRatio; readonly latch: SampleRatioLatch } {
  const seen = seenUpTo(past.seen, now)
  const samples = isSample ? staked(seen) : undivided(now.epochs)
  const logE = logSumExp(samples.map(({ logWeight, epochs }) => logWeight + evidenceOf(epochs)))
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
      Object.entries(units).map(([variant, n]) => (sizeOf(shares, variant) === 0 ? n : 0)),
    ),
  )
}

/** The mean of bets is a bet. All variants of a round are named in the shares of each of its epochs. */
function evidenceOf(epochs: readonly EpochUnits[]): number {
  const together = sum(epochs.map((epoch) => evidenceIn(epoch)))
  const variants = [...new Set(epochs.flatMap(({ shares }) => Object.keys(shares)))]
  const each = variants.map((variant) => sum(epochs.map((epoch) => evidenceIn(epoch, variant))))
  const stake = -Math.log(2 * variants.length)
  return logSumExp([together - Math.LN2, ...each.map((evidence) => evidence + stake)])
}

/** Of all variants, or of one against the rest. Bad shares say nothing: they are refused where they are made. */
function evidenceIn({ shares, units }: EpochUnits, one?: string): number {
  const variants = Object.keys(shares).filter((variant) => shares[variant] !== 0)
  const groups =
    one === undefined
      ? variants.map((variant) => [variant])
      : [[one], variants.filter((variant) => variant !== one)]
  const by = (sizes: ByVariant) =>
    groups.map((group) => sum(group.map((variant) => sizeOf(sizes, variant))))
  const logE = logEvidenceOfMismatch(by(units), by(shares))
  return typeof logE === 'number' && Number.isFinite(logE) ? logE : 0
}

function observedIn(epochs: readonly EpochUnits[]): ByVariant {
  return byVariant(epochs, ({ units }, variant) => sizeOf(units, variant))
}

function expectedIn(epochs: readonly EpochUnits[]): ByVariant {
  return byVariant(epochs, ({ shares, units }, variant) => {
    const all = sum(Object.values(shares))
    const isSound = all > 0 && all < Number.POSITIVE_INFINITY
    return isSound ? sum(Object.values(units)) * (sizeOf(shares, variant) / all) : 0
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

const sizeOf = (of: ByVariant, variant: string) => at(of, variant) ?? 0

const variantsOf = (epochs: readonly EpochUnits[]) =>
  [...new Set(epochs.flatMap(({ shares, units }) => [shares, units].flatMap(Object.keys)))].sort()
