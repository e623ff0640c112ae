import type { Classes } from '../graph/classes.ts'
import * as ids from '../graph/fields.ts'
import type { Declared, Graph } from '../graph/graph.ts'
import { type Field, messages, numbers, readFields } from '../graph/wire.ts'

/** What ONNX may pass in and out beside tensors, and what to do about it. */
const forms: readonly (readonly [id: number, what: string])[] = [
  [ids.type.sequence, 'a list, which cannot be sent; export the model with a tensor there'],
  [ids.type.map, 'a map, which cannot be sent; export the model with a tensor there'],
  [
    ids.type.optional,
    'optional, which the runtime cannot pass; export the model with or without it',
  ],
  [
    ids.type.sparse,
    'a sparse tensor, which cannot be sent; export the model with a dense one there',
  ],
]

/** Types of elements that JavaScript, the protocol or the runtime has not, by their number in onnx.proto. */
const elements: { readonly [type: string]: string } = {
  14: 'COMPLEX64',
  15: 'COMPLEX128',
  16: 'BF16',
  17: 'FLOAT8E4M3FN',
  18: 'FLOAT8E4M3FNUZ',
  19: 'FLOAT8E5M2',
  20: 'FLOAT8E5M2FNUZ',
  21: 'UINT4',
  22: 'INT4',
  23: 'FLOAT4E2M1',
}

/** Why a model cannot be served, in a sentence, where its inputs or outputs don't allow it. */
export function unservable(
  { inputs, outputs, constants }: Graph,
  zipped: ReadonlyMap<string, Classes>,
): string | undefined {
  const ins = inputs.filter(({ name }) => !constants.has(name)).map(refusal('input'))
  const outs = outputs.filter(({ name }) => !zipped.has(name)).map(refusal('output'))
  return [...ins, ...outs, ...nameless(inputs, outputs)].find((why) => why !== undefined)
}

const refusal = (side: string) => (declared: Declared) => {
  const what = strangeness(declared.type)
  return what === undefined ? undefined : `${side} ${JSON.stringify(declared.name)} is ${what}`
}

function strangeness(type: readonly Field[]): string | undefined {
  const form = forms.find(([id]) => type.some((field) => field.id === id))
  if (form !== undefined) return form[1]
  const tensor = messages(type, ids.type.tensor).flatMap((each) => readFields(each))
  const element = elements[`${numbers(tensor, ids.tensorType.element).at(-1)}`]
  return (
    element &&
    `of ${element}, which cannot be served; export the model with FP32 there, and cast inside of it`
  )
}

/** JavaScript cannot carry a value of this name, and nobody can ask for one of two that have the same. */
function nameless(inputs: readonly Declared[], outputs: readonly Declared[]): readonly string[] {
  const names = outputs.map(({ name }) => name)
  const twice = names.find((name, nth) => names.indexOf(name) !== nth)
  const isProto = [...inputs, ...outputs].some(({ name }) => name === '__proto__')
  return [
    ...(names.length === 0 ? ['the model has no output'] : []),
    ...(twice === undefined ? [] : [`two outputs are called ${JSON.stringify(twice)}; rename one`]),
    ...(isProto ? ['an input or output is called "__proto__"; rename it'] : []),
  ]
}
