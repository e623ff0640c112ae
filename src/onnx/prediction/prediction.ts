import type { Tensors } from '../../protocol/tensor.ts'
import type { Prediction, Slot } from '../signature.ts'
import type { Claim } from './claim.ts'
import { agreesWith, likeliestAre, numbersIn, sharesIn } from './looking.ts'

/** What a run of made-up inputs gave; `rows` undefined: the inputs have no rows. */
export type Seen = { readonly rows: number | undefined; readonly outputs: Tensors }

/**
 * What a model predicts, as far as its nodes say it and what it gives agrees. Where it could not be tried a label is
 * believed, since a classifier gives no other; scores are not, since not all are probabilities.
 */
export function predictionOf(
  claim: Claim | undefined,
  outputs: readonly Slot[],
  seen: Seen | undefined,
): Prediction | undefined {
  if (claim !== undefined)
    return seen === undefined ? believed(claim, outputs) : judged(claim, seen)
  return outputs.length === 1 && seen !== undefined ? regression(seen) : undefined
}

function believed(
  { label, classes, isLikeliest }: Claim,
  outputs: readonly Slot[],
): Prediction | undefined {
  const datatype = outputs.find(({ name }) => name === label)?.datatype
  const [first] = classes ?? []
  if (isLikeliest || classes === undefined || first === undefined) return undefined
  if (datatype !== (typeof first === 'string' ? 'BYTES' : 'INT64')) return undefined
  return { kind: 'Classification', label, probabilities: undefined, classes }
}

function judged(claim: Claim, { rows, outputs }: Seen): Prediction | undefined {
  if (rows === undefined) return undefined
  const found = (name: string | undefined) => outputs.find((output) => output.name === name)
  const shares = sharesIn(found(claim.probabilities), rows)
  const classes = claim.classes ?? placesIn(shares)
  const [label, labels] = agreesWith(found(claim.label), classes, rows)
    ? [claim.label, found(claim.label)]
    : []
  const [probabilities, shown = []] =
    shares?.[0]?.length === classes.length ? [claim.probabilities, shares] : []
  if (claim.isLikeliest && !likeliestAre(labels, shown, classes)) return undefined
  const isSo = label !== undefined || probabilities !== undefined
  return isSo ? { kind: 'Classification', label, probabilities, classes } : undefined
}

const placesIn = (shares: readonly (readonly number[])[] | undefined) =>
  Array.from({ length: shares?.[0]?.length ?? 0 }, (_, nth) => BigInt(nth))

/** One number a row, and nothing else. */
function regression({ rows, outputs: [only] }: Seen): Prediction | undefined {
  const numbers = only === undefined ? undefined : numbersIn(only)
  if (only === undefined || numbers === undefined || rows === undefined) return undefined
  const [length, width = 1, ...more] = only.shape
  const isOne = length === rows && width === 1 && more.length === 0
  return isOne ? { kind: 'Regression', value: only.name } : undefined
}
