import proto from 'onnx-proto'
import { below } from '../chance.ts'
import { batched, constant, encoded, integers, node, type Open, vector } from './graph.ts'

/**
 * A layer as plain numbers, so that a test can do the same arithmetic: `weights[i][o]` is from input i to
 * output o.
 */
export type Layer = {
  readonly weights: readonly (readonly number[])[]
  readonly bias: readonly number[]
}

/** Weights and biases between -1 and 1, exact in 32 bits. */
export function drawLayer(random: () => number, inputs: number, outputs: number): Layer {
  return {
    weights: Array.from({ length: inputs }, () => drawRow(random, outputs)),
    bias: drawRow(random, outputs),
  }
}

export function drawRow(random: () => number, length: number): readonly number[] {
  return Array.from({ length }, () => below(random, 2 ** 21) / 2 ** 20 - 1)
}

/** input [batch, i] → output [batch, o]. */
export function writeLinear(layer: Layer, batch: Open = 'batch'): Uint8Array {
  return writeMlp([layer], batch)
}

/** input [batch, i] → output [batch, o], with a Relu between two layers. */
export function writeMlp(layers: readonly Layer[], batch: Open = 'batch'): Uint8Array {
  return encoded({
    inputs: [batched('input', 'FLOAT', batch, layers[0]?.weights.length ?? 0)],
    outputs: [batched('output', 'FLOAT', batch, layers.at(-1)?.bias.length ?? 0)],
    nodes: layers.flatMap((_, n) => {
      const [from, to] = [
        n === 0 ? 'input' : `relu${n}`,
        n === layers.length - 1 ? 'output' : `gemm${n}`,
      ]
      const gemm = node('Gemm', [from, `weights${n}`, `bias${n}`], [to])
      return to === 'output' ? [gemm] : [gemm, node('Relu', [to], [`relu${n + 1}`])]
    }),
    constants: layers.flatMap((layer, n) => constantsOf(layer, n)),
  })
}

/** input [batch, i] → label [batch], the most probable column, and probabilities [batch, o]. */
export function writeLogistic(layer: Layer, batch: Open = 'batch'): Uint8Array {
  return encoded({
    inputs: [batched('input', 'FLOAT', batch, layer.weights.length)],
    outputs: [
      batched('label', 'INT64', batch),
      batched('probabilities', 'FLOAT', batch, layer.bias.length),
    ],
    nodes: [
      node('Gemm', ['input', 'weights0', 'bias0'], ['scores']),
      node('Softmax', ['scores'], ['probabilities'], { axis: 1 }),
      node('ArgMax', ['scores'], ['label'], { axis: 1, keepdims: 0 }),
    ],
    constants: constantsOf(layer, 0),
  })
}

/**
 * input [batch, 1] → output [batch, 1], the same, and version [batch, 1]: which of several models answered, and
 * that each row came back to who sent it.
 */
export function writeVersioned(version: bigint, batch: Open = 'batch'): Uint8Array {
  return encoded({
    inputs: [batched('input', 'FLOAT', batch, 1)],
    outputs: [batched('output', 'FLOAT', batch, 1), batched('version', 'INT64', batch, 1)],
    nodes: [
      node('Identity', ['input'], ['output']),
      node('Shape', ['input'], ['shape']),
      node('Expand', ['number', 'shape'], ['version']),
    ],
    constants: [integers('number', [version])],
  })
}

/** A linear model whose weights lie in another file, `location`: nothing that came as one file may read it. */
export function writeExternal(layer: Layer, location: string): Uint8Array {
  const [weights, bias] = constantsOf(layer, 0)
  const { rawData, ...elsewhere } = weights ?? {}
  const external = {
    ...elsewhere,
    externalData: [{ key: 'location', value: location }],
    dataLocation: proto.onnx.TensorProto.DataLocation.EXTERNAL,
  }
  return encoded({
    inputs: [batched('input', 'FLOAT', 'batch', layer.weights.length)],
    outputs: [batched('output', 'FLOAT', 'batch', layer.bias.length)],
    nodes: [node('Gemm', ['input', 'weights0', 'bias0'], ['output'])],
    constants: [external, ...(bias === undefined ? [] : [bias])],
  })
}

function constantsOf({ weights, bias }: Layer, n: number) {
  return [
    constant(`weights${n}`, weights.flat(), [weights.length, bias.length]),
    vector(`bias${n}`, bias),
  ]
}
