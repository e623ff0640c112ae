import { below } from '../../../chance.ts'
import { type Fuzzer, whole } from '../../fuzz/case.ts'
import { between, bytesBy, pick, type Random } from '../../fuzz/dice.ts'
import { type Request, withBody, withHeader } from '../../fuzz/request.ts'
import { jsonLengthHeader, jsonLengthOf } from './request.ts'

type Change = (random: Random, request: Request) => Request

/** What a header says instead of the length of the JSON. */
const lengths: readonly string[] = [
  ...['0', '1', '-1', '1e3', '0x10', '999999999999999', '9999999999999999', '4294967296', ''],
  ...['abc', '1.5', '+5', 'NaN', 'Infinity', '1,2', '١٢', ' 7 '],
]

/** What a tensor says instead of how many bytes it has. */
const sizes: readonly string[] = [
  ...['0', '1', '-1', '-8', '0.5', '1e3', '2147483648', '4294967296', '9007199254740991'],
  ...['9007199254740992', '1e999', '"8"', 'null', 'true', '[8]', '{}', 'NaN'],
]

const changes: { readonly [what: string]: Change } = {
  'a length of JSON that is none': (random, request) =>
    withHeader(request, jsonLengthHeader, pick(random, lengths)),
  'a length of JSON that is off': (random, request) => {
    const off = pick(random, [-8, -1, 1, 8, request.body.length])
    return withHeader(request, jsonLengthHeader, `${jsonLengthOf(request) + off}`)
  },
  'a length of JSON that comes twice': (_, request) =>
    withHeader(request, jsonLengthHeader, `${jsonLengthOf(request)}`, '0'),
  'no length of JSON': (_, request) => withHeader(request, jsonLengthHeader),
  'a size that lies': (random, request) => withSize(request, () => pick(random, sizes)),
  'a size that is off': (random, request) =>
    withSize(request, (size) => `${Number(size) + pick(random, [-8, -4, -1, 1, 4, 8])}`),
  'too short a tail': (random, request) => {
    const tail = request.body.length - jsonLengthOf(request)
    return withBody(
      request,
      request.body.subarray(0, request.body.length - below(random, tail + 1)),
    )
  },
  'too long a tail': (random, request) =>
    withBody(request, Buffer.concat([request.body, bytesBy(random, between(random, 1, 40))])),
  'a tail by chance': (random, request) => {
    const tail = request.body.length - jsonLengthOf(request)
    return withTail(request, bytesBy(random, tail))
  },
  'bytes of the tail': (random, request) => {
    const tail = Buffer.from(request.body.subarray(jsonLengthOf(request)))
    for (let left = between(random, 1, 6); left > 0 && tail.length > 0; left--) {
      tail[below(random, tail.length)] = pick(random, [0, 1, 2, 0x7f, 0x80, 0xc3, 0xfe, 0xff])
    }
    return withTail(request, tail)
  },
  'a length within the tail': (random, request) => {
    const tail = Buffer.from(request.body.subarray(jsonLengthOf(request)))
    const value = pick(random, [0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffc])
    if (tail.length >= 4) tail.writeUInt32LE(value, 4 * below(random, tail.length >> 2))
    return withTail(request, tail)
  },
  'another shape': (random, request) =>
    withJson(request, (json) =>
      json.replace(/"shape":\[[^\]]*\]/, `"shape":[${pick(random, shapes)}]`),
    ),
}

const shapes: readonly string[] = [
  ...['', '0', '0,2', '-1,2', '1', '2,1', '1,2,1', '1000000,2', '4294967296,4294967296'],
  ...['9007199254740991', '3037000500,3037000500', '0.5,4', '1e1,2'],
]

const withTail = (request: Request, tail: Buffer): Request =>
  withBody(request, Buffer.concat([request.body.subarray(0, jsonLengthOf(request)), tail]))

function withJson(request: Request, change: (json: string) => string): Request {
  const length = jsonLengthOf(request)
  const json = Buffer.from(change(request.body.toString('utf8', 0, length)))
  const changed = withBody(request, Buffer.concat([json, request.body.subarray(length)]))
  return withHeader(changed, jsonLengthHeader, `${json.length}`)
}

const withSize = (request: Request, sizeOf: (size: string) => string): Request =>
  withJson(request, (json) =>
    json.replace(/("binary_data_size":)(\d+)/g, (_, name, size) => `${name}${sizeOf(size)}`),
  )

/** Headers, sizes and bytes of binary tensors, that lie. */
export const binary: Fuzzer = (random, { request }) => {
  const what = pick(random, Object.keys(changes))
  return whole(`binary: ${what}`, changes[what]?.(random, request) ?? request)
}
