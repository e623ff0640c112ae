import type { Facts } from '../facts.ts'
import { timeText } from '../texts.ts'
import { no, type Said, yes } from './said.ts'

/** Somebody has asked to leave everything as it is. */
export function paused({ o, record: { round, requests } }: Facts): Said {
  if (o.spec.suspend)
    return yes(
      'Suspended',
      'spec.suspend: nothing is looked at or changed; routers keep their plan',
    )
  if (round.paused === undefined) return no('NotPaused', 'shares may change')
  const { by, sinceMs } = round.paused
  const ask = `contender.dev/request "resume@${round.number}#${requests.last + 1}"`
  return yes(
    'Requested',
    `paused by ${by} at ${timeText(sinceMs)}: shares stay, evidence is counted; to go on: ${ask}`,
  )
}
