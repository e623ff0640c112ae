import proto, { type onnx } from 'onnx-proto'
import { expect, it } from 'vitest'
import { chance } from '../../chance.ts'
import { batched, constant, encoded, integers, node } from '../../models/graph.ts'
import {
  drawLayer,
  writeLinear,
  writeLogistic,
  writeMlp,
  writeVersioned,
} from '../../models/written.ts'
import { bytesOf, open } from './given.ts'

const { ModelProto } = proto.onnx
type Changed = onnx.ModelProto & { graph: onnx.GraphProto }

function changed(name: string, change: (model: Changed) => void): Uint8Array {
  const model = ModelProto.decode(bytesOf(name)) as Changed
  change(model)
  return ModelProto.encode(model).finish()
}

async function predictionIn(bytes: Uint8Array) {
  const { signature, release } = await open(bytes)
  await release()
  return signature.prediction
}

const layer = drawLayer(chance(1), 3, 3)
const three = [0n, 1n, 2n]
const whole = { kind: 'Classification', label: 'label', probabilities: 'probabilities' }
const words: onnx.ITensorProto = {
  ...{ name: 'words', dims: [3], dataType: proto.onnx.TensorProto.DataType.STRING },
  stringData: ['low', 'middle', 'höchst'].map((word) => Buffer.from(word)),
}

/** As skl2onnx writes what isn't linear and no tree: the likeliest place, and the name of that place. */
function writeNamed(names: onnx.ITensorProto, scores = 'probabilities'): Uint8Array {
  const isText = names.stringData !== undefined
  const layers = [
    node('Gemm', ['input', 'w', 'b'], ['scores']),
    node('Softmax', ['scores'], ['probabilities'], { axis: 1 }),
    node('ArgMax', [scores], ['place'], { axis: 1, keepdims: 1 }),
    {
      ...node('ArrayFeatureExtractor', [names.name ?? '', 'place'], ['row']),
      domain: 'ai.onnx.ml',
    },
    node('Reshape', ['row', 'flat'], ['label']),
  ]
  const bytes = encoded({
    inputs: [batched('input', 'FLOAT', 'batch', 3)],
    outputs: [
      batched('label', isText ? 'STRING' : 'INT64', 'batch'),
      batched('probabilities', 'FLOAT', 'batch', 3),
    ],
    nodes: layers,
    constants: [
      constant('w', layer.weights.flat(), [3, 3]),
      constant('b', layer.bias, [3]),
      integers('flat', [-1n]),
      names,
    ],
  })
  const model = ModelProto.decode(bytes)
  model.opsetImport.push(proto.onnx.OperatorSetIdProto.create({ domain: 'ai.onnx.ml', version: 1 }))
  return ModelProto.encode(model).finish()
}

/** Scores and the place of the greatest of something: whether that is a classification depends on what. */
function writeScores(activation: string, of: string): Uint8Array {
  return encoded({
    inputs: [batched('input', 'FLOAT', 'batch', 3)],
    outputs: [batched('label', 'INT64', 'batch'), batched('probabilities', 'FLOAT', 'batch', 3)],
    nodes: [
      node('Gemm', ['input', 'w', 'b'], ['scores']),
      node(activation, ['scores'], ['probabilities'], activation === 'Softmax' ? { axis: 1 } : {}),
      node('Mul', ['scores', 'minus'], ['negative']),
      node('ArgMax', [of], ['label'], { axis: 1, keepdims: 0 }),
    ],
    constants: [
      constant('w', layer.weights.flat(), [3, 3]),
      constant('b', layer.bias, [3]),
      constant('minus', [-1], []),
    ],
  })
}

/** Two classifiers in one model. */
const both = changed('logistic', ({ graph }) => {
  const again = graph.node.map((each) => ({
    ...each,
    name: '',
    input: each.input?.map((name) => (name === 'X' ? name : `${name}2`)) ?? [],
    output: each.output?.map((name) => `${name}2`) ?? [],
  }))
  graph.node.push(...(again as never[]))
  graph.output.push(
    ...(graph.output.map((each) => ({ ...each, name: `${each.name}2` })) as never[]),
  )
})

it.each<readonly [string, Uint8Array, object | undefined]>([
  ['softmax, and the place of its greatest', writeLogistic(layer), { ...whole, classes: three }],
  ['the same by the scores below', writeScores('Softmax', 'scores'), { ...whole, classes: three }],
  ['places that have names', writeNamed(words), { ...whole, classes: ['low', 'middle', 'höchst'] }],
  [
    'places that have names, by scores',
    writeNamed(words, 'scores'),
    { ...whole, classes: ['low', 'middle', 'höchst'] },
  ],
  [
    'places that have numbers',
    writeNamed(integers('n', [10n, -1n, 7n])),
    { ...whole, classes: [10n, -1n, 7n] },
  ],
  ['the place of the least', writeScores('Softmax', 'negative'), undefined],
  ['scores that are no shares', writeScores('Identity', 'scores'), undefined],
  ['two classifiers', both, undefined],
  [
    'one number a row',
    writeLinear(drawLayer(chance(2), 3, 1)),
    { kind: 'Regression', value: 'output' },
  ],
  [
    'one number from each of four rows',
    writeLinear(drawLayer(chance(2), 3, 1), 4),
    { kind: 'Regression', value: 'output' },
  ],
  ['two numbers a row', writeMlp([drawLayer(chance(2), 3, 2)]), undefined],
  ['a number and a version', writeVersioned(3n), undefined],
])('%s', async (_, bytes, prediction) => {
  expect(await predictionIn(bytes)).toEqual(prediction)
})

it('a classifier whose scores are no probabilities keeps its label, with maps and without', async () => {
  const raw = (model: Changed) => {
    model.graph.node = model.graph.node
      .filter(({ opType }) => opType !== 'Normalizer')
      .map((each) => ({
        ...each,
        input: each.input?.map((name) => (name === 'probabilities' ? 'probability_tensor' : name)),
        output: each.output?.map((name) =>
          name === 'probability_tensor' && model.graph.output[1]?.name === 'probabilities'
            ? 'probabilities'
            : name,
        ),
        attribute: each.attribute?.filter(({ name }) => name !== 'post_transform') ?? [],
      })) as never
  }
  const found = [
    await predictionIn(changed('logistic', raw)),
    await predictionIn(changed('logistic-zipmap', raw)),
  ]
  const label = { kind: 'Classification', probabilities: undefined, classes: three }
  expect(found).toEqual([
    { ...label, label: 'label' },
    { ...label, label: 'output_label' },
  ])
})

it('a label that is none of the classes is no label', async () => {
  const other = changed('logistic-zipmap', ({ graph }) => {
    graph.initializer.push(integers('ten', [10n]) as never)
    graph.node = graph.node.map((each) =>
      each.opType === 'Cast'
        ? { ...each, opType: 'Add', input: ['label', 'ten'], attribute: [] }
        : each,
    ) as never
  })
  expect(await predictionIn(other)).toEqual({
    kind: 'Classification',
    label: undefined,
    probabilities: 'output_probability',
    classes: three,
  })
})
