import proto, { type onnx } from 'onnx-proto'
import { expect, it } from 'vitest'
import { ContenderError } from '../../../src/errors.ts'
import { openSession } from '../../../src/onnx/session/session.ts'
import { chance } from '../../chance.ts'
import { drawLayer, writeExternal } from '../../models/written.ts'
import { bytesOf, open } from './given.ts'

const { ModelProto, TensorProto } = proto.onnx

type Changed = onnx.ModelProto & { graph: onnx.GraphProto }

/** A sound model with one thing changed. */
function changed(change: (model: Changed) => void, name = 'mlp'): Uint8Array {
  const model = ModelProto.decode(bytesOf(name)) as Changed
  change(model)
  return ModelProto.encode(model).finish()
}

const elsewhere: onnx.ITensorProto = {
  ...{ name: 'far', dims: [1], dataType: TensorProto.DataType.FLOAT },
  externalData: [{ key: 'location', value: '../secret' }],
  dataLocation: TensorProto.DataLocation.EXTERNAL,
}
const holding = (attribute: onnx.IAttributeProto): onnx.INodeProto => ({
  ...{ opType: 'Constant', output: ['c'], attribute: [{ name: 'value', ...attribute }] },
})
const inGraph = (graph: onnx.IGraphProto) => ({ graph: { name: 'inner', ...graph } })
const far = /^the values of "far" are in another file, "\.\.\/secret"; save the model with/

const mlp = bytesOf('mlp')

it.each<readonly [string, Uint8Array, RegExp]>([
  ['an empty file', new Uint8Array(), /^the file is empty$/],
  ['a page', Buffer.from('<!DOCTYPE html><html></html>'), /^this is no ONNX file, or only a part/],
  ['JSON', Buffer.from('{"error": "no such key"}'), /^this is no ONNX file/],
  ['zeros', new Uint8Array(1000), /^this is no ONNX file/],
  ['a zip', Buffer.from('PK\x03\x04\x14\0\0\0\b\0'), /^this is no ONNX file/],
  ['another message', Buffer.from([8, 1]), /^this is no ONNX file: it has no graph$/],
  [
    'half a file',
    mlp.subarray(0, mlp.length / 2),
    /or only a part of one: cut off after byte \d+$/,
  ],
  ['all but a byte', mlp.subarray(0, -1), /or only a part of one: cut off after byte \d+$/],
  [
    'a newer opset',
    changed(({ opsetImport }) => Object.assign(opsetImport[0] ?? {}, { version: 99 })),
    /^the model needs opset 99 of ai\.onnx, and this runtime has up to \d+; export it with target opset \d+ or lower$/,
  ],
  [
    'a newer format',
    changed((model) => Object.assign(model, { irVersion: 99 })),
    /^the file is of ONNX IR version 99, and this runtime reads up to \d+; export it with an older/,
  ],
  [
    'an operator that nobody has',
    changed(({ graph }) => Object.assign(graph.node[1] ?? {}, { opType: 'Frobnicate' })),
    /^the runtime has no operator Frobnicate in opset 17$/,
  ],
  [
    'operators of somebody',
    changed(({ graph }) => Object.assign(graph.node[1] ?? {}, { opType: 'Own', domain: 'my.own' })),
    /^the model uses operators of the domain "my\.own", which the runtime does not have$/,
  ],
  [
    'operators of somebody, by name',
    changed(({ graph, opsetImport }) => {
      Object.assign(graph.node[1] ?? {}, { opType: 'Own', domain: 'my.own' })
      opsetImport.push(proto.onnx.OperatorSetIdProto.create({ domain: 'my.own', version: 1 }))
    }),
    /^the model uses operators of the domain "my\.own"/,
  ],
  [
    'shapes that do not fit',
    changed(({ graph }) => Object.assign(graph.initializer[0] ?? {}, { dims: [3, 3] })),
    /^the runtime cannot open the model: .*ShapeInferenceError/,
  ],
  [
    'weights in another file',
    writeExternal(drawLayer(chance(1), 3, 1), 'weights.bin'),
    /^the values of "weights0" are in another file, "weights\.bin"; save the model with all/,
  ],
  [
    '... in a node',
    changed(({ graph }) => void graph.node.push(holding({ t: elsewhere }) as never)),
    far,
  ],
  [
    '... in a list in a node',
    changed(({ graph }) => void graph.node.push(holding({ tensors: [elsewhere] }) as never)),
    far,
  ],
  [
    '... in a branch',
    changed(({ graph }) => {
      const inner = inGraph({ initializer: [elsewhere] }).graph
      graph.node.push(holding({ g: { node: [holding({ g: inner })] } }) as never)
    }),
    far,
  ],
  [
    '... of a sparse tensor',
    changed(({ graph }) => void graph.sparseInitializer.push({ values: elsewhere } as never)),
    far,
  ],
  [
    '... in a function',
    changed(
      ({ functions }) =>
        void functions.push({ name: 'f', node: [holding({ t: elsewhere })] } as never),
    ),
    far,
  ],
  [
    '... for training',
    changed(
      ({ trainingInfo }) =>
        void trainingInfo.push({ algorithm: { initializer: [elsewhere] } } as never),
    ),
    far,
  ],
  [
    'an input of BF16',
    bytesOf('identity-bfloat16'),
    /^input "x" is of BF16, which cannot be served; export the model with FP32/,
  ],
  [
    'an output of BF16',
    changed(({ graph }) =>
      Object.assign(graph.output[0]?.type?.tensorType ?? {}, { elemType: 16 }),
    ),
    /^output "output" is of BF16/,
  ],
  [
    'an input that may be absent',
    bytesOf('optional-input'),
    /^input "maybe" is optional, .*; export/,
  ],
  ['an output that is a list', bytesOf('tensor-list'), /^output "rows" is a list, .*; export/],
  ['no output', changed(({ graph }) => void graph.output.splice(0)), /^the model has no output$/],
  [
    'an output twice',
    changed(({ graph }) => void graph.output.push(...graph.output)),
    /^two outputs are called "output"; rename one$/,
  ],
  [
    'an output that JavaScript cannot name',
    changed(({ graph }) => {
      Object.assign(graph.output[0] ?? {}, { name: '__proto__' })
      Object.assign(graph.node[2] ?? {}, { output: ['__proto__'] })
    }),
    /^an input or output is called "__proto__"; rename it$/,
  ],
])('%s is ModelInvalid', async (_, bytes, words) => {
  const failed: unknown = await openSession(bytes, 1).catch((cause) => cause)
  expect(failed).toBeInstanceOf(ContenderError)
  expect(failed).toMatchObject({ code: 'ModelInvalid', message: expect.stringMatching(words) })
})

it('messages within each other without end are refused before they end the stack', async () => {
  let graph: Uint8Array = new Uint8Array()
  for (let depth = 0; depth < 60; depth++) {
    const inner = proto.onnx.AttributeProto.encode({ name: 'g' }).finish()
    const attribute = Buffer.concat([inner, Buffer.from([50]), varint(graph.length), graph])
    const node = Buffer.concat([Buffer.from([42]), varint(attribute.length), attribute])
    graph = Buffer.concat([Buffer.from([10]), varint(node.length), node])
  }
  const bytes = Buffer.concat([Buffer.from([58]), varint(graph.length), graph])
  await expect(openSession(bytes, 1)).rejects.toThrow(/more than 100 messages within each other/)
})

it('a sound file is not refused: each change above is what is wrong', async () => {
  const same = await openSession(
    changed(() => {}),
    1,
  )
  await same.release()
})

it('a thread that refuses a file ends, and says the same', async () => {
  const failed: unknown = await open(bytesOf('tensor-list')).catch((cause) => cause)
  expect(failed).toBeInstanceOf(ContenderError)
  expect(failed).toMatchObject({ code: 'ModelInvalid', message: expect.stringContaining('"rows"') })
})

function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128)
  return Uint8Array.from([...bytes, rest])
}
