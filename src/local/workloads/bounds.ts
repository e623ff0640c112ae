/** A number, or a percentage of the replicas: `"25%"`. */
type Portion = number | string

export type Strategy = {
  readonly type?: 'RollingUpdate' | 'Recreate'
  readonly rollingUpdate?: { readonly maxSurge?: Portion; readonly maxUnavailable?: Portion } | null
}

/** How many Pods there may be above the wanted replicas, and how many of those may be unavailable. */
export type Bounds = { readonly surge: number; readonly unavailable: number }

/** A part of a Pod above is a Pod, and a part of one missing is none; both 0 would stand still. */
export function boundsOf({ type, rollingUpdate }: Strategy, replicas: number): Bounds {
  if (type === 'Recreate' || replicas === 0) return { surge: 0, unavailable: 0 }
  const { maxSurge = '25%', maxUnavailable = '25%' } = rollingUpdate ?? {}
  const surge = Math.ceil(portion(maxSurge, replicas))
  const missing = Math.floor(portion(maxUnavailable, replicas))
  const unavailable = surge === 0 && missing === 0 ? 1 : missing
  return { surge, unavailable: Math.min(unavailable, replicas) }
}

function portion(wanted: Portion, replicas: number): number {
  if (typeof wanted === 'number') return wanted
  return (Number.parseInt(wanted, 10) * replicas) / 100
}
