/** Why an outcome says nothing of a metric, each with what to do about it. */
export const unscoredBecause = {
  TruthMissing: 'Send the truth, with this outcome or a later one.',
  TruthInvalid:
    'Send a label as text, number, true or false; of a regression a number between -1e30 and 1e30.',
  ValueMissing:
    'Send in values what the metric’s field points to, with this outcome or a later one.',
  ValueInvalid: 'Send a number where the metric’s field points to.',
  PredictionUnread:
    'Check spec.prediction: the answer to that request did not hold what the metric reads, or more than a receipt can.',
  PredictionInvalid:
    'Check spec.prediction: probabilities lie between 0 and 1, those of all labels add up to 1, and values lie between -1e30 and 1e30.',
} as const

/** Also a metric label: nothing but these. */
export type Unscored = keyof typeof unscoredBecause
