import type { Address } from './orders.ts'

/** How long an endpoint that took no connection comes last. */
const restMs = 1_000

type Known = { readonly address: Address; open: number; restsUntil: number; turn: number }

/**
 * The endpoints of one listener. The one with the fewest connections is next; among equals, the one whose
 * last turn is the longest ago.
 */
export function createChoice(now: () => number) {
  let known = new Map<string, Known>()
  let turns = 0

  /** What stays keeps its count; what goes keeps its connections, and gets no more. */
  function replace(addresses: readonly Address[]): void {
    const before = known
    known = new Map(
      addresses.map((address) => {
        const key = `${address.host}:${address.port}`
        return [key, before.get(key) ?? { address, open: 0, restsUntil: 0, turn: 0 }]
      }),
    )
  }

  /** `undefined` once all have been tried. */
  function next(tried: ReadonlySet<Known>): Known | undefined {
    const moment = now()
    let best: Known | undefined
    for (const one of known.values()) {
      if (!tried.has(one) && (best === undefined || isBefore(one, best, moment))) best = one
    }
    if (best !== undefined) best.turn = ++turns
    return best
  }

  function failed(one: Known): void {
    one.restsUntil = now() + restMs
  }

  return { replace, next, failed }
}

export type Choice = ReturnType<typeof createChoice>
export type Chosen = Known

function isBefore(a: Known, b: Known, moment: number): boolean {
  const [aRests, bRests] = [a.restsUntil > moment, b.restsUntil > moment]
  if (aRests !== bRests) return bRests
  return a.open === b.open ? a.turn < b.turn : a.open < b.open
}
