import { join } from 'node:path'
import { chance } from '../../test/chance.ts'

export type Asked = {
  readonly name: string
  readonly title: string
  readonly path: string
  /** What is asked, each for one row of its own: whoever mixes rows up answers wrongly. */
  readonly bodies: readonly string[]
}

const perModel = 64
const folder = join(import.meta.dirname, '../../test/models/onnx')

type Input = { readonly name: string; readonly shape: readonly number[]; readonly most: number }

/** The models of the bench and their requests, as JSON, which is what both sides read. */
export const asked: readonly Asked[] = [
  of('mlp', 'MLP 30-64-1', { name: 'input', shape: [1, 30], most: 2 }),
  of('lstm', 'LSTM of 2 × 64 over 10 × 35', { name: 'input', shape: [1, 10, 35], most: 2 }),
  of('forest-100', 'forest of 100 trees, 30 features', { name: 'X', shape: [1, 30], most: 30 }),
]

function of(name: string, title: string, input: Input): Asked {
  const random = chance(20261122)
  const bodies = Array.from({ length: perModel }, (_, nth) => bodyOf(`row-${nth}`, input, random))
  return { name, title, path: join(folder, `${name}.onnx`), bodies }
}

/** With an id, since some servers make one up otherwise, which costs time. */
function bodyOf(id: string, { name, shape, most }: Input, random: () => number): string {
  const count = shape.reduce((product, length) => product * length, 1)
  const data = Array.from({ length: count }, () => Number((random() * most).toFixed(4)))
  return JSON.stringify({ id, inputs: [{ name, shape, datatype: 'FP32', data }] })
}
