import type { EpochShares } from '../../stats/strata/stratum.ts'
import { at } from '../../stats/sums/keyed.ts'
import type { Contest, Epoch } from '../record/record.ts'

/** Of one epoch: each variant's part of all units, the champion's included, and 0 for all others that are named. */
export function sharesOf(
  { epoch, champion, shares }: Pick<Epoch, 'epoch' | 'champion' | 'shares'>,
  others: readonly string[],
): EpochShares {
  const given: Record<string, number> = Object.fromEntries(others.map((key) => [key, 0]))
  for (const { variant, from, to } of shares) given[variant] = (at(given, variant) ?? 0) + to - from
  const rest = Object.entries(given).reduce(
    (left, [variant, share]) => (variant === champion ? left : left - share),
    1,
  )
  const all = Object.entries({ ...given, [champion]: Math.max(0, rest) })
  return { epoch, shares: Object.fromEntries(all.map(([key, share]) => [key, rounded(share)])) }
}

/** What subtracting leaves of nothing is nothing. */
const rounded = (share: number) => Math.round(share * 1e9) / 1e9

/** Of a round, the epochs of one contest. */
export const epochsOf = (epochs: readonly Epoch[], contest: Contest): readonly Epoch[] =>
  epochs.filter((epoch) => epoch.contest === contest)
