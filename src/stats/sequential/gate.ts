/** Something that must be there before a metric is judged: what is there, and what is needed. */
export type Gate = {
  readonly name:
    | 'Predictions'
    /** Of both variants together, as many as were planned. */
    | 'PlannedPredictions'
    | 'Units'
    | 'Events'
    | 'Blocks'
    | 'Buckets'
    | 'Pairs'
    | 'Spread'
    | 'Duration'
  readonly have: number
  readonly need: number
}

/** Whether all that is needed is there. */
export const isOpen = (gates: readonly Gate[]) => gates.every(({ have, need }) => have >= need)
