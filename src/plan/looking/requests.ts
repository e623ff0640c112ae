import { type Requests, requestCells } from '../../evidence/cells/requests.ts'
import { isMature } from '../../stats/strata/maturity.ts'
import { type Cell, isEvidence, type TallyKey } from '../../stats/strata/tally-key.ts'
import type { Gathered } from './gathered.ts'

/** How many requests, or copies, and what became of them. */
export type RequestCount = {
  readonly requests: number
  /** Those that had so long for their outcomes. */
  readonly mature: number
  readonly late: number
  /** Answered by the champion in the challenger's place. */
  readonly stoodIn: number
  /** Of copies: an answer is missing. */
  readonly incomplete: number
}

/** Counts those that are meant. O(cells). */
export type CountRequests = (isMeant: (key: TallyKey) => boolean) => RequestCount

/** What chance has assigned in this contest, beside what is known of it after a delay. O(rows). */
export function requestsAfter(
  { asked, evidence, source }: Gathered,
  delayMs: number,
): CountRequests {
  const { epochs, slices, nowMs } = asked
  const known = new Set(epochs.map(({ epoch }) => epoch))
  const cells = requestCells(evidence, source, delayMs).filter(
    ({ key }) => known.has(key.epoch) && isEvidence(key),
  )
  const isJudged = ({ slice }: TallyKey) => isMature(slice, slices, { delayMs, nowMs })
  return (isMeant) => {
    const meant = cells.filter(({ key }) => isMeant(key))
    const judged = meant.filter(({ key }) => isJudged(key))
    return {
      requests: total(meant, 'requests'),
      mature: total(judged, 'requests'),
      late: total(meant, 'late'),
      stoodIn: total(meant.filter(standsIn), 'requests'),
      incomplete: total(meant, 'incomplete'),
    }
  }
}

/** Those that chance has given to one variant; of copies, that it answered. */
export const requestsOf = (variant: string) => (key: TallyKey) => key.variant === variant

const total = (cells: readonly Cell<Requests>[], what: keyof Requests) =>
  cells.reduce((sum, { statistic }) => sum + statistic[what], 0)

const standsIn = ({ key: { how } }: Cell<Requests>) => how === 'Fallback' || how === 'CircuitOpen'
