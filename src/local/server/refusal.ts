import { type Problem, problem } from '../../admission/problem.ts'
import type { Json, JsonObject } from '../../api/json.ts'
import type { Kind } from '../kinds/kind.ts'

type Details = { readonly [name: string]: Json }

type Said = {
  readonly code: number
  /** The word that programs read; a few of the server's refusals have none. */
  readonly reason?: string
  readonly message: string
  readonly details?: Details
}

/** What the server answers in place of what was asked for. It is thrown where it is found out. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly said: Said

  constructor(said: Said) {
    super(said.message)
    this.said = said
  }
}

/** As a `Status` of Kubernetes. */
export function statusOf({ said: { code, reason, message, details } }: Refusal): JsonObject {
  return {
    ...{ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message },
    ...(reason === undefined ? {} : { reason }),
    ...(details === undefined ? {} : { details }),
    code,
  }
}

/** The words below are those that a kube-apiserver 1.36 was heard to say. */

export const badRequest = (message: string) =>
  new Refusal({ code: 400, reason: 'BadRequest', message })

export const nothingThere = () =>
  new Refusal({
    ...{ code: 404, reason: 'NotFound', details: {} },
    message: 'the server could not find the requested resource',
  })

export const notAllowed = () =>
  new Refusal({
    ...{ code: 405, reason: 'MethodNotAllowed', details: {} },
    message: 'the server does not allow this method on the requested resource',
  })

export const notFound = (kind: Kind, name: string) =>
  new Refusal({
    ...{ code: 404, reason: 'NotFound', message: `${resourceOf(kind)} "${name}" not found` },
    details: ofResource(kind, name),
  })

export const alreadyExists = (kind: Kind, name: string, isLeaving: boolean) =>
  new Refusal({
    ...{ code: 409, reason: 'AlreadyExists', details: ofResource(kind, name) },
    message: `${isLeaving ? 'object is being deleted: ' : ''}${resourceOf(kind)} "${name}" already exists`,
  })

export const conflict = (kind: Kind, name: string, why: string) =>
  new Refusal({
    ...{ code: 409, reason: 'Conflict', details: ofResource(kind, name) },
    message: `Operation cannot be fulfilled on ${resourceOf(kind)} "${name}": ${why}`,
  })

export const stale = (kind: Kind, name: string) =>
  conflict(
    kind,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  )

/** The words of the real server's store, with the name of the object there. */
export function unmet(
  kind: Kind,
  key: string,
  what: 'UID' | 'ResourceVersion',
  { sent, had }: { readonly sent: string; readonly had: string },
): Refusal {
  const path = `/registry/${kind.plural}/${key}`
  const error = `StorageError: invalid object, Code: 4, Key: ${path}, ResourceVersion: 0`
  const why = `Precondition failed: ${what} in precondition: ${sent}, ${what} in object meta: ${had}`
  const name = key.slice(key.indexOf('/') + 1)
  return conflict(kind, name, `${error}, AdditionalErrorMsg: ${why}`)
}

/** A deletion names the kind where other refusals name the resource. */
export const otherThanMeant = ({ kind, group }: Kind, name: string, why: string) =>
  new Refusal({
    ...{ code: 409, reason: 'Conflict' },
    message: `Operation cannot be fulfilled on ${kind}${group && `.${group}`} "${name}": ${why}`,
    details: { name, ...(group && { group }), kind },
  })

export const unsupportedType = (message: string, details?: Details) =>
  new Refusal({
    ...{ code: 415, reason: 'UnsupportedMediaType', message },
    ...(details && { details }),
  })

/** In which forms objects can be sent; the answer is always JSON. */
export const mediaTypes = 'application/json, application/yaml, application/vnd.kubernetes.protobuf'

export const notAcceptable = () =>
  new Refusal({
    ...{ code: 406, reason: 'NotAcceptable', details: {} },
    message: `406: Not Acceptable\n\nAvailable representations: ${mediaTypes}`,
  })

export const listInstead = (kind: string) =>
  new Refusal({
    ...{ code: 406, reason: 'NotAcceptable' },
    message: `you requested PartialObjectMetadata, but the requested object is a list (*core.${kind}List)`,
  })

export const tooLarge = (limit: number) =>
  new Refusal({
    ...{ code: 413, reason: 'RequestEntityTooLarge' },
    message: `Request entity too large: limit is ${limit}`,
  })

export const expired = (message: string) => new Refusal({ code: 410, reason: 'Expired', message })

/** Seconds that a client is asked to wait. */
export const retryAfter = ({ said }: Refusal) => said.details?.['retryAfterSeconds']

export const notReached = (asked: string, present: number) =>
  new Refusal({
    ...{ code: 504, reason: 'Timeout' },
    message: `Timeout: Too large resource version: ${asked}, current: ${present}`,
    details: {
      causes: [
        {
          reason: 'ResourceVersionTooLarge',
          message: 'Too large resource version',
        },
      ],
      retryAfterSeconds: 1,
    },
  })

type Named = { readonly group: string; readonly kind: string }

export const mayNotGo = (kind: Kind, name: string) =>
  new Refusal({
    ...{ code: 403, reason: 'Forbidden', details: ofResource(kind, name) },
    message: `${resourceOf(kind)} "${name}" is forbidden: this ${kind.singular} may not be deleted`,
  })

export const ending = (kind: Kind, name: string, namespace: string) =>
  new Refusal({
    ...{ code: 403, reason: 'Forbidden' },
    message: `${resourceOf(kind)} "${name}" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`,
    details: {
      ...(name && { name }),
      ...(kind.group && { group: kind.group }),
      kind: kind.plural,
      causes: [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    },
  })

/** All that is wrong with an object at once, each with its place. */
export function invalid(
  { group, kind }: Named,
  name: string,
  problems: readonly Problem[],
): Refusal {
  return new Refusal({
    ...{ code: 422, reason: 'Invalid' },
    message: `${kind}${group && `.${group}`} "${name}" is invalid: ${inOneSentence(problems)}`,
    details: {
      ...(name && { name }),
      ...(group && { group }),
      ...(kind && { kind }),
      causes: problems.map(({ reason, message, field }) => ({ reason, message, field })),
    },
  })
}

export function inOneSentence(problems: readonly Problem[]): string {
  const told = [...new Set(problems.map(({ field, message }) => `${field}: ${message}`))]
  return told.length === 1 ? String(told[0]) : `[${told.join(', ')}]`
}

/** An option of the query that cannot be taken. */
export const invalidOption = (kind: string, problem: Problem) =>
  invalid({ group: 'meta.k8s.io', kind }, '', [problem])

export const forbiddenOption = (field: string, detail: string): Problem =>
  problem({ path: [field], field }, 'FieldValueForbidden', { detail })

/** Of what is stored under an older name, that one speaks. */
export const groupOf = ({ group, plural, storedAs }: Kind): string =>
  storedAs === plural ? '' : group

/** `deployments.apps` */
const resourceOf = ({ plural, group }: Kind) => `${plural}${group && `.${group}`}`

const ofResource = ({ plural, group }: Kind, name: string): Details => ({
  name,
  ...(group && { group }),
  kind: plural,
})
