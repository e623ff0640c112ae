import { durationInWords } from '../duration-words.ts'
import { isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import { minimumDetectableEffect } from './detectable-effect.ts'
import type { Comparison } from './plan.ts'
import { steady } from './stretches.ts'

/** How long after a promotion its damage is watched for, and by whom the former champion is still seen. */
export type Validation = {
  readonly durationMs: number
  /** The part of all requests that stays with the former champion. */
  readonly holdback: number
  readonly requestsPerSecond: number
  /** Outcomes count so long after their requests. */
  readonly delayMs: number
}

/** What a validation would see, in numbers and in words. */
export type DetectableHarm = {
  /** On the scale of the bound; undefined where no harm would be proven, however large. */
  readonly harm: number | undefined
  /** Requests that will count. */
  readonly n: number
  readonly isUnderpowered: boolean
  readonly sentence: string
}

/**
 * The smallest harm that a validation would prove to be beyond its boundary with a chance of 80 %: of the new
 * champion, as the challenger, against the former one. Underpowered is a validation that would miss more often
 * than that a harm twice as large as what is accepted. Some ten powers.
 */
export function detectableHarm(
  claim: Omit<Comparison, 'truth'>,
  validation: Validation,
): DetectableHarm | Unknown {
  const { durationMs, holdback, requestsPerSecond, delayMs } = validation
  const isSound = [durationMs, requestsPerSecond, delayMs].every((x) => x >= 0 && x < 1e18)
  if (!isSound || claim.source.of === 'Pairs') return unknownBecause('OutOfRange')
  const n = (Math.max(0, durationMs - delayMs) * requestsPerSecond) / 1000
  const stretches = steady(1 - holdback)
  const harm = minimumDetectableEffect({ ...claim, stretches }, n, provenWith)
  if (!isUnknown(harm)) {
    const isUnderpowered = sizeOf(claim, harm) > allowance * sizeOf(claim, claim.boundary)
    return { harm, n, isUnderpowered, sentence: sentenceOf(harm, claim, validation) }
  }
  if (harm.unknown !== 'NeverReached') return harm
  const sentence = `in ${durationInWords(durationMs)} no harm would be proven, however large`
  return { harm: undefined, n, isUnderpowered: true, sentence }
}

const provenWith = 0.8
/** A harm of so many margins must not go unseen. */
const allowance = 2

/** How far from the champion. */
function sizeOf({ bound, figure }: Omit<Comparison, 'truth'>, x: number): number {
  if (bound === 'Ratio') return Math.abs(Math.log(x))
  return Math.abs(bound === 'Limit' && figure.kind !== 'Quantile' ? x - figure.champion : x)
}

function sentenceOf(
  harm: number,
  { bound }: Omit<Comparison, 'truth'>,
  { durationMs, holdback }: Validation,
): string {
  const size = Number(Math.abs(harm).toPrecision(3))
  const what = {
    Effect: `a difference of ${size}`,
    Margin: `a difference of ${size}`,
    Ratio: `${size} times the former champion`,
    Limit: `a level of ${size}`,
  }[bound]
  const part = Number((100 * holdback).toPrecision(2))
  return `with ${part} % held back for ${durationInWords(durationMs)}, harm is likely to be proven from ${what} on`
}
