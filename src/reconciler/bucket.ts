/** At most `perSecond` a second in the long run, and `burst` at once. */
export type Rate = { readonly perSecond: number; readonly burst: number }

/**
 * A bucket of tokens that may go into debt: every caller gets a place, and is told how long to wait
 * for it. Places are given in the order of asking.
 */
export function createBucket({ perSecond, burst }: Rate) {
  let tokens = burst
  let at = Number.NEGATIVE_INFINITY

  /** Takes a token, and says in how many milliseconds it will be there. */
  return function reserveMs(now: number): number {
    tokens = Math.min(burst, tokens + ((now - at) / 1000) * perSecond) - 1
    at = now
    return tokens >= 0 ? 0 : (-tokens / perSecond) * 1000
  }
}
