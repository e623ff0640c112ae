import type { RoutingPlan } from '../api/routing-plan.ts'

/** Who answers, and how likely that was. */
export type Assigned = { readonly variant: string; readonly propensity: number }

/**
 * Who owns a place in [0, 1): whoever's share it lies in, from its first point up to its last, which it lacks; the
 * champion owns the rest, and all of a segment that the plan doesn't name. Requires shares that don't overlap.
 *
 * O(shares) without an allocation; what is looked up is prepared here.
 */
export function createAssignment(
  { champion, segments }: Pick<RoutingPlan, 'champion' | 'segments'>,
  segment = 0,
): (place: number) => Assigned {
  const shares = segments.find((each) => each.segment === segment)?.shares ?? []
  const widthOf = (variant: string) =>
    sum(shares.filter((share) => share.variant === variant).map(({ from, to }) => to - from))
  const parts = shares
    .toSorted((a, b) => a.from - b.from)
    .map(({ variant, from, to }) => ({
      from,
      to,
      owner: { variant, propensity: widthOf(variant) },
    }))
  const left = 1 - sum(shares.map(({ from, to }) => to - from))
  const rest = { variant: champion, propensity: Math.max(0, left) }
  return (place) => {
    for (const { from, to, owner } of parts) {
      if (place < from) return rest
      if (place < to) return owner
    }
    return rest
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
