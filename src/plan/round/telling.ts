import { noted } from '../record/noted.ts'
import type { ExperimentRecord } from '../record/record.ts'
import { sizeOf } from '../shares/shares.ts'
import { presentEpoch } from './epochs.ts'

/** How shares changed, as an Event says it. */
const ways = {
  SharesRaised: { type: 'Normal', action: 'Raise', words: 'a share of the traffic' },
  ShareReturned: { type: 'Normal', action: 'Return', words: 'up again' },
  ShareWithdrawn: { type: 'Warning', action: 'Withdraw', words: 'who is not up gets no traffic' },
  Validating: {
    type: 'Normal',
    action: 'Shift',
    words: 'the traffic has moved; a part stays to be compared with',
  },
} as const

/** The same record, which tells what everybody gets from now on. */
export function toldShares(
  record: ExperimentRecord,
  reason: keyof typeof ways,
  nowMs: number,
): ExperimentRecord {
  const { type, action, words } = ways[reason]
  const { champion, shares } = presentEpoch(record)
  const parts = [...new Set(shares.map(({ variant }) => variant))].map(
    (variant) => `${variant} ${Number((100 * sizeOf(shares, variant)).toPrecision(4))}%`,
  )
  const message = `${words}: ${[...parts, `${champion} the rest`].join(', ')}`
  return noted(record, { type, reason, action, message, atMs: nowMs })
}
