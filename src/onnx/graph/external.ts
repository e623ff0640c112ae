import {
  attribute,
  entry,
  functions,
  graph,
  model,
  node,
  sparse,
  tensor,
  training,
} from './fields.ts'
import { eachField, messages, numbers, readFields, textOf } from './wire.ts'

/** A tensor whose values lie in another file. */
export type External = { readonly tensor: string; readonly file: string }

type Kind =
  | 'model'
  | 'training'
  | 'graph'
  | 'functions'
  | 'node'
  | 'attribute'
  | 'sparse'
  | 'tensor'

/** Wherever a tensor may be in a file: which field of what is what. */
const within: { readonly [kind in Kind]: { readonly [id: number]: Kind } } = {
  model: { [model.graph]: 'graph', [model.training]: 'training', [model.functions]: 'functions' },
  training: { [training.initialization]: 'graph', [training.algorithm]: 'graph' },
  graph: { [graph.node]: 'node', [graph.initializer]: 'tensor', [graph.sparse]: 'sparse' },
  functions: { [functions.node]: 'node', [functions.attribute]: 'attribute' },
  node: { [node.attribute]: 'attribute' },
  attribute: {
    ...{ [attribute.tensor]: 'tensor', [attribute.tensors]: 'tensor' },
    ...{ [attribute.graph]: 'graph', [attribute.graphs]: 'graph' },
    ...{ [attribute.sparse]: 'sparse', [attribute.sparses]: 'sparse' },
  },
  sparse: { [sparse.values]: 'tensor', [sparse.indices]: 'tensor' },
  tensor: {},
}

/** Protobuf's own limit, which the runtime has too. */
const deepest = 100

/** TensorProto.DataLocation.EXTERNAL */
const elsewhere = 1n

/**
 * All tensors of a file whose values lie in another one. The runtime would look for that beside the working folder
 * of this process, wherever the model came from.
 */
export function externalsIn(bytes: Uint8Array): readonly External[] {
  const found: External[] = []
  walk(bytes, 'model', 0, (own) => {
    const fields = readFields(own, [tensor.name, tensor.external, tensor.location])
    if (!numbers(fields, tensor.location).includes(elsewhere)) return
    const entries = messages(fields, tensor.external).map((each) => readFields(each))
    const location = entries.find((each) => textOf(each, entry.key) === 'location') ?? []
    found.push({ tensor: textOf(fields, tensor.name), file: textOf(location, entry.value) })
  })
  return found
}

function walk(
  bytes: Uint8Array,
  kind: Kind,
  depth: number,
  visit: (own: Uint8Array) => void,
): void {
  if (depth > deepest) throw new RangeError(`more than ${deepest} messages within each other`)
  if (kind === 'tensor') {
    visit(bytes)
    return
  }
  const children = within[kind]
  eachField(bytes, (id, isNumber, from, to) => {
    const child = children[id]
    if (child !== undefined && !isNumber) walk(bytes.subarray(from, to), child, depth + 1, visit)
  })
}
