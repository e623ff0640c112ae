import { halfValue } from '../../protocol/halves.ts'
import type { Tensor } from '../../protocol/tensor.ts'
import type { Classes } from '../graph/classes.ts'

/** How far the probabilities of a row may be from one in sum. */
const slack = 1e-2

/** The numbers of a tensor of floats; undefined where it is of anything else. */
export function numbersIn({ datatype, values }: Tensor): readonly number[] | undefined {
  if (datatype === 'FP16') return Array.from(values as Uint16Array, halfValue)
  const isReal = datatype === 'FP32' || datatype === 'FP64'
  return isReal ? Array.from(values as Float32Array) : undefined
}

/** Rows of shares, each from zero to one, that add up to one; undefined where it is anything else. */
export function sharesIn(
  tensor: Tensor | undefined,
  rows: number,
): readonly (readonly number[])[] | undefined {
  const numbers = tensor === undefined ? undefined : numbersIn(tensor)
  const [length, width = 0, ...more] = tensor?.shape ?? []
  if (numbers === undefined || length !== rows || width === 0 || more.length > 0) return undefined
  const shares = Array.from({ length: rows }, (_, nth) =>
    numbers.slice(nth * width, (nth + 1) * width),
  )
  return shares.every(isShared) ? shares : undefined
}

function isShared(row: readonly number[]): boolean {
  const sum = row.reduce((a, b) => a + b, 0)
  return row.every((share) => share >= -slack && share <= 1 + slack) && Math.abs(sum - 1) <= slack
}

/** One label a row, each of these classes. */
export function agreesWith(tensor: Tensor | undefined, classes: Classes, rows: number): boolean {
  if (classes.length === 0 || tensor?.values.length !== rows) return false
  const known = new Set<unknown>(classes)
  return Array.from<unknown>(tensor.values).every((label) => known.has(label))
}

/** Labels are there, and each is the class whose share is the greatest, as far as shares are there. */
export function likeliestAre(
  tensor: Tensor | undefined,
  shares: readonly (readonly number[])[],
  classes: Classes,
): boolean {
  if (tensor === undefined) return false
  const labels = Array.from<unknown>(tensor.values)
  return shares.every((row, nth) => classes[row.indexOf(Math.max(...row))] === labels[nth])
}
