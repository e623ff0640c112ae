import type { Slices } from '../../stats/strata/maturity.ts'
import type { Source } from '../tally.ts'

/** When outcomes can have come, and whose clock says so. */
export type Times = {
  readonly slices: Slices
  readonly delayMs: number
  readonly nowMs: number
}

/** Pages that are to become one, the last of them named first; of one alone there is nothing to do. */
export type Joining = readonly [last: number, ...others: number[]]

/**
 * Which pages of a ledger may become one, when so many slices make a page. Evidence must grow from look to look, so
 * what has been judged is never put behind what cannot be judged yet: pages are joined that both have had their time, or
 * both not, and those in between, where two clocks could disagree, wait. Live traffic is not looked at by slices, once they
 * are mature: they all become one. Pairs are, so that theirs stay as long as each other.
 */
export function joinings(
  pages: Iterable<number>,
  { source, span }: { readonly source: Source; readonly span: number },
  times: Times,
): readonly Joining[] {
  const groups = Map.groupBy([...pages].sort(latestFirst), (slice) => {
    const ripeness = ripenessOf(slice, times)
    if (ripeness === 'Between') return `${slice}`
    const group = ripeness === 'Settled' && source === 'Live' ? 0 : lastOfPage(slice, span)
    return `${ripeness} ${group}`
  })
  return [...groups.values()].flatMap(([last, ...others]) =>
    last === undefined || others.length === 0 ? [] : [[last, ...others] as const],
  )
}

/** The last slice of the page that a slice lies on, if so many make a page. */
export const lastOfPage = (slice: number, span: number): number =>
  (Math.floor(slice / span) + 1) * span - 1

/** Whether all outcomes have come that count, on any clock; or none has been judged, on any clock. */
function ripenessOf(
  slice: number,
  { slices: { startMs, lengthMs }, delayMs, nowMs }: Times,
): 'Settled' | 'Between' | 'Pending' {
  const matureMs = startMs + (slice + 1) * lengthMs + delayMs
  if (matureMs + apartMs <= nowMs) return 'Settled'
  return matureMs - apartMs > nowMs ? 'Pending' : 'Between'
}

/** Those of which nothing is waited for. */
export const settledIn = (pages: Iterable<number>, times: Times): readonly number[] =>
  [...pages].filter((slice) => ripenessOf(slice, times) === 'Settled')

/** Two clocks are that far apart at most: the one that settles, and the one that judges. */
const apartMs = 10_000

const latestFirst = (a: number, b: number) => b - a
