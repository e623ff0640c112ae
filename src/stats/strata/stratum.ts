import type { Statistic } from '../sums/statistic.ts'
import { isMature, type Slices } from './maturity.ts'
import { bucketCount, type Cell, isEvidence, type TallyKey } from './tally-key.ts'

declare const ofOneEpoch: unique symbol

/**
 * Champion and challenger beside each other in one epoch, while the shares did not change. There is no
 * way to add two strata up: pooled over a change of shares, a trend in time passes for an effect.
 */
export type Stratum<S> = {
  readonly [ofOneEpoch]: 'never pooled'
  readonly epoch: number
  /** The challenger's share of the two variants' units, as configured. */
  readonly chance: number
  readonly champion: Margins<S>
  readonly challenger: Margins<S>
}

/** All outcomes of one variant in one epoch, and the same by bucket of units and by slice of time. */
export type Margins<S> = {
  readonly whole: S
  /** Empty where buckets are not kept, else one for each of the 64. */
  readonly byBucket: readonly S[]
  /** In the order of time, the same slices for every variant and epoch; empty for live traffic. */
  readonly bySlice: readonly S[]
}

/** One epoch of both answers to the same requests, as some statistic of the pairs. */
export type PairedStratum<S> = {
  readonly [ofOneEpoch]: 'never pooled'
  readonly epoch: number
  readonly pairs: Margins<S>
}

/** The shares of an epoch, fractions of all units, the champion's included. */
export type EpochShares = {
  readonly epoch: number
  readonly shares: { readonly [variant: string]: number }
}

/** Which evidence is wanted, of whom, and up to when. */
export type Asked<S> = {
  readonly statistic: Statistic<S>
  readonly champion: string
  readonly challenger: string
  readonly epochs: readonly EpochShares[]
  readonly slices: Slices
  readonly delayMs: number
  readonly nowMs: number
}

/**
 * The mature evidence of live traffic, by epoch. An epoch in which one of the two had no share compares
 * nothing. O(cells).
 */
export function stratify<S>(cells: readonly Cell<S>[], asked: Asked<S>): readonly Stratum<S>[] {
  const live = cells.filter(({ key }) => key.source === 'Live' && mayBeJudged(key, asked))
  const byEpoch = Map.groupBy(live, ({ key }) => key.epoch)
  return asked.epochs.flatMap(({ epoch, shares }) => {
    const [a, b] = [shares[asked.champion] ?? 0, shares[asked.challenger] ?? 0]
    if (!(a > 0 && b > 0)) return []
    const of = (variant: string) =>
      (byEpoch.get(epoch) ?? []).filter(({ key }) => key.variant === variant)
    const champion = bucketed(of(asked.champion), asked.statistic)
    const challenger = bucketed(of(asked.challenger), asked.statistic)
    return [stratum({ epoch, chance: b / (a + b), champion, challenger })]
  })
}

/** The mature pairs of shadow traffic, by epoch. O(cells + epochs · slices). */
export function stratifyPairs<S>(
  cells: readonly Cell<S>[],
  asked: Asked<S>,
): readonly PairedStratum<S>[] {
  const { challenger, statistic } = asked
  const pairs = cells.filter(
    ({ key }) => key.source === 'Shadow' && key.variant === challenger && mayBeJudged(key, asked),
  )
  const slices = [...new Set(pairs.map(({ key }) => key.slice))].sort((a, b) => a - b)
  const byEpoch = Map.groupBy(pairs, ({ key }) => key.epoch)
  return asked.epochs.map(({ epoch }) => {
    const here = byEpoch.get(epoch) ?? []
    const inSlice = Map.groupBy(here, ({ key }) => key.slice)
    const bySlice = slices.map((slice) => sum(statistic, inSlice.get(slice) ?? []))
    return pairedStratum({ epoch, pairs: { ...bucketed(here, statistic), bySlice } })
  })
}

type Unbranded<T> = Omit<T, typeof ofOneEpoch>

/** Requires that all of it is of one epoch. */
export const stratum = <S>(parts: Unbranded<Stratum<S>>) => parts as Stratum<S>

/** Requires that all of it is of one epoch. */
export const pairedStratum = <S>(parts: Unbranded<PairedStratum<S>>) => parts as PairedStratum<S>

function mayBeJudged<S>(key: TallyKey, { slices, delayMs, nowMs }: Asked<S>): boolean {
  return isEvidence(key) && isMature(key.slice, slices, { delayMs, nowMs })
}

function bucketed<S>(cells: readonly Cell<S>[], statistic: Statistic<S>): Margins<S> {
  const { none, merge } = statistic
  const byBucket = new Array<S>(bucketCount).fill(none)
  for (const { key, statistic: cell } of cells) {
    byBucket[key.bucket] = merge(byBucket[key.bucket] ?? none, cell)
  }
  const whole = byBucket.reduce((all, each) => (each === none ? all : merge(all, each)), none)
  return { whole, byBucket, bySlice: [] }
}

function sum<S>({ none, merge }: Statistic<S>, cells: readonly Cell<S>[]): S {
  return cells.reduce((total, { statistic }) => merge(total, statistic), none)
}
