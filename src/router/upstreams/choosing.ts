type Candidate = {
  readonly outstanding: () => number
  readonly isOut: (now: number) => boolean
}

/**
 * The endpoint with the fewest requests under way among those that are not left alone, but for those already tried.
 * Among equals the search begins anywhere, so that none is preferred.
 */
export function choose<E extends Candidate>(
  endpoints: readonly E[],
  {
    now,
    chance,
    tried,
  }: { readonly now: number; readonly chance: number; readonly tried: readonly E[] },
): E | undefined {
  const count = endpoints.length
  const first = Math.floor(chance * count)
  let best: E | undefined
  let fewest = Number.POSITIVE_INFINITY
  for (let step = 0; step < count; step++) {
    const endpoint = endpoints[(first + step) % count]
    if (endpoint === undefined || tried.includes(endpoint) || endpoint.isOut(now)) continue
    const under = endpoint.outstanding()
    if (under >= fewest) continue
    best = endpoint
    fewest = under
    if (fewest === 0) break
  }
  return best
}
