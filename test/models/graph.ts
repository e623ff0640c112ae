import proto, { type onnx } from 'onnx-proto'

const { AttributeProto, ModelProto, TensorProto } = proto.onnx

/** A dimension: its length, or its name where it is open. */
export type Open = number | string

export type Graph = {
  readonly inputs: readonly onnx.IValueInfoProto[]
  readonly outputs: readonly onnx.IValueInfoProto[]
  readonly nodes: readonly onnx.INodeProto[]
  readonly constants: readonly onnx.ITensorProto[]
}

/** The bytes of a file, in a version of ONNX that is old enough for any runtime. */
export function encoded({ inputs, outputs, nodes, constants }: Graph): Uint8Array {
  const model = ModelProto.create({
    irVersion: 8,
    opsetImport: [{ domain: '', version: 17 }],
    producerName: 'contender',
    graph: {
      name: 'main_graph',
      input: [...inputs],
      output: [...outputs],
      node: [...nodes],
      initializer: [...constants],
    },
  })
  return ModelProto.encode(model).finish()
}

/** An input or output: [batch, …rest]. */
export function batched(
  name: string,
  type: keyof typeof TensorProto.DataType,
  ...shape: readonly Open[]
): onnx.IValueInfoProto {
  const dim = shape.map((each) =>
    typeof each === 'number' ? { dimValue: each } : { dimParam: each },
  )
  return { name, type: { tensorType: { elemType: TensorProto.DataType[type], shape: { dim } } } }
}

export function node(
  opType: string,
  input: readonly string[],
  output: readonly string[],
  attributes: Readonly<Record<string, number>> = {},
): onnx.INodeProto {
  const attribute = Object.entries(attributes).map(([name, i]) => ({
    name,
    i,
    type: AttributeProto.AttributeType.INT,
  }))
  return { opType, input: [...input], output: [...output], attribute }
}

export function vector(name: string, values: readonly number[]): onnx.ITensorProto {
  return constant(name, values, [values.length])
}

export function constant(
  name: string,
  values: readonly number[],
  dims: readonly number[],
): onnx.ITensorProto {
  const rawData = new Uint8Array(Float32Array.from(values).buffer)
  return { name, dims: [...dims], dataType: TensorProto.DataType.FLOAT, rawData }
}

export function integers(name: string, values: readonly bigint[]): onnx.ITensorProto {
  const rawData = new Uint8Array(BigInt64Array.from(values).buffer)
  return { name, dims: [values.length], dataType: TensorProto.DataType.INT64, rawData }
}
