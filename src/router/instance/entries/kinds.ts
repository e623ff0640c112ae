/**
 * Entries of the journal: each an operation of an instance, and doing them again makes the same instance. Numbers in
 * files never change their meaning; new ones go to the end.
 */
export const entryKinds = {
  /** Begins a journal: see src/disk. */
  State: 0,
  /** Many small operations, in the order in which they came: see batch.ts. */
  Batch: 1,
  Plan: 2,
  Heirs: 3,
  Seen: 4,
  Inherited: 5,
  HandedOver: 6,
  Kept: 7,
  /** Follows the state: see snapshot.ts. */
  Frozen: 8,
} as const

/** Operations in a batch. A request is all from 128 on, with flags below. */
export const marks = {
  exposure: 1,
  outcome: 2,
  copy: 3,
  told: 4,
  expired: 5,
  noted: 6,
  second: 7,
  request: 128,
} as const

/** Of a request. */
export const flags = { failed: 1, isUnitless: 2, hasUnit: 4 } as const
