import { Buffer } from 'node:buffer'

/** A number as protobuf writes it: seven bits a byte, the lowest first; a negative one as 64 bits. */
export function varint(value: number | bigint): Buffer {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
  return Buffer.from([...bytes, Number(rest)])
}

type Value = number | bigint | string | Uint8Array

/** A field: a number as such, and a text or the bytes of a message after their length. */
export function field(number: number, value: Value): Buffer {
  if (typeof value === 'number' || typeof value === 'bigint') {
    return Buffer.concat([tag(number, 0), varint(value)])
  }
  const bytes = Buffer.from(value as string)
  return Buffer.concat([tag(number, 2), varint(bytes.length), bytes])
}

export const tag = (number: number, form: number): Buffer => varint(number * 8 + form)

export const message = (...fields: readonly Uint8Array[]): Buffer => Buffer.concat(fields)

/** A whole body. */
export function body(apiVersion: string, kind: string, ...fields: readonly Uint8Array[]): Buffer {
  const type = message(field(1, apiVersion), field(2, kind))
  return message(Buffer.from('k8s\0'), field(1, type), field(2, message(...fields)))
}
