import { attribute, node, tensor } from './fields.ts'
import { type Field, messages, numbers, readFields, textOf, texts } from './wire.ts'

/** What a classifier tells apart, in the order of its columns. */
export type Classes = readonly (bigint | string)[]

const integers = ['classlabels_int64s', 'classlabels_ints']

/** The classes that a node names: those of ZipMap, and of the classifiers of ai.onnx.ml. */
export function classesOf(fields: readonly Field[]): Classes {
  return messages(fields, node.attribute).flatMap(labelsOf)
}

function labelsOf(bytes: Uint8Array): Classes {
  const named = textOf(readFields(bytes, [attribute.name]), attribute.name)
  if (integers.includes(named)) {
    return numbers(readFields(bytes, [attribute.ints]), attribute.ints).map(signed)
  }
  if (named !== 'classlabels_strings') return []
  return texts(readFields(bytes, [attribute.strings]), attribute.strings)
}

type Reading = (fields: readonly Field[]) => Classes

/** Types of elements of which classes may be, by their number in onnx.proto. */
const readings: { readonly [type: string]: Reading } = {
  6: (fields) => [...numbers(fields, tensor.int32s).map(signed), ...raw(fields, Int32Array)],
  7: (fields) => [...numbers(fields, tensor.int64s).map(signed), ...raw(fields, BigInt64Array)],
  8: (fields) => texts(fields, tensor.strings),
}

/** The classes that a constant tensor holds: whole numbers, or text; none where it is of anything else. */
export function classesIn(bytes: Uint8Array): Classes {
  const fields = readFields(bytes)
  return readings[`${numbers(fields, tensor.type).at(-1)}`]?.(fields) ?? []
}

type Numbers = { new (buffer: ArrayBuffer): Iterable<number | bigint>; BYTES_PER_ELEMENT: number }

function raw(fields: readonly Field[], Values: Numbers): Classes {
  const bytes = Uint8Array.from(messages(fields, tensor.raw).at(-1) ?? [])
  if (bytes.length % Values.BYTES_PER_ELEMENT !== 0) return []
  return Array.from(new Values(bytes.buffer), BigInt)
}

const signed = (value: bigint) => BigInt.asIntN(64, value)
