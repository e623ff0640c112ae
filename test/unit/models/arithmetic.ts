import type { Layer } from '../../models/written.ts'

/** x · weights + bias, in doubles. */
export function apply({ weights, bias }: Layer, row: readonly number[]): readonly number[] {
  return bias.map((b, o) => row.reduce((sum, x, i) => sum + x * (weights[i]?.[o] ?? NaN), b))
}

export function feedForward(layers: readonly Layer[], row: readonly number[]): readonly number[] {
  return layers.reduce(
    (values, layer, n) => apply(layer, n === 0 ? values : values.map((x) => Math.max(0, x))),
    row,
  )
}

export function softmax(scores: readonly number[]): readonly number[] {
  const powers = scores.map((score) => Math.exp(score))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}

export function argMax(scores: readonly number[]): number {
  return scores.indexOf(Math.max(...scores))
}
