import { InferenceSession, Tensor } from 'onnxruntime-node'
import { type Numeric, type TensorOf, viewOf } from './tensors.ts'

/** One thread, as the server has it, and silent. */
export function openSession(model: string | Uint8Array): Promise<InferenceSession> {
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 4 } as const
  return typeof model === 'string'
    ? InferenceSession.create(model, options)
    : InferenceSession.create(model, options)
}

/** Runs a model once; `outputs` absent: asks for all. */
export async function runOnce(
  session: InferenceSession,
  inputs: ReadonlyMap<string, TensorOf | undefined>,
  outputs?: readonly string[],
): Promise<ReadonlyMap<string, TensorOf>> {
  const feeds = Object.fromEntries(
    [...inputs].flatMap(([name, tensor]) => (tensor === undefined ? [] : [[name, given(tensor)]])),
  )
  const answer = await session.run(feeds, outputs ?? session.outputNames)
  return new Map(Object.entries(answer).map(([name, tensor]) => [name, taken(tensor)]))
}

/**
 * Where JavaScript has a Float16Array, as from Node 24, Tensor keeps FP16 in one, of which the native part of
 * onnxruntime-node 1.30 sees no bytes («not enough space: expected 12, got 0»): it must find the bits.
 */
function given({ type, values, shape }: TensorOf): Tensor {
  if (type === 'string') return new Tensor(type, values, shape)
  const tensor = new Tensor(type, values, shape)
  return type === 'float16' ? Object.defineProperty(tensor, 'data', { value: values }) : tensor
}

function taken(tensor: Tensor): TensorOf {
  const { type, data, dims: shape } = tensor
  if (Array.isArray(data)) return { type: 'string', values: data, shape }
  const { buffer, byteOffset, byteLength } = data as Uint8Array
  const numeric = type as Numeric
  return {
    type: numeric,
    values: viewOf(numeric, new Uint8Array(buffer, byteOffset, byteLength)),
    shape,
  }
}
