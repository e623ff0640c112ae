import type { RoutingPlan } from '../api/routing-plan.ts'

export type Share = RoutingPlan['segments'][number]['shares'][number]

/** A challenger, or the place of one who has gone: it is the champion's, and nobody else moves. */
type Contestant = string | undefined

/**
 * One step of a canary. `percent` is the sum over all challengers, each of which has the same part of it: of K, number
 * i owns from i/K on. So a higher percent moves units from the champion to a challenger, and nobody else.
 *
 * Requires 0 ≤ percent ≤ 100. Points are rounded alike and in order: shares never overlap, and never shrink as the
 * percent rises.
 */
export function canaryShares(
  challengers: readonly Contestant[],
  percent: number,
): readonly Share[] {
  const all = challengers.length
  return challengers.flatMap((variant, number) =>
    share(variant, number / all, (number + percent / 100) / all),
  )
}

/** Fixed shares, end to end from 0 on. Requires percents of 0 or more, and a sum of at most 100. */
export function splitShares(
  challengers: readonly { readonly variant: Contestant; readonly percent: number }[],
): readonly Share[] {
  let before = 0
  return challengers.flatMap(({ variant, percent }) => {
    const from = before
    before += percent
    return share(variant, from / 100, before / 100)
  })
}

function share(variant: Contestant, from: number, to: number): readonly Share[] {
  return variant === undefined || from === to ? [] : [{ variant, from, to }]
}
