import { fastify } from 'fastify'
import type { Json } from '../../api/json.ts'
import { ContenderError } from '../../errors.ts'
import { createBudget } from '../../http/budget.ts'
import { failed } from '../../http/failing.ts'
import { answerHealth, type Health } from '../../http/health.ts'
import { type Address, listenOn } from '../../http/listening.ts'
import type { Keys } from '../../routing/keys.ts'
import { openSiblingsDoor, type SiblingsDoor } from './siblings-door.ts'
import { signedBody } from './signed-body.ts'
import { openTallyDoor, type TallyDoor } from './tally-door.ts'

export type AdminPorts = Health & {
  /** All that are there, at any time: also one that no plan honours yet may push the plan that does. */
  readonly keys: Keys
  readonly wall: () => number
  /** Takes a plan, and says what became of it. */
  readonly push: (document: Json) => Promise<object>
  readonly tally: TallyDoor
  /** What other routers may ask, once there may be any. */
  readonly siblings?: SiblingsDoor
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

  answerHealth(app, ports)

  app.put('/v1/plan', async ({ raw }) => {
    const { document } = await signedBody(raw, {
      ...{ keys: ports.keys, nowMs: ports.wall(), budget: plans },
      ...{ mostBytes: mostPlanBytes, invalid: 'PlanInvalid' },
    })
    return ports.push(document)
  })

  app.setNotFoundHandler(({ method, url }, answer) => {
    const [path = ''] = url.split('?')
    const allow = methods.filter((each) => app.hasRoute({ method: each, url: path })).join(', ')
    if (allow === '')
      throw new ContenderError('PathUnknown', `there is nothing at ${method} ${url.slice(0, 200)}`)
    answer.header('allow', allow)
    const what = `${method} is not what this path is asked with; ${allow} is`
    throw new ContenderError('MethodNotAllowed', what)
  })

  // Whoever expects what nobody here knows is answered as everybody is.
  app.server.on('checkExpectation', (message, response) =>
    app.server.emit('request', message, response),
  )

  void app.register((door) => openTallyDoor(door, ports))
  const { siblings } = ports
  if (siblings !== undefined)
    void app.register((door) => openSiblingsDoor(door, { ...ports, ...siblings }))

  return {
    listen: (at: Address) => listenOn(app, at),
    close: () => app.close(),
  }
}

const methods = ['GET', 'PUT', 'POST'] as const

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
