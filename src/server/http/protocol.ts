import { predictionHeader } from '../../api/names.ts'
import { type Answer, jsonAnswer } from '../../http/answer.ts'
import { type BodyLimits, bodyOf } from '../../http/body.ts'
import { holdUntilRead } from '../../http/budget.ts'
import { withCrowd } from '../../http/crowd.ts'
import type { Asked, Operation } from '../../http/operations.ts'
import { inferred } from '../infer/inferring.ts'
import { modelDocument, serverDocument } from '../infer/metadata.ts'
import type { Lease } from '../models/served.ts'
import { jsonLengthHeader, jsonLengthIn } from './json-length.ts'

export type ProtocolPorts = {
  /** A version of a model, kept until `done`. Throws where there is none. */
  readonly lease: (name: string, version: string | undefined) => Lease
  /** Why this process should get no requests; nothing where it should. */
  readonly unready: () => string | undefined
  /** What is wrong though it answers, line by line. */
  readonly wrong: () => readonly string[]
  readonly limits: BodyLimits & { readonly mostRequests: number }
  /** Of this program. */
  readonly version: string
}

/** The Open Inference Protocol V2, operation by operation. */
export function protocolOperations(ports: ProtocolPorts): readonly Operation[] {
  async function leased<T>(asked: Asked, use: (served: Lease['served']) => T): Promise<Awaited<T>> {
    const { served, done } = ports.lease(asked.model, asked.version)
    try {
      return await use(served)
    } finally {
      done()
    }
  }

  function ready(): Answer {
    const error = ports.unready()
    const wrong = ports.wrong()
    const warning = wrong.length > 0 ? { warning: wrong.join('; ') } : {}
    if (error === undefined) return jsonAnswer({ ready: true, live: true, ...warning })
    return jsonAnswer({ ready: false, live: true, error }, 503, { 'retry-after': 1 })
  }

  /** The body is read first: a slow client keeps no model from being replaced. */
  async function infer(asked: Asked): Promise<Answer> {
    const jsonLength = jsonLengthIn(asked.message.headers)
    const { bytes, done } = await bodyOf(asked.message, ports.limits)
    try {
      const answer = await leased(asked, (served) =>
        answerOf(served, bytes, jsonLength, asked.signal),
      )
      holdUntilRead(ports.limits.budget, answer.body.length, asked)
      return answer
    } finally {
      done()
    }
  }

  const metadata = ({ model, versions, ...served }: Lease['served']) =>
    modelDocument({ ...served, versions: versions(), signature: model.signature })

  return [
    operation('ServerMetadata', 'GET', ['/v2'], () => jsonAnswer(serverDocument(ports.version))),
    operation('ServerLive', 'GET', ['/v2/health/live'], () => jsonAnswer({ live: true })),
    operation('ServerReady', 'GET', ['/v2/health/ready'], ready),
    operation('ModelMetadata', 'GET', ofModel(''), (asked) =>
      leased(asked, (served) => jsonAnswer(metadata(served))),
    ),
    operation('ModelReady', 'GET', ofModel('/ready'), (asked) =>
      leased(asked, ({ name }) => jsonAnswer({ name, ready: true })),
    ),
    operation('ModelInfer', 'POST', ofModel('/infer'), withCrowd(infer, ports.limits.mostRequests)),
  ]
}

const operation = (
  name: string,
  method: Operation['method'],
  paths: Operation['paths'],
  answer: Operation['answer'],
): Operation => ({ name, method, paths, answer })

async function answerOf(
  served: Lease['served'],
  bytes: Uint8Array,
  jsonLength: number | undefined,
  signal: AbortSignal,
): Promise<Answer> {
  const { body, jsonLength: length, prediction } = await inferred(served, bytes, jsonLength, signal)
  const type = length === undefined ? 'application/json' : 'application/octet-stream'
  const headers = {
    'content-type': type,
    [jsonLengthHeader]: length,
    [predictionHeader]: prediction,
  }
  return { status: 200, body, headers }
}

/** The path of a model, and that of one of its versions. */
const ofModel = (rest: string): readonly string[] => [
  `/v2/models/:model${rest}`,
  `/v2/models/:model/versions/:version${rest}`,
]
