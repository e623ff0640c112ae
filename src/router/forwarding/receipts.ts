import { firstNumberOf } from '../../evidence/numbering.ts'
import { writeReceipt } from '../../routing/receipt.ts'
import { boundedValues } from '../../routing/receipt-values.ts'
import type { How } from '../../stats/strata/tally-key.ts'
import type { Obeyed } from '../plan/present.ts'
import type { AnswerHead } from './attempt.ts'
import type { Course } from './course.ts'

/** Whoever gives out receipts, and how often it was started. */
export type Issuer = { readonly instance: string; readonly start: number }

/** Gives each answer a receipt of its own: no two have the same number. */
export function createReceipts({ instance, start }: Issuer) {
  let sequence = firstNumberOf(start)

  return function receiptOf(
    obeyed: Obeyed,
    course: Course,
    { how, answering, head, body }: Receipted,
  ): string {
    const { plan, ring, tag, readers } = obeyed
    const { placed, assigned, propensity, exposedAtMs, slice } = course
    const read = readers.get(answering)
    return writeReceipt(
      {
        ...{ tag, instance, sequence: sequence++, exposedAtMs, slice, propensity, assigned },
        ...{
          answering,
          how,
          round: plan.round,
          epoch: plan.epoch,
          planRevision: plan.planRevision,
        },
        ...{ bucket: placed.bucket, unitHash: placed.sample },
        values: read === undefined ? {} : boundedValues(read(head, body)),
      },
      ring.sign,
    )
  }
}

export type Receipted = {
  readonly how: How
  readonly answering: string
  readonly head: AnswerHead
  /** Absent where it is too long to keep. */
  readonly body: Buffer | undefined
}
