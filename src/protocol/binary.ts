import { datatypes, type Values } from './datatypes.ts'
import type { Asked } from './elements.ts'
import { refused } from './refused.ts'
import { countOf } from './tensor.ts'

/** Elements as little-endian bytes, row by row; texts each behind its length, of four bytes. */
export function valuesOf(bytes: Uint8Array, { datatype, shape, path }: Asked): Values {
  const count = countOf(shape)
  const { make, bytes: size } = datatypes[datatype]
  if (size === undefined) return textsIn(bytes, count, path)
  if (bytes.length !== count * size) {
    const what = `has ${bytes.length} bytes, and the shape [${shape.join(', ')}] of ${datatype} asks for ${count * size}`
    throw refused(path, what)
  }
  const values = make(count) as Exclude<Values, string[]>
  new Uint8Array(values.buffer).set(bytes)
  if (datatype === 'BOOL') checkTruths(values as Uint8Array, path)
  return values
}

/** The same the other way. */
export function bytesOf(values: Values): Uint8Array {
  if (!Array.isArray(values)) {
    return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  }
  const texts = values.map((text) => Buffer.from(text))
  const bytes = Buffer.alloc(texts.reduce((sum, { length }) => sum + 4 + length, 0))
  let at = 0
  for (const text of texts) {
    at = bytes.writeUInt32LE(text.length, at)
    at += text.copy(bytes, at)
  }
  return bytes
}

function checkTruths(values: Uint8Array, path: string): void {
  const strange = values.findIndex((value) => value > 1)
  if (strange >= 0) throw refused(`${path}[${strange}]`, `${values[strange]} is neither 0 nor 1`)
}

function textsIn(bytes: Uint8Array, count: number, path: string): string[] {
  const texts: string[] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  for (let at = 0; at < bytes.length; ) {
    const length = at + 4 <= bytes.length ? view.getUint32(at, true) : Number.POSITIVE_INFINITY
    if (at + 4 + length > bytes.length) throw refused(path, `ends within element ${texts.length}`)
    try {
      texts.push(decoder.decode(bytes.subarray(at + 4, at + 4 + length)))
    } catch {
      throw refused(`${path}[${texts.length}]`, 'is not UTF-8, and ONNX Runtime takes text alone')
    }
    at += 4 + length
  }
  if (texts.length === count) return texts
  throw refused(path, `has ${texts.length} elements, and the shape asks for ${count}`)
}
