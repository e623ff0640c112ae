import { fastify } from 'fastify'
import type { Json } from '../../api/json.ts'
import { ContenderError, saidBy } from '../../errors.ts'
import { failed } from '../../http/failing.ts'
import { type Address, listenOn } from '../../http/listening.ts'
import type { Keys } from '../../routing/keys.ts'
import { requireSigned } from '../../routing/signed-request.ts'

export type AdminPorts = {
  /** All that are mounted: also one that no plan honours yet may push the plan that does. */
  readonly keys: Keys
  readonly wall: () => number
  /** Takes a plan; false where it is the very same as the one that holds. */
  readonly push: (document: Json) => boolean
  /** What is counted, as one consistent whole. */
  readonly tally: () => object
  /** Why this process should get no requests; nothing where it should. */
  readonly unready: () => string | undefined
  readonly page: () => Promise<{ readonly type: string; readonly text: string }>
  /** A bug of ours. */
  readonly broke: (cause: unknown) => void
}

/** What the operator, kubelets and Prometheus ask a router. Whatever says or changes more than health is signed. */
export function createAdmin(ports: AdminPorts) {
  const app = fastify({ bodyLimit: 4 * 1024 * 1024 })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
  app.setErrorHandler((cause, _, answer) => {
    const { status, body, headers = {}, code } = failed(named(cause))
    if (code === 'InternalError') ports.broke(cause)
    return answer.code(status).headers(headers).send(body)
  })

  app.get('/livez', async () => 'ok\n')

  app.get('/readyz', async (_, answer) => {
    const why = ports.unready()
    return why === undefined ? 'ok\n' : answer.code(503).send(`${why}\n`)
  })

  app.get('/metrics', async (_, answer) => {
    const { type, text } = await ports.page()
    return answer.type(type).send(text)
  })

  app.put<{ Body: Buffer | null }>('/v1/plan', async (request) => {
    const body = request.body ?? Buffer.alloc(0)
    check(request, body)
    return { taken: ports.push(jsonIn(body)) }
  })

  app.get('/v1/tally', async (request) => {
    check(request, Buffer.alloc(0))
    return ports.tally()
  })

  function check(request: Asked, body: Uint8Array): void {
    const { method, url: path, headers } = request
    requireSigned({ method, path, body }, headers.authorization, ports.keys, ports.wall())
  }

  return {
    listen: (at: Address) => listenOn(app, at),
    close: () => app.close(),
  }
}

function jsonIn(body: Buffer): Json {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (cause) {
    throw new ContenderError('PlanInvalid', `it is no JSON: ${saidBy(cause)}`, { cause })
  }
}

/** Bodies that are too long, or break off, are refused by fastify itself. */
function named(cause: unknown): unknown {
  const { statusCode: status = 500, message = '' } = cause as {
    statusCode?: number
    message?: string
  }
  if (cause instanceof ContenderError || status >= 500) return cause
  return new ContenderError(status === 413 ? 'BodyTooLarge' : 'RequestInvalid', message)
}

type Asked = {
  readonly method: string
  readonly url: string
  readonly headers: { readonly authorization?: string | undefined }
}
