import type { Receipt } from '../../routing/receipt.ts'
import { readReceipt } from '../../routing/receipt.ts'
import { isRefusal } from '../../routing/receipt-refusal.ts'
import type { Unsettled } from './outcome.ts'
import type { OutcomesPorts, PlannedTerms } from './ports.ts'

/** A receipt that is honoured by now, or why it isn't, which is counted: but what can't be judged yet comes again. */
export function checked(
  text: string,
  { keys, ...terms }: PlannedTerms,
  nowMs: number,
  { note }: Pick<OutcomesPorts['instance'], 'note'>,
): Receipt | Unsettled {
  const read = readReceipt(text, keys, { ...terms, nowMs })
  if (!isRefusal(read)) return read
  if (read.refused !== 'KeyMissing') note(read.refused)
  return { failure: read.refused, detail: `the receipt ${read.detail}` }
}
