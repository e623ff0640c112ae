import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { below, chance } from '../../chance.ts'
import { difference, exactDifference } from '../../models/agreement.ts'
import { openSession, runOnce } from '../../models/runtime.ts'
import type { TensorOf } from '../../models/tensors.ts'
import {
  drawLayer,
  drawRow,
  type Layer,
  writeExternal,
  writeLinear,
  writeLogistic,
  writeMlp,
  writeVersioned,
} from '../../models/written.ts'
import { apply, argMax, feedForward, softmax } from './arithmetic.ts'

type Rows = readonly (readonly number[])[]

const seeds = [1, 2, 3, 4, 5]
const matrix = (rows: Rows, width: number): TensorOf => ({
  type: 'float32',
  shape: [rows.length, width],
  values: Float32Array.from(rows.flat()),
})

async function answerOf(model: Uint8Array, input: TensorOf) {
  const session = await openSession(model)
  const answer = await runOnce(session, new Map([['input', input]]))
  await session.release()
  return answer
}

/** Rows, and layers of any widths for them. */
function drawn(
  seed: number,
  depth: number,
): { readonly layers: readonly Layer[]; readonly rows: Rows } {
  const random = chance(seed)
  const widths = Array.from({ length: depth + 1 }, () => 1 + below(random, 40))
  const layers = widths.slice(1).map((width, n) => drawLayer(random, widths[n] ?? 1, width))
  const rows = Array.from({ length: 1 + below(random, 9) }, () => drawRow(random, widths[0] ?? 1))
  return { layers, rows }
}

function widthsOf(layers: readonly Layer[]): readonly [number, number] {
  return [layers[0]?.weights.length ?? 0, layers.at(-1)?.bias.length ?? 0]
}

it.each(
  seeds.flatMap((seed) => [1, 2, 4].map((depth) => ({ seed, depth }))),
)('an MLP of $depth layers answers what plain arithmetic does, seed $seed', async ({
  seed,
  depth,
}) => {
  const { layers, rows } = drawn(seed, depth)
  const [inputs, outputs] = widthsOf(layers)
  const model = depth === 1 && layers[0] ? writeLinear(layers[0]) : writeMlp(layers)
  const answer = await answerOf(model, matrix(rows, inputs))
  const expected = matrix(
    rows.map((row) => feedForward(layers, row)),
    outputs,
  )
  expect([...answer].map(([name, got]) => [name, difference(expected, got)])).toEqual([
    ['output', undefined],
  ])
})

it('another model gives another answer: the comparison can fail', async () => {
  const { layers, rows } = drawn(6, 2)
  const [inputs, outputs] = widthsOf(layers)
  const answer = await answerOf(writeMlp(layers), matrix(rows, inputs))
  const nudged = layers.map((layer) => ({ ...layer, bias: layer.bias.map((b) => b + 1e-3) }))
  const expected = matrix(
    rows.map((row) => feedForward(nudged, row)),
    outputs,
  )
  const got = answer.get('output') ?? expected
  expect(difference(expected, got)).toMatch(/^\[\d+\] is -?\d/)
})

it.each(seeds)('a logistic model answers label and probabilities, seed %i', async (seed) => {
  const { layers, rows } = drawn(seed, 1)
  const [layer = { weights: [], bias: [] }] = layers
  const scores = rows.map((row) => apply(layer, row))
  const answer = await answerOf(writeLogistic(layer), matrix(rows, layer.weights.length))
  const { probabilities, label } = Object.fromEntries(answer)
  const expected = matrix(scores.map(softmax), layer.bias.length)
  expect(probabilities && difference(expected, probabilities)).toBeUndefined()
  expect(label?.values).toEqual(BigInt64Array.from(scores.map((row) => BigInt(argMax(row)))))
})

it('tells its version in every row, beyond 2^53 too', async () => {
  const input = matrix([[0.5], [-0], [7]], 1)
  const answer = await answerOf(writeVersioned(2n ** 53n + 1n), input)
  const { output, version } = Object.fromEntries(answer)
  expect(output && exactDifference(input, output)).toBeUndefined()
  expect(version).toEqual({
    type: 'int64',
    shape: [3, 1],
    values: BigInt64Array.from([1, 1, 1], () => 2n ** 53n + 1n),
  })
})

it('keeps a fixed batch', async () => {
  const layer = drawLayer(chance(1), 3, 1)
  const session = await openSession(writeLinear(layer, 2))
  expect(session.inputMetadata).toMatchObject([{ shape: [2, 3] }])
  const one = runOnce(session, new Map([['input', matrix([[1, 2, 3]], 3)]]))
  await expect(one).rejects.toThrow('Got: 1 Expected: 2')
  await session.release()
})

it('keeps its weights in another file, which is read from beside it', async () => {
  const layer = drawLayer(chance(1), 3, 1)
  const folder = mkdtempSync(join(tmpdir(), 'external-'))
  try {
    const path = join(folder, 'model.onnx')
    writeFileSync(path, writeExternal(layer, 'weights'))
    await expect(openSession(path)).rejects.toThrow('External data path does not exist')
    writeFileSync(join(folder, 'weights'), Float32Array.from(layer.weights.flat()))
    const session = await openSession(path)
    const row = [1, 2, 3]
    const answer = await runOnce(session, new Map([['input', matrix([row], 3)]]))
    const expected = matrix([apply(layer, row)], 1)
    expect(difference(expected, answer.get('output') ?? matrix([], 1))).toBeUndefined()
    await session.release()
  } finally {
    rmSync(folder, { recursive: true })
  }
})
