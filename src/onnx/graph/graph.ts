import * as ids from './fields.ts'
import { eachField, type Field, messages, readFields, textOf, texts } from './wire.ts'

export type Node = {
  readonly operator: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** All of it, for whoever wants its attributes. */
  readonly fields: readonly Field[]
}

/** The graph of a model as far as it says what goes in and what comes out. */
export type Graph = {
  readonly nodes: readonly Node[]
  /** Tensors that are part of the model, as they are written, by name. */
  readonly constants: ReadonlyMap<string, Uint8Array>
  readonly inputs: readonly Declared[]
  readonly outputs: readonly Declared[]
}

/** An input or output, and its type as it is written. */
export type Declared = { readonly name: string; readonly type: readonly Field[] }

/**
 * The bytes of the graph of a model, or undefined where it has none. As everywhere in protobuf, one that is written
 * in several pieces is all of them, one after the other.
 */
export function graphIn(bytes: Uint8Array): Uint8Array | undefined {
  const pieces = messages(readFields(bytes, [ids.model.graph]), ids.model.graph)
  return pieces.length > 1 ? Buffer.concat(pieces) : pieces[0]
}

export function readGraph(bytes: Uint8Array): Graph {
  const found = new Map<number, Uint8Array[]>()
  eachField(bytes, (id, isNumber, from, to) => {
    if (isNumber) return
    const known = found.get(id)
    const value = bytes.subarray(from, to)
    if (known === undefined) found.set(id, [value])
    else known.push(value)
  })
  const of = (id: number) => found.get(id) ?? []
  return {
    nodes: of(ids.graph.node).map(readNode),
    constants: new Map(of(ids.graph.initializer).map((each) => [nameOf(each), each])),
    inputs: of(ids.graph.input).map(readDeclared),
    outputs: of(ids.graph.output).map(readDeclared),
  }
}

function readNode(bytes: Uint8Array): Node {
  const fields = readFields(bytes)
  return {
    operator: textOf(fields, ids.node.operator),
    inputs: texts(fields, ids.node.input),
    outputs: texts(fields, ids.node.output),
    fields,
  }
}

function readDeclared(bytes: Uint8Array): Declared {
  const fields = readFields(bytes)
  const type = messages(fields, ids.declared.type).flatMap((each) => readFields(each))
  return { name: textOf(fields, ids.declared.name), type }
}

const nameOf = (tensor: Uint8Array) =>
  textOf(readFields(tensor, [ids.tensor.name]), ids.tensor.name)
