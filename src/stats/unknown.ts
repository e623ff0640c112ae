/** Why there is no answer: each reason with its sentence. */
const sentences = {
  TooFew: 'there are too few outcomes to say anything',
  NoSpread: 'the outcomes do not differ, so chance cannot be told from effect',
  NumericallyUnstable: 'roundings may have eaten up the digits of the answer',
  Unpaired: 'the two samples are not pairs: their lengths differ',
  ZeroDenominator: 'the denominator is zero',
  ZeroChampion: 'the champion is at zero, so no effect is relative to it',
  NearZeroDenominator: 'the denominator cannot be told from zero, so the ratio has no bounds',
  OneClass: 'only one of the two classes occurs',
  NothingPredicted: 'no positive was predicted',
  EmptyCategory: 'a row or a column of the table is empty',
  Ties: 'there are ties, and the exact distribution knows none',
  TooLarge: 'the samples are too large for the exact distribution; take the limit',
  ImproperPrior: 'the prior is not a probability distribution',
  NeverReached: 'no sample size reaches this power',
  NoReading: 'whoever measures it gave no number',
  BeyondScale:
    'the quantile lies where latencies are not told apart: below a microsecond, or above an hour',
  NoMethod: 'this figure cannot be judged in this way',
  OutOfRange: 'an argument is outside of what the method allows',
  Overflow: 'the figures go beyond what a double can hold',
} as const

/** Ignorance as a value: the name of the reason, the reason in words, and in numbers where it has some. */
export type Unknown = {
  readonly unknown: keyof typeof sentences
  readonly sentence: string
  /** What is needed, and what there is. */
  readonly need?: number
  readonly have?: number
}

/** The answer of a method that has none. */
export function unknownBecause(
  reason: keyof typeof sentences,
  numbers: { readonly need?: number; readonly have?: number } = {},
): Unknown {
  return { unknown: reason, sentence: sentences[reason], ...numbers }
}

/** Tells ignorance from an answer. */
export function isUnknown(answer: unknown): answer is Unknown {
  return typeof answer === 'object' && answer !== null && 'unknown' in answer
}

/**
 * The answer itself, unless one of its figures is not a number: then squares or products of the
 * inputs went beyond 1e308, and that is said instead. The last line of every method that squares.
 */
export function unlessOverflown<T extends object>(answer: T): T | Unknown {
  return Object.values(answer).some(Number.isNaN) ? unknownBecause('Overflow') : answer
}

/** All answers, or the first that is none. */
export function allKnown<T>(answers: readonly (T | Unknown)[]): readonly T[] | Unknown {
  const known: T[] = []
  for (const answer of answers) {
    if (isUnknown(answer)) return answer
    known.push(answer)
  }
  return known
}
