import type { Signature, Slot } from '../../onnx/signature.ts'
import type { Datatype } from '../../protocol/datatypes.ts'

/** A request that the model takes, small enough to be typed: one row of zeros, or of "a". */
export function sampleRequest({ inputs }: Signature): string {
  return JSON.stringify({ inputs: inputs.map(sampleTensor) })
}

function sampleTensor({ name, datatype, shape }: Slot) {
  const lengths = shape.map((length) => (typeof length === 'number' ? length : 1))
  const count = lengths.reduce((product, length) => product * length, 1)
  return { name, shape: lengths, datatype, data: new Array(count).fill(elementOf(datatype)) }
}

const elementOf = (datatype: Datatype) =>
  datatype === 'BYTES' ? 'a' : datatype === 'BOOL' ? false : 0
