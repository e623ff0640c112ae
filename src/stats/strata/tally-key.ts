/** How an answer came. */
export type How = 'Normal' | 'Fallback' | 'CircuitOpen' | 'Override' | 'Shadow'

/** Under which a router instance counts. Everything that must never be added up has another key. */
export type TallyKey = {
  /** Where the predictions come from: live traffic, shadow copies, or a data set. */
  readonly source: 'Live' | 'Shadow' | `Dataset:${string}`
  readonly epoch: number
  /** Of the exposure, counted from the start of the round. */
  readonly slice: number
  /** 0 is everybody. */
  readonly segment: number
  /** The variant that chance assigned, whoever answered in the end. */
  readonly variant: string
  readonly how: How
  /** Of the unit's hash, 0 to 63. */
  readonly bucket: number
}

/** Buckets of units: enough to leave each out once, few enough to keep. */
export const bucketCount = 64

/** What one router instance, or all of them, counted of one metric under one key. */
export type Cell<S> = { readonly key: TallyKey; readonly statistic: S }

/**
 * What may be judged: the answers that chance assigned, whatever became of them. A forced answer is
 * nobody's chance. An answer by the champion in a challenger's place counts for the challenger: scored
 * for the one who answered, an equally good challenger that fails on hard requests would win.
 */
export const isEvidence = ({ how, segment }: TallyKey) => how !== 'Override' && segment === 0
