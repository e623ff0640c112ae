import type { Prediction, Signature, Slot } from '../../onnx/signature.ts'

export type Described = {
  readonly name: string
  readonly versions: readonly string[]
  readonly digest: string
  readonly signature: Signature
}

/** What the protocol asks for, and beside it, as parameters, which bytes these are and what they predict. */
export function modelDocument({ name, versions, digest, signature }: Described) {
  const { inputs, outputs, prediction } = signature
  return {
    ...{ name, versions, platform: 'onnx_onnxv1' },
    ...{ inputs: inputs.map(tensorDocument), outputs: outputs.map(tensorDocument) },
    parameters: { digest, ...predictionDocument(prediction) },
  }
}

/** An open length is -1. */
const tensorDocument = ({ name, datatype, shape }: Slot) => ({
  ...{ name, datatype },
  shape: shape.map((length) => (typeof length === 'number' ? length : -1)),
})

function predictionDocument(prediction: Prediction | undefined) {
  if (prediction === undefined) return {}
  if (prediction.kind === 'Regression') return { prediction }
  return { prediction: { ...prediction, classes: prediction.classes.map(String) } }
}

export function serverDocument(version: string) {
  return { name: 'contender', version, extensions: ['binary_tensor_data'] }
}
