import proto, { type onnx } from 'onnx-proto'
import { expect, it } from 'vitest'
import { withoutZipMap } from '../../../src/onnx/graph/zip-map.ts'
import { openSession } from '../../../src/onnx/session/session.ts'
import { names } from '../../models/models.ts'
import { bytesOf, floats } from './given.ts'

const { ModelProto } = proto.onnx
const decoded = (bytes: Uint8Array) =>
  ModelProto.decode(bytes) as onnx.ModelProto & { graph: onnx.GraphProto }

const withMaps = ['lightgbm-classifier', 'logistic-words', 'logistic', 'mixed'].map(
  (name) => `${name}-zipmap`,
)

it('there are models with maps, and only those have any', () => {
  const found = names.filter((name) => withoutZipMap(bytesOf(name)).zipped.size > 0)
  expect(found).toEqual(withMaps)
})

it.each(
  names.filter((name) => !withMaps.includes(name)),
)('%s, which has no maps, is passed on untouched, uncopied', (name) => {
  const bytes = bytesOf(name)
  expect(withoutZipMap(bytes).bytes).toBe(bytes)
})

it.each(withMaps)('of %s only the node and the type of its output change', (name) => {
  const [before, after] = [decoded(bytesOf(name)), decoded(withoutZipMap(bytesOf(name)).bytes)]
  const nodes = after.graph.node.map(({ opType, input, output }, nth) => {
    const old = before.graph.node[nth]
    return opType === old?.opType || [old?.opType, opType, input, output]
  })
  const [zip] = before.graph.node.filter(({ opType }) => opType === 'ZipMap')
  expect(nodes.filter((each) => each !== true)).toEqual([
    ['ZipMap', 'Identity', zip?.input, zip?.output],
  ])
  const output = after.graph.output.find((each) => each.name === zip?.output?.[0])
  expect(output?.type?.tensorType).toMatchObject({ elemType: 1, shape: { dim: [{}, {}] } })
  expect(after.graph.initializer).toEqual(before.graph.initializer)
  expect(after.opsetImport.length).toBe(before.opsetImport.length)
})

it.each<readonly [string, string, readonly (bigint | string)[]]>([
  ['logistic-zipmap', 'output_probability', [0n, 1n, 2n]],
  ['logistic-words-zipmap', 'output_probability', ['setosa', 'versicolor', 'virginica']],
  ['mixed-zipmap', 'output_probability', ['no', 'yes']],
  ['lightgbm-classifier-zipmap', 'probabilities', [0n, 1n, 2n]],
])('the classes of %s are those that its maps would have', (name, output, classes) => {
  expect([...withoutZipMap(bytesOf(name)).zipped]).toEqual([[output, classes]])
})

it('a model that imports nothing but ai.onnx.ml opens, too', async () => {
  const model = decoded(bytesOf('logistic-zipmap'))
  model.opsetImport = model.opsetImport.filter(({ domain }) => domain === 'ai.onnx.ml')
  model.graph.node = model.graph.node
    .filter(({ opType }) => opType !== 'Cast')
    .map((node) =>
      node.output?.[0] === 'label'
        ? { ...node, output: ['output_label', 'probability_tensor'] }
        : node,
    ) as never
  const session = await openSession(ModelProto.encode(model).finish(), 1)
  const asked = ['output_probability', 'output_label']
  const found = await session.run([floats('X', [1, 4], 5, 3, 1, 0.2)], asked)
  expect(found.map(({ name, shape }) => [name, shape])).toEqual([
    ['output_probability', [1, 3]],
    ['output_label', [1]],
  ])
  await session.release()
})

it('a graph that is written in two pieces is one', () => {
  const model = decoded(bytesOf('logistic-zipmap'))
  const { node } = model.graph
  const split = [node.slice(0, 2), node.slice(2)].map((part, nth) =>
    ModelProto.encode({
      ...(nth === 0 ? model : {}),
      graph: { ...(nth === 0 ? model.graph : {}), node: part },
    }).finish(),
  )
  const { bytes, zipped } = withoutZipMap(Buffer.concat(split))
  expect(zipped.size).toBe(1)
  expect(decoded(bytes).graph.node.map(({ opType }) => opType)).toEqual(
    node.map(({ opType }) => (opType === 'ZipMap' ? 'Identity' : opType)),
  )
})
