import { durationInWords } from '../duration-words.ts'
import type { ExpectedTime } from './expected-time.ts'
import type { Schedule } from './schedule.ts'

/** When a decision is expected, and whether that is in time. */
export function inWords(
  { at50Ms, at90Ms, neededMs }: Omit<ExpectedTime, 'sentence'>,
  { requestsPerSecond, maximumMs }: Schedule,
): string {
  const rate = Number(requestsPerSecond.toPrecision(2))
  const start = `at ${rate} ${rate === 1 ? 'request' : 'requests'}/s`
  const maximum = `the maximum is ${durationInWords(maximumMs)}`
  if (at50Ms !== undefined && at90Ms !== undefined) {
    const [half, most] = [durationInWords(at50Ms), durationInWords(at90Ms)]
    return `${start} this takes about ${half}${most === half ? '' : `, and hardly more than ${most}`}`
  }
  if (at50Ms === undefined)
    return neededMs === undefined
      ? `${start} this may never be proven; ${maximum}`
      : `${start} this needs about ${durationInWords(neededMs)}; ${maximum}`
  const later =
    neededMs === undefined
      ? 'but it may never be proven'
      : `and very likely only within ${durationInWords(neededMs)}`
  return `${start} this is as likely as not within ${durationInWords(at50Ms)}, ${later}; ${maximum}`
}
