import { rootOf } from '../fixed/root.ts'
import { allKnown, isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import { type Awaited, type Prospect, prospectOf } from './prospect.ts'
import { isSchedule, type Schedule } from './schedule.ts'
import { inWords } from './time-in-words.ts'

/** From the beginning of the schedule; of a round that runs, from now. */
export type ExpectedTime = {
  /** When it is as likely as not that all is proven; undefined where that is beyond the maximum. */
  readonly at50Ms: number | undefined
  /** When it is very likely. */
  readonly at90Ms: number | undefined
  /** When it would be very likely if there were no maximum; undefined where it never is. */
  readonly neededMs: number | undefined
  /** The chance that all is proven in time. */
  readonly chance: number
  readonly sentence: string
}

/**
 * When all of some claims are likely to be proven: all that a promotion needs, or one alone. Claims are taken
 * to be independent, which errs on the late side where they go together. Of a round that runs, the future is
 * averaged over the truths that the present estimates leave open. Some milliseconds for each claim; some tenths of a
 * second where disasters may be unseen and the error rests on clusters.
 */
export function expectedTime(
  claims: readonly Awaited[],
  schedule: Schedule,
): ExpectedTime | Unknown {
  if (claims.length === 0 || !isSchedule(schedule)) return unknownBecause('OutOfRange')
  const prospects = allKnown(claims.map((claim) => prospectOf(claim, schedule, claims.length)))
  if (isUnknown(prospects)) return prospects
  const found = timesOf(prospects, schedule)
  if (Number.isNaN(found.chance)) return unknownBecause('Overflow')
  return { ...found, sentence: inWords(found, schedule) }
}

function timesOf(prospects: readonly Prospect[], { minimumMs, maximumMs }: Schedule) {
  const chanceBy = (ms: number) => prospects.reduce((all, each) => all * each.chanceBy(ms), 1)
  const lastMs = Math.max(...prospects.map((each) => each.lastMs))
  const whenAt = (chance: number) =>
    chanceBy(lastMs) >= chance ? rootOf((ms) => chanceBy(ms) - chance, 0, lastMs) : undefined
  const chance = chanceBy(maximumMs)
  // One look, if there is only one, is at the end.
  const earliestMs = prospects.some(({ looks }) => looks === 'Once') ? maximumMs : minimumMs
  const inTime = (level: number) =>
    chance >= level ? Math.max(earliestMs, whenAt(level) ?? maximumMs) : undefined
  return { at50Ms: inTime(0.5), at90Ms: inTime(0.9), neededMs: whenAt(0.9), chance }
}
