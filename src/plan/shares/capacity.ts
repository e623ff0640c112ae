import type { Share } from '../../routing/shares.ts'
import type { Observation } from '../observation.ts'
import { restOf, sizeOf } from './shares.ts'

type Seen = Pick<Observation, 'workloads'>

/**
 * How many ready replicas carry a part of the traffic, if the champion's carry theirs: surge first, then shift. A service
 * is one, whoever runs it: what it carries is its owner's to know.
 */
export function replicasFor(
  shares: readonly Share[],
  key: string,
  champion: string,
  seen: Seen,
): number {
  const rest = restOf(shares)
  const share = sizeOf(shares, key)
  if (share === 0) return 0
  if (rest === 0) return 1
  return Math.max(1, Math.ceil((readyOf(seen, champion) * share) / rest - rounding))
}

/** The first who could not carry what it would get, in words. */
export function tooWeak(
  shares: readonly Share[],
  champion: string,
  seen: Seen,
  isService: (key: string) => boolean,
): string | undefined {
  const keys = [...new Set(shares.map(({ variant }) => variant))]
  const weak = keys.find(
    (key) => !isService(key) && readyOf(seen, key) < replicasFor(shares, key, champion, seen),
  )
  if (weak === undefined) return undefined
  const need = replicasFor(shares, weak, champion, seen)
  return `${weak} has ${readyOf(seen, weak)} of ${need} replicas that carry ${percentOf(sizeOf(shares, weak))}`
}

export const readyOf = ({ workloads }: Seen, key: string): number => workloads[key]?.ready ?? 0

const percentOf = (part: number) => `${Number((100 * part).toPrecision(4))}%`

/** Shares are sums of fractions. */
const rounding = 1e-9
