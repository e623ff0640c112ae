import { type IncomingMessage, METHODS, type ServerResponse } from 'node:http'
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import { ContenderError, saidBy } from '../errors.ts'
import { type Answer, send } from './answer.ts'
import { failed } from './failing.ts'
import { untilGone } from './gone.ts'
import { type Asked, methodsByPath, methodsOf, type Operation } from './operations.ts'
import { refuseSocket } from './refused-socket.ts'
import { connectionTimeout, keepAliveTimeout, requestTimeout } from './times.ts'

export type AppPorts = {
  readonly operations: readonly Operation[]
  /** Whether clients should look for another server: each answer then ends its connection. */
  readonly isLeaving: () => boolean
  readonly answered: (answered: Answered) => void
  /** A bug of ours. */
  readonly broke: (cause: unknown) => void
  readonly now: () => number
}

type Answered = {
  /** Empty where the path is none of ours. */
  readonly operation: string
  /** As the path says, whether or not there is such a model. */
  readonly model: string
  /** `Ok`, or the name of the failure. */
  readonly code: string
  readonly tookMs: number
}

type Request = FastifyRequest<{ Params: { model?: string; version?: string } }>

/** HTTP for a table of operations. Every answer is made here, and all errors have one form, those of HTTP too. */
export function createApp(ports: AppPorts): FastifyInstance {
  const app = fastify({
    ...{ requestTimeout, keepAliveTimeout, connectionTimeout, return503OnClosing: false },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 4_096 },
    http: { requireHostHeader: false }, // Node would refuse it without a word
    frameworkErrors: (cause, request, reply) => refuse(request, reply, invalid(cause.message)),
    clientErrorHandler: (cause, socket) => refuseSocket(cause, socket),
  })
  for (const method of METHODS.filter((each) => each !== 'CONNECT')) {
    if (!app.supportedMethods.includes(method)) app.addHttpMethod(method)
  }
  for (const operation of ports.operations) {
    for (const url of operation.paths) serve(operation, url)
  }
  for (const [url, known] of methodsByPath(ports.operations)) {
    const method = app.supportedMethods.filter((each) => !known.includes(each))
    const allow = known.join(', ')
    const onRequest = (request: Request, reply: FastifyReply) => refuseMethod(request, reply, allow)
    app.route({ method, url, onRequest, handler: unreached })
  }
  app.setNotFoundHandler((request, reply) => {
    const what = `there is nothing at ${request.method} ${request.url.slice(0, 200)}`
    refuse(request, reply, new ContenderError('PathUnknown', what))
  })
  app.setErrorHandler((cause, request, reply) => refuse(request, reply, invalid(saidBy(cause))))

  function serve({ name, method, answer }: Operation, url: string): void {
    const onRequest = (request: Request, reply: FastifyReply) => {
      const { model = '', version } = request.params
      const { raw: response } = reply
      const asked = { message: request.raw, response, model, version, signal: untilGone(response) }
      respond(name, reply, asked, answer)
    }
    // Before fastify looks at the body, which is read by whoever needs it, whatever its content type.
    const route = { method: methodsOf(method), url, exposeHeadRoute: false }
    app.route({ ...route, onRequest, handler: unreached })
  }

  function refuseMethod(request: Request, reply: FastifyReply, allow: string): void {
    reply.raw.setHeader('allow', allow)
    const what = `${request.method} is not what this path is asked with; ${allow} is`
    refuse(request, reply, new ContenderError('MethodNotAllowed', what))
  }

  function refuse(request: FastifyRequest, reply: FastifyReply, cause: ContenderError): void {
    const of = { message: request.raw, response: reply.raw, signal: never }
    const asked = { ...of, model: '', version: undefined }
    respond('', reply, asked, () => Promise.reject(cause))
  }

  /** Fastify's own way of answering is left aside: it would add to the content type, and take longer. */
  function respond(
    operation: string,
    reply: FastifyReply,
    asked: Asked,
    answer: Operation['answer'],
  ): void {
    reply.hijack()
    settled(operation, asked, reply.raw, answer).catch((cause) => {
      ports.broke(cause)
      reply.raw.destroy()
    })
  }

  async function settled(
    operation: string,
    asked: Asked,
    response: ServerResponse,
    answer: Operation['answer'],
  ): Promise<void> {
    const began = ports.now()
    const { code = 'Ok', ...made } = await answerOrFailure(asked, answer)
    if (ports.isLeaving()) response.shouldKeepAlive = false
    await send(asked.message, response, made)
    const tookMs = ports.now() - began
    ports.answered({ operation, model: asked.model, code, tookMs })
  }

  async function answerOrFailure(
    asked: Asked,
    answer: Operation['answer'],
  ): Promise<Answer & { readonly code?: string }> {
    try {
      checkHost(asked.message)
      return await answer(asked)
    } catch (cause) {
      if (!(cause instanceof ContenderError)) ports.broke(cause)
      return failed(cause)
    }
  }

  // Whoever expects what nobody here knows is answered as everybody is.
  app.server.on('checkExpectation', (message, response) =>
    app.server.emit('request', message, response),
  )
  return app
}

/** HTTP asks for it, and for that refusal. */
function checkHost({ headers, httpVersion }: IncomingMessage): void {
  if (headers.host === undefined && httpVersion === '1.1') throw invalid('Host: is missing')
}

const invalid = (what: string) => new ContenderError('RequestInvalid', what)

/** All is answered before. */
const unreached = () => undefined

const never = new AbortController().signal
