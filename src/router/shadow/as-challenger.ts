import type { Upstream } from '../upstreams/upstream.ts'

/**
 * A challenger as a copy meets it: what copies come to opens its circuit, as in live traffic, but never that of a champion that
 * it has become meanwhile.
 */
export function asChallenger(upstream: Upstream, isStill: () => boolean): Upstream {
  const { breaker } = upstream
  return {
    ...upstream,
    breaker: {
      ...breaker,
      ended: (pass, ending, now) => breaker.ended(pass, isStill() ? ending : 'Unclear', now),
    },
  }
}
