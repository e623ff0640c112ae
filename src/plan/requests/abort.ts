import { noted } from '../record/noted.ts'
import type { ExperimentRecord } from '../record/record.ts'
import { ended } from '../round/ending.ts'
import { reverted } from '../round/promoting.ts'
import type { Inquiry, StageRule } from '../stages/rule.ts'
import { byWhom } from './asked.ts'
import { refused, writtenAt } from './refusing.ts'

/** The emergency exit. Whatever else is asked or proven, it wins, also where the round is paused. */
export const abort: StageRule = {
  name: 'Abort',
  sentence:
    'An abort sends all traffic to the champion; after a promotion, back to the former one.',
  speak: (i) => {
    const { record } = i
    const text = writtenAt(i, 'abort')
    if (text === undefined) return undefined
    const { round, requests } = record
    const asked = /^\d{1,9}$/.test(text) ? Number(text) : undefined
    if (asked === round.number && requests.aborted !== asked) return { next: aborted(i) }
    // One of an earlier round is left behind, and means nothing any more.
    if (asked !== undefined && asked <= round.number) return undefined
    return requests.refused?.abort === text
      ? undefined
      : { next: refused(i, 'abort', text, staleIn(i)) }
  },
}

function aborted({ o, record }: Inquiry): ExperimentRecord {
  const { nowMs, experiment } = o
  const { number } = record.round
  const handled = { ...record, requests: { ...record.requests, aborted: number } }
  const by = byWhom(experiment)
  if (record.round.stage === 'Settled' && record.former?.round !== number) {
    const message = `abort of round ${number} by ${by}: it has ended, and there is no former champion to go back to`
    return noted(handled, {
      type: 'Warning',
      reason: 'RequestRefused',
      action: 'Abort',
      message,
      atMs: nowMs,
    })
  }
  const back = record.former?.round === number ? reverted(handled, nowMs) : handled
  const reason = `aborted by ${by}`
  return ended(back, { outcome: 'Aborted', reason, nowMs })
}

const staleIn = ({ record }: Inquiry) =>
  ({ reason: 'StaleRequest', why: `the round is ${record.round.number}` }) as const
