import { isJsonObject, type JsonObject } from '../../api/json.ts'
import { deleteOptions, messageOf } from './kinds.ts'
import { Malformed } from './malformed.ts'
import { readMessage } from './message.ts'

/** How requests and answers name it. */
export const protobufType = 'application/vnd.kubernetes.protobuf'

/** What is due at an address: what the body leaves unsaid of its type, the address says. */
type Expected = { readonly apiVersion: string; readonly kind: string }

/** `refused` is the whole sentence of a 400. */
export type ReadProtobuf = { readonly object: JsonObject } | { readonly refused: string }

/** An object that was sent in protobuf, as it would have been sent in JSON. No bytes whatever make it throw. */
export function readProtobuf(bytes: Uint8Array, expected: Expected): ReadProtobuf {
  const envelope = attempt(() => readEnvelope(bytes, expected))
  if ('refused' in envelope) return { refused: unrecognized(envelope.refused, bytes, expected) }
  const { apiVersion, kind, raw } = envelope.read
  const object = attempt(() => readMessage(messageNamed(apiVersion, kind), raw))
  if ('read' in object) return { object: { apiVersion, kind, ...object.read } }
  return { refused: unfit(object.refused, envelope.read, expected) }
}

type Envelope = Expected & { readonly raw: Uint8Array }

/** What every body begins with: `k8s` and a zero. */
const mark = Buffer.from('k8s\0')
const unmarked = `provided data does not appear to be a protobuf message, expected prefix [${mark.join(' ')}]`

function readEnvelope(bytes: Uint8Array, expected: Expected): Envelope {
  if (bytes.length === 0) throw new Malformed('empty data')
  if (!mark.equals(bytes.subarray(0, mark.length))) throw new Malformed(unmarked)
  if (bytes.length === mark.length) throw new Malformed('empty body')
  const { typeMeta, raw } = readMessage('runtime.Unknown', bytes.subarray(mark.length))
  const { apiVersion, kind } = isJsonObject(typeMeta) ? typeMeta : {}
  return {
    apiVersion: `${apiVersion ?? expected.apiVersion}`,
    kind: `${kind ?? expected.kind}`,
    raw: Buffer.from(`${raw ?? ''}`, 'base64'),
  }
}

function messageNamed(apiVersion: string, kind: string): string {
  const name = messageOf(apiVersion, kind)
  if (name !== undefined) return name
  const type = `kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)}`
  throw new Malformed(`no ${type} in scheme "pkg/runtime/scheme.go:111"`)
}

function attempt<T>(read: () => T): { readonly read: T } | { readonly refused: string } {
  try {
    return { read: read() }
  } catch (cause) {
    if (cause instanceof Malformed) return { refused: cause.message }
    throw cause
  }
}

/** The sentences around a reason are those that a kube-apiserver 1.36 was heard to say. */

const isBare = ({ kind }: Expected) => kind === deleteOptions.kind

function unrecognized(why: string, bytes: Uint8Array, expected: Expected): string {
  if (isBare(expected)) return why
  const shown = Buffer.from(bytes.subarray(0, 30)).toString('hex') || '<empty>'
  const more = bytes.length > 30 ? ' ...' : ''
  return `the object provided is unrecognized (must be of type ${expected.kind}): ${why} (${shown}${more})`
}

function unfit(why: string, { apiVersion, kind }: Expected, expected: Expected): string {
  if (isBare(expected)) return why
  const version = apiVersion.split('/').at(-1)
  return `${kind} in version "${version}" cannot be handled as a ${expected.kind}: ${why}`
}
