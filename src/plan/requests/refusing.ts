import { noted } from '../record/noted.ts'
import type { ExperimentRecord } from '../record/record.ts'
import type { Inquiry } from '../stages/rule.ts'
import { annotations } from './asked.ts'

type Place = 'request' | 'abort'

/** What somebody has written there, as far as it is remembered: nothing that is longer is a request. */
export const writtenAt = ({ o }: Pick<Inquiry, 'o'>, place: Place): string | undefined =>
  o.experiment.annotations[annotations[place]]?.slice(0, longest)

/** The same record, which has said no to this text, and says it once. */
export function refused(
  { o, record }: Pick<Inquiry, 'o' | 'record'>,
  place: Place,
  text: string,
  { reason, why }: { readonly reason: 'StaleRequest' | 'RequestRefused'; readonly why: string },
): ExperimentRecord {
  const refusals = { ...record.requests.refused, [place]: text }
  const message = `${annotations[place]} "${text}": ${why}`
  return noted(
    { ...record, requests: { ...record.requests, refused: refusals } },
    { type: 'Warning', reason, about: text, action: 'Refuse', message, atMs: o.nowMs },
  )
}

const longest = 128
