import { firstNumberOf } from '../../evidence/numbering.ts'
import { writeReceipt } from '../../routing/receipt.ts'
import { boundedValues, type Values } from '../../routing/receipt-values.ts'
import type { How } from '../../stats/strata/tally-key.ts'
import type { Obeyed } from '../plan/present.ts'
import type { AnswerHead } from '../upstreams/http1/head.ts'
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
  ): Issued {
    const { plan, ring, tag, readers } = obeyed
    const { placed, assigned, propensity, exposedAtMs, slice } = course
    const read = readers.get(answering)
    const values = read === undefined ? {} : boundedValues(read(head, body))
    const number = sequence++
    const text = writeReceipt(
      {
        ...{ tag, instance, sequence: number, exposedAtMs, slice, propensity, assigned },
        ...{
          answering,
          how,
          round: plan.round,
          epoch: plan.epoch,
          planRevision: plan.planRevision,
        },
        ...{ bucket: placed.bucket, unitHash: placed.sample },
        values,
      },
      ring.sign,
    )
    return { text, sequence: number, values }
  }
}

/** A receipt as it is given out, and what of it is needed here, too. */
export type Issued = {
  readonly text: string
  readonly sequence: number
  readonly values: Values
}

export type Receipted = {
  readonly how: How
  readonly answering: string
  readonly head: AnswerHead
  /** Absent where it is too long to keep. */
  readonly body: Buffer | undefined
}
