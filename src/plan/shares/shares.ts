import { canaryShares, type Share, splitShares } from '../../routing/shares.ts'
import type { Observation } from '../observation.ts'
import type { Challenger, ExperimentRecord } from '../record/record.ts'
import type { Understood } from '../understood.ts'

/** Who is still in, of all that entered. */
export const contenders = ({ round }: ExperimentRecord): readonly Challenger[] =>
  round.challengers.filter(({ out }) => out === undefined)

/**
 * What challengers get in a comparison: of a canary `percent` is the sum over all that entered. Whoever is out, or has no
 * pod that is ready, leaves its place to the champion, and nobody else moves.
 */
export function comparingShares(
  { effective: { strategy, shares = [] } }: Understood,
  record: ExperimentRecord,
  { percent, workloads }: { readonly percent: number } & Pick<Observation, 'workloads'>,
): readonly Share[] {
  const { challengers } = record.round
  const placed = (challenger: Challenger | undefined) =>
    challenger === undefined || challenger.out !== undefined || !isUp(workloads, challenger.key)
      ? undefined
      : challenger.key
  if (strategy === 'Canary') return canaryShares(challengers.map(placed), percent)
  return splitShares(
    shares.map((share) => ({
      variant: placed(challengers.find(({ name }) => name === share.name)),
      percent: share.percent,
    })),
  )
}

/** After a promotion: so much stays with the former champion, if it is still up. */
export function holdbackShares(
  former: string,
  percent: number,
  { workloads }: Pick<Observation, 'workloads'>,
): readonly Share[] {
  return isUp(workloads, former) ? splitShares([{ variant: former, percent }]) : []
}

export const isUp = (workloads: Observation['workloads'], key: string): boolean =>
  (workloads[key]?.ready ?? 0) > 0

/** The part of all units that a variant has. */
export const sizeOf = (shares: readonly Share[], key: string): number =>
  shares.reduce((sum, { variant, from, to }) => (variant === key ? sum + to - from : sum), 0)

/** What nobody else has. Rounded, so that three thirds leave nothing. */
export const restOf = (shares: readonly Share[]): number =>
  Math.max(
    0,
    Math.round((1 - shares.reduce((sum, { from, to }) => sum + to - from, 0)) * 1e9) / 1e9,
  )
