import { fastify } from 'fastify'
import type { Json } from '../../api/json.ts'
import { ContenderError } from '../../errors.ts'
import { createBudget } from '../../http/budget.ts'
import { codingFor, encoded } from '../../http/coding.ts'
import { failed } from '../../http/failing.ts'
import { type Address, listenOn } from '../../http/listening.ts'
import type { Keys } from '../../routing/keys.ts'
import { requireSigned } from '../../routing/signed-request.ts'
import { openSiblingsDoor, type SiblingsDoor } from './siblings-door.ts'
import { signedBody } from './signed-body.ts'

export type AdminPorts = {
  /** All that are mounted: also one that no plan honours yet may push the plan that does. */
  readonly keys: Keys
  readonly wall: () => number
  /** Takes a plan; false where it is the very same as the one that holds. */
  readonly push: (document: Json) => boolean
  /** What is counted, as one consistent whole. */
  readonly tally: () => object
  /** What other routers may ask, once there may be any. */
  readonly siblings?: SiblingsDoor
  /** Why this process should get no requests; nothing where it should. */
  readonly unready: () => string | undefined
  readonly page: () => Promise<{ readonly type: string; readonly text: string }>
  /** A bug of ours. */
  readonly broke: (cause: unknown) => void
}

/** What the operator, kubelets and Prometheus ask a router. Whatever says or changes more than health is signed. */
export function createAdmin(ports: AdminPorts) {
  const plans = createBudget(4 * mostPlanBytes)
  const app = fastify({
    ...{ requestTimeout, connectionTimeout: requestTimeout, forceCloseConnections: true },
    http: { requireHostHeader: false }, // Node would refuse it without a word
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_, __, done) => done(null)) // bodies are read once it is known from whom
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

  app.put('/v1/plan', async ({ raw }) => {
    const { document } = await signedBody(raw, {
      ...{ keys: ports.keys, nowMs: ports.wall(), budget: plans },
      ...{ mostBytes: mostPlanBytes, invalid: 'PlanInvalid' },
    })
    return { taken: ports.push(document) }
  })

  app.get('/v1/tally', async (request, answer) => {
    const { method, url: path, headers } = request
    const asked = { method, path, body: Buffer.alloc(0) }
    requireSigned(asked, headers.authorization, ports.keys, ports.wall())
    const whole = Buffer.from(JSON.stringify(ports.tally()))
    const coding = codingFor(request.headers['accept-encoding'], whole.length)
    answer.type('application/json').header('vary', 'accept-encoding')
    if (coding === undefined) return answer.send(whole)
    return answer.header('content-encoding', coding).send(await encoded(whole, coding))
  })

  // Whoever expects what nobody here knows is answered as everybody is.
  app.server.on('checkExpectation', (message, response) =>
    app.server.emit('request', message, response),
  )

  const { siblings } = ports
  if (siblings !== undefined)
    void app.register((door) => openSiblingsDoor(door, { ...ports, ...siblings }))

  return {
    listen: (at: Address) => listenOn(app, at),
    close: () => app.close(),
  }
}

/** Nobody who has the key needs longer, and nobody else may keep a connection, or this process from its end. */
const requestTimeout = 30_000

const mostPlanBytes = 4 * 1024 * 1024

/** Bodies that are too long, or break off, are refused by fastify itself. */
function named(cause: unknown): unknown {
  const { statusCode: status = 500, message = '' } = cause as {
    statusCode?: number
    message?: string
  }
  if (cause instanceof ContenderError || status >= 500) return cause
  return new ContenderError(status === 413 ? 'BodyTooLarge' : 'RequestInvalid', message)
}
