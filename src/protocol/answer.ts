import { bytesOf } from './binary.ts'
import { datatypes } from './datatypes.ts'
import type { Tensor } from './tensor.ts'

export type Answer = {
  readonly model: string
  readonly version: string
  readonly id: string | undefined
  readonly outputs: readonly AnsweredTensor[]
}

type AnsweredTensor = Tensor & { readonly isBinary: boolean }

export type Written = {
  readonly body: string | Uint8Array
  /** Of the JSON, where bytes follow it. */
  readonly jsonLength: number | undefined
}

export function written({ model, version, id, outputs }: Answer): Written {
  const tails: Uint8Array[] = []
  const tensors = outputs.map((output) => {
    if (!output.isBinary) return `{${about(output)},"data":[${elements(output)}]}`
    const bytes = bytesOf(output.values)
    tails.push(bytes)
    return `{${about(output)},"parameters":{"binary_data_size":${bytes.length}}}`
  })
  const own = id === undefined ? '' : `"id":${JSON.stringify(id)},`
  const named = `"model_name":${JSON.stringify(model)},"model_version":${JSON.stringify(version)}`
  const json = `{${named},${own}"outputs":[${tensors.join(',')}]}`
  if (tails.length === 0) return { body: json, jsonLength: undefined }
  const head = Buffer.from(json)
  return { body: Buffer.concat([head, ...tails]), jsonLength: head.length }
}

function about({ name, datatype, shape }: Tensor): string {
  return `"name":${JSON.stringify(name)},"datatype":"${datatype}","shape":[${shape.join(',')}]`
}

function elements({ datatype, values }: Tensor): string {
  const text = datatypes[datatype].text as (values: Tensor['values']) => string
  return text(values)
}
