import type { FailureCode } from '../errors.ts'

/** A receipt that is not honoured: a value, since a batch may hold thousands, and throwing costs as much as some four checks. */
export type Refusal = {
  readonly refused: Extract<FailureCode, `Receipt${string}`> | 'KeyMissing'
  /** What is wrong, to go on after «the receipt». */
  readonly detail: string
}

export const isRefusal = (read: object): read is Refusal => Object.hasOwn(read, 'refused')

export const refusal = (refused: Refusal['refused'], detail: string): Refusal => ({
  refused,
  detail,
})
