import type { Tally } from '../tally.ts'

/**
 * How much a tally holds: whatever is counted in it, a request, a copy or an outcome, makes it another one, and nothing else
 * does. O(rows), of which sums are not looked at.
 */
export function extentOf({ round, books, events }: Tally): string {
  const all = { requests: 0, late: 0, incomplete: 0 }
  for (const { ledgers } of books)
    for (const { rows } of ledgers.flatMap(({ pages }) => pages))
      for (const { requests, late, pairs } of rows) {
        all.requests += requests
        all.late += late
        all.incomplete += pairs?.incomplete ?? 0
      }
  return JSON.stringify({ round, ...all, events })
}
