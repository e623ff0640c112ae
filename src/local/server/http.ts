import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { JsonObject } from '../../api/json.ts'
import type { Asked } from './asked.ts'
import { bodyOf } from './body.ts'
import type { Document, Documents } from './documents.ts'
import { type Ground, liveAt } from './ground.ts'
import { logOf } from './logs.ts'
import { isTrue } from './options.ts'
import { plainBody } from './plain-body.ts'
import type { LogAsked, PodLogs } from './pod-logs.ts'
import { type Presentation, presentationFor } from './presentation.ts'
import { badRequest, notAllowed, notFound, Refusal, retryAfter, statusOf } from './refusal.ts'
import { type Route, routeOf } from './route.ts'
import { stream } from './stream.ts'
import { obey } from './verbs.ts'
import { createWatch } from './watch.ts'

export type HttpPorts = {
  readonly ground: Ground
  readonly documents: Documents
  /** Throws a `Refusal` for whoever may not come in. */
  readonly check: (headers: IncomingMessage['headers']) => void
  readonly logs: PodLogs
  /** Aborts when the server stops: what goes on and on ends then. */
  readonly stopped: AbortSignal
  /** Hears of bugs; whoever asked hears of an internal error. */
  readonly bug: (cause: unknown) => void
}

/** Requests in, answers out: the only part that knows HTTP. */
export function createListener(ports: HttpPorts): RequestListener {
  const { ground, documents, check, logs, stopped, bug } = ports

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    check(request.headers)
    const { path, query } = addressIn(request.url ?? '/')
    const document = documents(path)
    if (document !== undefined) return show(request, response, document)
    const [short, isOldWatch] = withoutWatch(path)
    if (isOldWatch) query.set('watch', 'true')
    const route = routeOf(ground.kinds, short)
    if (route === undefined) return say(response, 404, '404 page not found\n')
    await ways[wayOf(request, route, query)](request, response, { route, query })
  }

  async function serve(
    request: IncomingMessage,
    response: ServerResponse,
    { route, query }: Pick<Asked, 'route' | 'query'>,
  ): Promise<void> {
    const { method = 'GET', headers } = request
    const { 'content-type': contentType = '' } = headers
    const presentation = presentationOf(request, query)
    const outcome = obey(ground, {
      ...{ method, route, query },
      ...plainBody(route, { method, contentType, bytes: await bodyOf(request) }),
      userAgent: headers['user-agent'] ?? '',
    })
    if (method !== 'GET') await ground.store.durable()
    if ('items' in outcome) {
      return say(response, 200, presentation.list(outcome.kind, outcome.items, outcome.metadata))
    }
    const { status, object, kind } = outcome
    say(response, status, kind ? presentation.object(kind, object) : object, outcome)
  }

  function watch(
    request: IncomingMessage,
    response: ServerResponse,
    { route: { kind, namespace, name }, query }: Pick<Asked, 'route' | 'query'>,
  ): void {
    const presentation = presentationOf(request, query)
    if (name !== undefined) query.set('fieldSelector', `metadata.name=${name}`)
    stream(createWatch(ground, { kind, namespace, query, presentation }), response, stopped)
  }

  function presentationOf({ headers }: IncomingMessage, query: URLSearchParams): Presentation {
    const { accept = '*/*' } = headers
    const includeObject = query.get('includeObject')
    return presentationFor({ accept, includeObject, now: ground.wall })
  }

  async function tellLog(
    { method }: IncomingMessage,
    response: ServerResponse,
    { route, query }: Pick<Asked, 'route' | 'query'>,
  ): Promise<void> {
    if (method !== 'GET') throw notAllowed()
    const pod = liveAt(ground, route)
    if (pod === undefined) throw notFound(route.kind, route.name ?? '')
    const asked = logOf(pod, query, ground.wall())
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    const words = logs.read(asked, AbortSignal.any([gone.signal, stopped]))
    if (words === undefined) return sayNothing(response, asked, pod)
    response.writeHead(200, { 'content-type': 'text/plain' })
    response.flushHeaders()
    await pipeline(words, response).catch((cause) => {
      if (!gone.signal.aborted) bug(cause)
    })
  }

  const ways = { serve, watch, tellLog }

  return (request, response) => {
    answer(request, response).catch((cause: unknown) => {
      if (!(cause instanceof Refusal)) bug(cause)
      const refusal = cause instanceof Refusal ? cause : internal
      if (response.headersSent) response.destroy()
      else refuse(response, refusal)
    })
  }
}

/** Before a pod has a node, nobody has begun with it. */
function sayNothing(response: ServerResponse, asked: LogAsked, pod: JsonObject): void {
  if (Object(pod['spec']).nodeName === undefined) {
    response.writeHead(204).end()
    return
  }
  const which = asked.isPrevious ? 'previous terminated container' : 'container'
  const what = `${which} "${asked.container}" in pod "${asked.name}"`
  if (asked.isPrevious) throw badRequest(`${what} not found`)
  throw badRequest(`${what} is waiting to start or has said nothing yet`)
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  const seconds = retryAfter(refusal)
  if (seconds !== undefined) response.setHeader('retry-after', String(seconds))
  say(response, refusal.said.code, statusOf(refusal))
}

function show({ method }: IncomingMessage, response: ServerResponse, document: Document): void {
  if (method !== 'GET') throw notAllowed()
  say(response, 200, document)
}

/** Taken apart, never resolved: an object may be asked for by the name `..`, and is then not found. */
function addressIn(url: string): { readonly path: string; readonly query: URLSearchParams } {
  const [path = '', ...rest] = url.split('?')
  return { path: path.replace(/(?!^)\/$/, ''), query: new URLSearchParams(rest.join('?')) }
}

const internal = new Refusal({
  ...{ code: 500, reason: 'InternalError', message: 'Internal error occurred: see the log' },
})

/** `/api/v1/watch/…`, as one asked for a watch long ago. */
function withoutWatch(path: string): readonly [path: string, isOldWatch: boolean] {
  const short = path.replace(/^(\/api\/v1|\/apis\/[^/]+\/[^/]+)\/watch\//, '$1/')
  return [short, short !== path]
}

function wayOf({ method }: IncomingMessage, { subresource }: Route, query: URLSearchParams) {
  if (subresource === 'log') return 'tellLog'
  const isWatch = method === 'GET' && subresource === undefined && isTrue(query.get('watch'))
  return isWatch ? 'watch' : 'serve'
}

function say(
  response: ServerResponse,
  status: number,
  said: Document,
  { warnings = [] }: { readonly warnings?: readonly string[] } = {},
): void {
  const { type, body } = bytesOf(said)
  if (warnings.length > 0) response.setHeader('warning', warnings.map(asWarning))
  response.writeHead(status, {
    'content-type': type,
    'content-length': body.byteLength,
    'cache-control': 'no-cache, private',
  })
  response.end(body)
}

function bytesOf(said: Document): { readonly type: string; readonly body: Uint8Array } {
  if (said instanceof Uint8Array) return { type: openApi2, body: said }
  if (typeof said === 'string')
    return { type: 'text/plain; charset=utf-8', body: Buffer.from(said) }
  return { type: 'application/json', body: Buffer.from(JSON.stringify(said)) }
}

const openApi2 = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf'

/** RFC 7234, 5.5: code, agent, text. */
const asWarning = (text: string) => `299 - ${JSON.stringify(text)}`
