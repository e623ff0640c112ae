import { chance } from '../../chance.ts'
import { batched, constant, encoded, node, vector } from '../../models/graph.ts'
import { drawLayer, type Layer } from '../../models/written.ts'

/** Columns of a row that goes in. */
export const width = 64

/** Two columns come out: what they are depends on the seed. */
export const layerBy = (seed: number): Layer => drawLayer(chance(seed), width, 2)

/**
 * input [batch, 64] → output [batch, 2]: a layer, after the input has been multiplied by one `times` times. That changes
 * nothing and takes long, as long as one likes.
 */
export function writeLasting({ weights, bias }: Layer, times: number): Uint8Array {
  const one = Array.from({ length: width * width }, (_, nth) => (nth % (width + 1) === 0 ? 1 : 0))
  const name = (nth: number) => (nth === 0 ? 'input' : `same${nth}`)
  return encoded({
    inputs: [batched('input', 'FLOAT', 'batch', width)],
    outputs: [batched('output', 'FLOAT', 'batch', 2)],
    nodes: [
      ...Array.from({ length: times }, (_, nth) =>
        node('MatMul', [name(nth), 'one'], [name(nth + 1)]),
      ),
      node('Gemm', [name(times), 'weights', 'bias'], ['output']),
    ],
    constants: [
      constant('one', one, [width, width]),
      constant('weights', weights.flat(), [width, bias.length]),
      vector('bias', bias),
    ],
  })
}

/** The same by hand, for one row. */
export const outputOf = ({ weights, bias }: Layer, row: readonly number[]): readonly number[] =>
  bias.map((start, column) =>
    row.reduce((sum, value, nth) => sum + value * (weights[nth]?.[column] ?? 0), start),
  )
