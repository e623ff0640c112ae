import { type Classes, classesOf } from './classes.ts'
import * as ids from './fields.ts'
import { graphIn } from './graph.ts'
import { type Field, messages, readFields, textOf, writeField } from './wire.ts'

export type Unzipped = {
  readonly bytes: Uint8Array
  /** The classes of each output that was a list of maps, in the order of its columns. */
  readonly zipped: ReadonlyMap<string, Classes>
}

/**
 * A classifier whose probabilities come as a matrix instead of a list of maps, which onnxruntime-node cannot fetch:
 * each ZipMap becomes an Identity, under the same names. A model without ZipMap stays as it is, to the byte.
 */
export function withoutZipMap(bytes: Uint8Array): Unzipped {
  const own = graphIn(bytes) ?? new Uint8Array()
  const zipped = new Map(messages(readFields(own, [ids.graph.node]), ids.graph.node).flatMap(zipOf))
  if (zipped.size === 0) return { bytes, zipped }
  const fields = readFields(bytes)
  const laid = Buffer.concat(readFields(own).map((field) => rewritten(field, zipped)))
  const others = fields.filter(({ id }) => id !== ids.model.graph).map((field) => field.bytes)
  const whole = [...others, writeField(ids.model.graph, laid), ...missingOpset(fields)]
  return { bytes: Buffer.concat(whole), zipped }
}

function zipOf(value: Uint8Array): readonly (readonly [string, Classes])[] {
  const fields = readFields(value)
  return isZipMap(fields) ? [[textOf(fields, ids.node.output), classesOf(fields)]] : []
}

const isZipMap = (fields: readonly Field[]) => textOf(fields, ids.node.operator) === 'ZipMap'

function rewritten({ id, value, bytes }: Field, zipped: Unzipped['zipped']): Uint8Array {
  if (typeof value === 'bigint') return bytes
  if (id === ids.graph.node) return rewrittenNode(value) ?? bytes
  return id === ids.graph.output ? (rewrittenOutput(value, zipped) ?? bytes) : bytes
}

function rewrittenNode(value: Uint8Array): Uint8Array | undefined {
  const fields = readFields(value)
  if (!isZipMap(fields)) return undefined
  const kept = fields.filter(({ id }) => id === ids.node.input || id === ids.node.output)
  const operator = writeField(ids.node.operator, Buffer.from('Identity'))
  return writeField(ids.graph.node, Buffer.concat([...kept.map(({ bytes }) => bytes), operator]))
}

function rewrittenOutput(value: Uint8Array, zipped: Unzipped['zipped']): Uint8Array | undefined {
  const name = textOf(readFields(value), ids.declared.name)
  const columns = zipped.get(name)?.length
  if (columns === undefined) return undefined
  const named = writeField(ids.declared.name, Buffer.from(name))
  const type = writeField(ids.declared.type, matrix(columns))
  return writeField(ids.graph.output, Buffer.concat([named, type]))
}

/** tensor(float) of any number of rows; of any width where nobody names the classes. */
function matrix(columns: number): Uint8Array {
  const rows = writeField(ids.shape.dimension, new Uint8Array())
  const length = columns > 0 ? writeField(ids.dimension.value, BigInt(columns)) : new Uint8Array()
  const width = writeField(ids.shape.dimension, length)
  const shape = writeField(ids.tensorType.shape, Buffer.concat([rows, width]))
  const element = writeField(ids.tensorType.element, 1n)
  return writeField(ids.type.tensor, Buffer.concat([element, shape]))
}

/** A model of trees alone may import no operators but those of ai.onnx.ml; Identity is none of these. */
function missingOpset(fields: readonly Field[]): readonly Uint8Array[] {
  const domains = messages(fields, ids.model.opsets).map((each) =>
    textOf(readFields(each), ids.opset.domain),
  )
  if (domains.some((domain) => domain === '' || domain === 'ai.onnx')) return []
  return [writeField(ids.model.opsets, writeField(ids.opset.version, 13n))]
}
