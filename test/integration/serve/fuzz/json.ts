import { type Case, type Fuzzer, whole } from '../../fuzz/case.ts'
import { bentBytes, bentTree } from '../../fuzz/json.ts'
import { type Request, withBody, withHeader } from '../../fuzz/request.ts'
import { jsonLengthHeader, jsonLengthOf } from './request.ts'

const keys: readonly string[] = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', ''],
  ...['id', 'name', 'shape', 'datatype', 'data', 'inputs', 'outputs', 'parameters'],
  ...['binary_data', 'binary_data_size', 'binary_data_output', 'shared_memory_region'],
  ...['classification', 'raw', 'contents', '\ud800', 'a'.repeat(500)],
]

const texts: readonly string[] = [
  ...['BOOL', 'UINT8', 'UINT16', 'UINT32', 'UINT64', 'INT8', 'INT16', 'INT32', 'INT64'],
  ...['FP16', 'FP32', 'FP64', 'BYTES', 'BF16', 'fp32', 'FP8', 'STRING', '__proto__', 'constructor'],
]

export const structure: Fuzzer = (random, { request }) => {
  const json = JSON.parse(request.body.toString('utf8', 0, jsonLengthOf(request)))
  const { what, bent } = bentTree(random, json, { keys, texts })
  return withJson(`JSON ${what}`, request, Buffer.from(bent))
}

export const text: Fuzzer = (random, { request }) => {
  const json = request.body.subarray(0, jsonLengthOf(request))
  const { what, bent } = bentBytes(random, json)
  return withJson(`JSON with ${what}`, request, bent)
}

/** The tail stays as it is, and the header that says where it begins is true. */
function withJson(what: string, request: Request, json: Buffer): Case {
  const tail = request.body.subarray(jsonLengthOf(request))
  const changed = withBody(request, Buffer.concat([json, tail]))
  return whole(
    what,
    tail.length === 0 ? changed : withHeader(changed, jsonLengthHeader, `${json.length}`),
  )
}
