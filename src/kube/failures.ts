import { ContenderError, type FailureCode, saidBy } from '../errors.ts'
import { type Resource, resources } from './resources.ts'

/** What a call asks for. */
export type Purpose = {
  /** Completes «cannot …»: `apply ConfigMap city/bikes-record`. */
  readonly what: string
  readonly resource: Resource
}

/** What the server said: a `Status` where it is Kubernetes that speaks, anything where a proxy does. */
export type Answer = {
  readonly status: number
  readonly body: unknown
  readonly retryAfterMs?: number | undefined
}

/**
 * The one place where the server's refusals become ours. `http` and `reason` alone don't tell: the words
 * of these rules were recorded from Kubernetes 1.36, and `test/cluster/door/refusals.test.ts` asks it again.
 */
export function refusalOf(answer: Answer, { what, resource }: Purpose): ContenderError {
  const said = saidIn(answer)
  const isHeard = answer.status >= 500 || isOfKubernetes(answer)
  const found = isHeard ? rules.find(({ isSo }) => isSo(said))?.code : undefined
  const isOurs = resource.group === resources.modelExperiments.group
  const code = found === 'ResourceMissing' && isOurs ? 'CrdMissing' : found
  const wantedMs = answer.retryAfterMs ?? said.retryAfterMs
  const retryAfterMs = wantedMs && Math.min(wantedMs, longestWaitMs)
  return new ContenderError(code ?? 'ApiUnreachable', `cannot ${what}: ${said.message}`, {
    retryAfterMs,
  })
}

/** The server could not be reached, or what came was no answer. */
export function unreachable(cause: unknown, { what }: Purpose): ContenderError {
  return new ContenderError('ApiUnreachable', `cannot ${what}: ${reasonOf(cause)}`, { cause })
}

/** Says whether it is the object that is missing, rather than its kind or its namespace. */
export function isMissingObject(answer: Answer): boolean {
  return answer.status === 404 && isStatus(answer) && isAboutObject(saidIn(answer))
}

/** Says whether the version that was asked for is one that the server no longer has, or never had. */
export function isForgotten(answer: Answer): boolean {
  const { http, causes } = saidIn(answer)
  if (!isStatus(answer)) return false
  return http === 410 || causes.some(({ reason }) => reason === 'ResourceVersionTooLarge')
}

/** Nobody is sent away for longer: the server may be well again, or the header a mistake. */
const longestWaitMs = 5 * 60_000

const isStatus = ({ body }: Answer) => Object(body).kind === 'Status'

/**
 * Says whether a refusal is the API server's own. Proxies and gates between us and it refuse as well, in
 * pages and words of theirs; what they say of 404 or 409 is not about our objects.
 */
function isOfKubernetes(answer: Answer): boolean {
  const text = typeof answer.body === 'string' ? answer.body.trim() : undefined
  return isStatus(answer) || wordsWithoutStatus[answer.status]?.test(text ?? '-') === true
}

/** All that it says without a `Status`: of paths it has not, of strangers, of too many at once. */
const wordsWithoutStatus: { readonly [http: number]: RegExp } = {
  401: /^$|^unauthorized$/i,
  404: /^404 page not found$/,
  429: /^[^<]*$/,
}

type Said = {
  readonly http: number
  readonly reason: string | undefined
  readonly message: string
  readonly name: string | undefined
  readonly kind: string | undefined
  readonly causes: readonly { readonly reason?: string; readonly field?: string }[]
  readonly retryAfterMs: number | undefined
}

type Rule = { readonly code: FailureCode; readonly isSo: (said: Said) => boolean }

const isAboutObject = ({ name, kind }: Said) => name !== undefined && kind !== 'namespaces'

/** The first that fits speaks. */
const rules: readonly Rule[] = [
  {
    code: 'NamespaceGone',
    isSo: ({ http, kind, causes }) =>
      (http === 404 && kind === 'namespaces') ||
      causes.some(({ reason }) => reason === 'NamespaceTerminating'),
  },
  {
    // The name belongs to an object that is on its way out: a later try finds it free.
    code: 'StaleWrite',
    isSo: ({ http, message }) => http === 409 && message.startsWith('object is being deleted'),
  },
  { code: 'NameTaken', isSo: ({ reason }) => reason === 'AlreadyExists' },
  { code: 'StaleWrite', isSo: ({ http }) => http === 409 },
  {
    // So a wrong uid is refused. The one that was meant is gone, and another has its name.
    code: 'StaleWrite',
    isSo: ({ http, causes }) =>
      http === 422 && causes.some(({ field }) => field === 'metadata.uid'),
  },
  { code: 'StaleWrite', isSo: (said) => said.http === 404 && isAboutObject(said) },
  { code: 'ResourceMissing', isSo: ({ http }) => http === 404 || http === 405 },
  { code: 'ApiUnauthorized', isSo: ({ http }) => http === 401 },
  { code: 'ApiForbidden', isSo: ({ http }) => http === 403 },
  {
    // An apply with a field that the schema does not have: a 500 without a reason.
    code: 'ObjectInvalid',
    isSo: ({ message }) => message.startsWith('failed to create typed patch object'),
  },
  { code: 'ApiUnavailable', isSo: ({ http }) => http >= 500 || [408, 410, 429].includes(http) },
  { code: 'ObjectInvalid', isSo: ({ http }) => http >= 400 },
]

function saidIn({ status, body }: Answer): Said {
  const { reason, message, details } = Object(body)
  const { name, kind, causes, retryAfterSeconds } = Object(details)
  return {
    http: status,
    reason,
    name,
    kind,
    message: messageOf(message, body) || `HTTP ${status}`,
    causes: Array.isArray(causes) ? causes : [],
    retryAfterMs: typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1000 : undefined,
  }
}

/** A message may quote a whole object; a proxy answers in whatever it pleases. */
function messageOf(message: unknown, body: unknown): string {
  return saidBy(typeof message === 'string' ? message : typeof body === 'string' ? body : '')
}

/** An error of many tries, or `fetch failed`, says nothing; what it was caused by says it all. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0) return reasonOf(cause.errors[0])
  return saidBy(cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause)
}
