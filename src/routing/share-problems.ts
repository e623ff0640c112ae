import type { JsonPath } from '../api/json.ts'
import type { RoutingPlan } from '../api/routing-plan.ts'
import type { PlanProblem } from './plan-problems.ts'
import type { Share } from './shares.ts'

type Placed = { readonly share: Share; readonly path: JsonPath }

/** Shares that can't be what was meant: of nobody, of the champion, of no width, or of what another one owns. */
export function shareProblems({
  champion,
  variants,
  segments,
}: RoutingPlan): readonly PlanProblem[] {
  const keys = variants.map(({ name }) => name)
  return segments.flatMap(({ shares }, nth) => {
    const placed = shares.map((share, at) => ({ share, path: ['segments', nth, 'shares', at] }))
    return [
      ...placed.flatMap(({ share, path }) => [
        ...contestantProblems(share.variant, { champion, keys }, [...path, 'variant']),
        ...widthProblems(share, path),
      ]),
      ...overlaps(placed),
    ]
  })
}

/** Whoever contests is one of the variants, and not the champion. */
export function contestantProblems(
  variant: string,
  { champion, keys }: { readonly champion: string; readonly keys: readonly string[] },
  path: JsonPath,
): readonly PlanProblem[] {
  if (variant === champion) {
    return [{ path, message: 'remove the champion here: it has what nobody else has' }]
  }
  return keys.includes(variant) ? [] : [{ path, message: `name one of ${keys.join(', ')}` }]
}

function widthProblems({ from, to }: Share, path: JsonPath): readonly PlanProblem[] {
  if (from < to) return []
  const message = `end the share behind ${from}, where it begins, or remove it: it is empty`
  return [{ path: [...path, 'to'], message }]
}

/** Each share that begins before all that begin below it have ended. */
function overlaps(placed: readonly Placed[]): readonly PlanProblem[] {
  let furthest: Share | undefined
  return placed
    .filter(({ share }) => share.from < share.to)
    .toSorted((a, b) => a.share.from - b.share.from)
    .flatMap(({ share, path }) => {
      const before = furthest
      if (before === undefined || share.to > before.to) furthest = share
      if (before === undefined || share.from >= before.to) return []
      const message = `begin at ${before.to} at least: up to there ${before.variant} owns it`
      return [{ path: [...path, 'from'], message }]
    })
}
