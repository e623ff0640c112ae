import { noted } from '../record/noted.ts'
import type { ExperimentRecord } from '../record/record.ts'
import { ended } from '../round/ending.ts'
import { reverted } from '../round/promoting.ts'
import type { Inquiry, StageRule } from '../stages/rule.ts'
import { annotations, byWhom } from './asked.ts'

/** The emergency exit. Whatever else is asked or proven, it wins, also where the round is paused. */
export const abort: StageRule = {
  name: 'Abort',
  sentence:
    'An abort sends all traffic to the champion; after a promotion, back to the former one.',
  speak: (i) => {
    const { o, record } = i
    const text = o.experiment.annotations[annotations.abort]
    if (text === undefined) return undefined
    const { round, requests } = record
    const asked = /^\d{1,9}$/.test(text) ? Number(text) : undefined
    if (asked === round.number && requests.aborted !== asked) return { next: aborted(i) }
    // One of an earlier round is left behind, and means nothing any more.
    if (asked !== undefined && asked <= round.number) return undefined
    return requests.refused?.abort === text ? undefined : { next: refused(i, text) }
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

function refused({ o, record }: Inquiry, text: string): ExperimentRecord {
  const message = `${annotations.abort} "${text}": the round is ${record.round.number}`
  const refusals = { ...record.requests.refused, abort: text.slice(0, 128) }
  return noted(
    { ...record, requests: { ...record.requests, refused: refusals } },
    {
      type: 'Warning',
      reason: 'StaleRequest',
      about: text.slice(0, 128),
      action: 'Refuse',
      message,
      atMs: o.nowMs,
    },
  )
}
