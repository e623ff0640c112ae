import type { SpecVariant } from '../variants/variant.ts'

export type Resources = NonNullable<SpecVariant['resources']>

/**
 * Where a user says nothing: without a request a pod is the first to be evicted, and lands on a full node. A server has no
 * limit, since nobody knows how large its model is. None has one of CPU: throttled, it would be slow though there is room.
 */
export const usualResources = {
  server: { requests: { cpu: '250m', memory: '512Mi' } },
  router: { requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '1Gi' } },
} as const satisfies { readonly [component: string]: Resources }

/** Whoever says anything has said all: a limit of theirs is below no request of ours. */
export function resourcesOr(usual: Resources, given: Resources | undefined): Resources {
  const isSaid = Object.values(given ?? {}).some((quantities) => Object.keys(quantities).length > 0)
  return given !== undefined && isSaid ? given : usual
}

/**
 * What a router may hold of bodies, in bytes: a quarter of its limit, as copies, connections and what was counted want
 * room, too. Nothing, where it has no limit.
 */
export function bodyMemory({ limits }: Resources): number | undefined {
  const limit = bytesIn(limits?.['memory'] ?? '')
  if (limit === undefined) return undefined
  return Math.min(mostBytes, Math.max(leastBytes, Math.floor(limit / 4)))
}

const leastBytes = 2 ** 20
const mostBytes = 2 ** 36

/** `1Gi`, `1.5e9`, `500M`. */
function bytesIn(quantity: string | number): number | undefined {
  const form = /^([0-9.]+)(?:([KMGTPE]i|[numkMGTPE])|([eE][-+]?[0-9]+))?$/
  const [, digits = '', suffix = '', exponent = ''] = form.exec(`${quantity}`) ?? []
  const bytes = Number(`${digits}${exponent}`) * factorOf(suffix)
  return digits === '' || Number.isNaN(bytes) ? undefined : bytes
}

function factorOf(suffix: string): number {
  const [prefix = '', isBinary] = suffix
  if (isBinary !== undefined) return 1024 ** ('KMGTPE'.indexOf(prefix) + 1)
  return suffix === ''
    ? 1
    : 1000 ** (['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].indexOf(suffix) - 3)
}
