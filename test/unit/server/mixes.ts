import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Datatype, datatypes, type Values } from '../../../src/protocol/datatypes.ts'
import type { Tensor, Tensors } from '../../../src/protocol/tensor.ts'
import type { Run } from '../../../src/server/batching.ts'
import { below } from '../../chance.ts'

/** A request by chance, what it is to get, and when its client leaves. */
export type Mix = {
  readonly model: number
  readonly inputs: Tensors
  readonly outputs: readonly string[]
  readonly isBad: boolean
  /** 0: before it asks; 1: in the same turn of the loop; then one turn later each. */
  readonly leaves: number | undefined
}

const kinds = [
  'FP32',
  'FP64',
  'INT64',
  'UINT8',
  'BYTES',
  'BOOL',
] as const satisfies readonly Datatype[]

/** A value that no other request has, as far as the datatype has that many. */
const elements: { readonly [datatype in Datatype]?: (nth: number) => number | bigint | string } = {
  FP32: (nth) => nth % 2 ** 22,
  FP64: (nth) => nth + 0.5,
  INT64: (nth) => 2n ** 53n + BigInt(nth),
  UINT8: (nth) => nth % 100,
  BYTES: (nth) => `text ${nth}`,
  BOOL: (nth) => nth % 2,
}

/** In a text: the other datatypes go with one, so that any row may be bad. */
const bad = 'bad'

export function createMixes(random: () => number, models: number) {
  let next = 1

  function tensor(name: string, datatype: Datatype, shape: readonly number[]): Tensor {
    const count = shape.reduce((a, b) => a * b, 1)
    const values = datatypes[datatype].make(count) as unknown as unknown[]
    for (let at = 0; at < count; at++) values[at] = elements[datatype]?.(next++)
    return { name, datatype, shape, values: values as unknown as Values }
  }

  function inputsOf(rows: number): Tensors {
    const datatype = kinds[below(random, kinds.length)] ?? 'FP32'
    const tail = [2, 1 + below(random, 3)].slice(below(random, 2))
    const inputs = [tensor('x', datatype, [rows, ...tail]), tensor('words', 'BYTES', [rows])]
    return random() < 0.9 ? inputs : inputs.toReversed()
  }

  return function mix(): Mix {
    const rows = below(random, 5)
    const inputs = inputsOf(rows)
    const isBad = rows > 0 && random() < 0.05
    if (isBad) wordsOf(inputs)[below(random, rows)] = bad
    const outputs = random() < 0.8 ? ['x', 'words'] : ['words', 'x', 'x']
    const leaves = random() < 0.15 ? below(random, 6) : undefined
    return { model: below(random, models), inputs, outputs, isBad, leaves }
  }
}

const wordsOf = (inputs: Tensors) => inputs.find(({ name }) => name === 'words')?.values as string[]

/** Changes each element by itself, by who runs it; fails as a whole where a row is bad. */
export function modelOf(model: number, seen: number[]): Run {
  return async (inputs, outputs) => {
    for (let turns = model; turns > 0; turns--) await nextTurn()
    seen.push(inputs[0]?.shape[0] ?? 0)
    return answerOf(model, inputs, outputs)
  }
}

export function answerOf(model: number, inputs: Tensors, outputs: readonly string[]): Tensors {
  if (wordsOf(inputs).includes(bad)) throw new Error('a bad row')
  return outputs.flatMap((name) => {
    const input = inputs.find((each) => each.name === name)
    return input === undefined ? [] : [{ ...input, values: changed(input, model) }]
  })
}

function changed({ values, datatype }: Tensor, model: number): Values {
  if (Array.isArray(values)) return values.map((text) => `${text} by ${model}`)
  const made = datatypes[datatype].make(values.length) as unknown as unknown[]
  for (const [at, value] of values.entries()) {
    made[at] = typeof value === 'bigint' ? value + BigInt(model) : value + model
  }
  return made as unknown as Values
}
