import { protobufType, readProtobuf } from '../protobuf/read.ts'
import { mediaType } from './body.ts'
import { apiVersionOf } from './ground.ts'
import { badRequest, unsupportedType } from './refusal.ts'
import type { Route } from './route.ts'

type Sent = {
  readonly method: string
  readonly contentType: string
  readonly bytes: Buffer
}

export type Plain = { readonly contentType: string; readonly body: string }

/** A body as text; what kubectl sends in protobuf, for `kubectl create` say, is JSON from here on. */
export function plainBody(route: Route, { method, contentType, bytes }: Sent): Plain {
  const isProtobuf = mediaType(contentType) === protobufType && method !== 'PATCH'
  if (!isProtobuf || bytes.length === 0) return { contentType, body: bytes.toString('utf8') }
  if (route.kind.isCustom && method !== 'DELETE') throw unsupportedType(onlyText)
  const read = readProtobuf(bytes, dueAt(route, method))
  if ('refused' in read) throw badRequest(read.refused)
  return { contentType: 'application/json', body: JSON.stringify(read.object, withoutBigints) }
}

/** What a body is of that doesn't say so. */
function dueAt({ kind, subresource }: Route, method: string) {
  const apiVersion = apiVersionOf(kind)
  if (method === 'DELETE') return { apiVersion, kind: 'DeleteOptions' }
  if (subresource === 'scale') return { apiVersion: 'autoscaling/v1', kind: 'Scale' }
  if (subresource === 'binding') return { apiVersion: 'v1', kind: 'Binding' }
  return { apiVersion, kind: kind.kind }
}

/** JSON has no integers beyond 2^53 here either. */
const withoutBigints = (_: string, value: unknown) =>
  typeof value === 'bigint' ? Number(value) : value

const onlyText =
  'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml'
