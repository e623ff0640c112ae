import { datatypeOf, typeOf } from '../../../src/onnx/types.ts'
import type { Datatype } from '../../../src/protocol/datatypes.ts'
import { halfBits } from '../../../src/protocol/halves.ts'
import { halfOf } from '../../models/agreement.ts'
import { decoded, type TensorOf, viewOf } from '../../models/tensors.ts'

/** Tensors by name, as the test models have them. */
export type Named = ReadonlyMap<string, TensorOf>

export type Form = 'JSON' | 'binary'

/** A request of the protocol, written without a line of what the server reads it with. */
export type Spoken = {
  readonly headers: { readonly [name: string]: string }
  readonly body: Buffer
}

export const spoken = (inputs: Named, form: Form, more: object = {}): Spoken =>
  form === 'JSON' ? jsonRequest(inputs, more) : binaryRequest(inputs, more)

function jsonRequest(inputs: Named, more: object): Spoken {
  const tensors = [...inputs].map(
    ([name, tensor]) => `{${about(name, tensor)},"data":[${elements(tensor)}]}`,
  )
  const rest = Object.entries(more).map(([key, value]) => `,"${key}":${JSON.stringify(value)}`)
  const body = Buffer.from(`{"inputs":[${tensors.join(',')}]${rest.join('')}}`)
  return { headers: { 'content-type': 'application/json' }, body }
}

function binaryRequest(inputs: Named, more: object): Spoken {
  const tails = [...inputs].map(([, tensor]) => bytesOf(tensor))
  const tensors = [...inputs].map(([name, tensor], nth) => ({
    ...JSON.parse(`{${about(name, tensor)}}`),
    parameters: { binary_data_size: tails[nth]?.length },
  }))
  const parameters = { binary_data_output: true }
  const head = Buffer.from(JSON.stringify({ inputs: tensors, parameters, ...more }))
  return {
    headers: {
      'content-type': 'application/octet-stream',
      'inference-header-content-length': `${head.length}`,
    },
    body: Buffer.concat([head, ...tails]),
  }
}

function about(name: string, { type, shape }: TensorOf): string {
  return `"name":${JSON.stringify(name)},"datatype":"${datatypeOf(type)}","shape":[${shape}]`
}

function elements({ type, values }: TensorOf): string {
  if (type === 'string') return values.map((text) => JSON.stringify(text)).join()
  return Array.from<number | bigint, string>(values, (value) => elementText(type, value)).join()
}

function elementText(type: TensorOf['type'], value: number | bigint): string {
  if (type === 'bool') return `${value !== 0}`
  const number = type === 'float16' ? halfOf(Number(value)) : value
  if (Object.is(number, -0)) return '-0.0'
  return typeof number === 'bigint' || Number.isFinite(number) ? `${number}` : `"${number}"`
}

function bytesOf({ type, values }: TensorOf): Buffer {
  if (type !== 'string') return Buffer.from(values.buffer, values.byteOffset, values.byteLength)
  return Buffer.concat(
    values.map((text) => {
      const bytes = Buffer.from(text)
      const length = Buffer.alloc(4)
      length.writeUInt32LE(bytes.length)
      return Buffer.concat([length, bytes])
    }),
  )
}

type Output = {
  readonly name: string
  readonly datatype: Datatype
  readonly shape: readonly number[]
  readonly data?: readonly (number | bigint | string | boolean)[]
  readonly parameters?: { readonly binary_data_size: number }
}

export type Heard = {
  readonly model: string
  readonly version: string
  readonly id: string | undefined
  readonly outputs: Named
}

/** The answer to such a request; `jsonLength` is what its header says. */
export function heard(body: Buffer, jsonLength: string | null | undefined): Heard {
  const length = Number(jsonLength ?? body.length)
  const { model_name, model_version, id, outputs } = exactly(body.subarray(0, length).toString())
  let at = length
  const tensors = outputs.map((output) => {
    const size = output.parameters?.binary_data_size ?? 0
    at += size
    return [output.name, tensorOf(output, body.subarray(at - size, at))] as const
  })
  return { model: model_name, version: model_version, id, outputs: new Map(tensors) }
}

type Answer = {
  readonly model_name: string
  readonly model_version: string
  readonly id?: string
  readonly outputs: readonly Output[]
}

/** Integers that a double cannot hold stay what they are. */
function exactly(text: string): Answer {
  const exact = (_: string, value: unknown, { source }: { readonly source?: string }) =>
    typeof value === 'number' && /^-?\d{16,}$/.test(source ?? '') ? BigInt(source ?? '') : value
  return JSON.parse(text, exact as (key: string, value: unknown) => unknown)
}

function tensorOf({ datatype, shape, data }: Output, bytes: Buffer): TensorOf {
  const type = typeOf[datatype]
  if (type === 'string') return { type, shape, values: (data ?? textsIn(bytes)) as string[] }
  if (data === undefined) return { type, shape, values: viewOf(type, bytes) }
  const plain = type === 'float16' ? data.map((each) => halfBits(Number(each))) : data
  return decoded({ type, shape, values: plain.map((each) => wordOf(each)) })
}

const wordOf = (value: number | bigint | string | boolean) =>
  typeof value === 'bigint' ? `${value}` : value

function textsIn(bytes: Buffer): readonly string[] {
  const texts: string[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + bytes.readUInt32LE(at)
    texts.push(bytes.toString('utf8', at + 4, end))
    at = end
  }
  return texts
}
