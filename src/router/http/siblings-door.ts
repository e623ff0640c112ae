import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Json } from '../../api/json.ts'
import { createBudget } from '../../http/budget.ts'
import type { Keys } from '../../routing/keys.ts'
import { authorization } from '../../routing/signed-request.ts'
import { signedBody } from './signed-body.ts'

/** What other routers of the experiment ask. */
export type SiblingsDoor = {
  readonly hello: (document: Json) => object
  /** Those that are to be scored here. */
  readonly outcomes: (document: Json) => Promise<object>
  readonly bequest: (document: Json) => Promise<object>
}

type Ports = SiblingsDoor & { readonly keys: Keys; readonly wall: () => number }

/**
 * Answers are signed, too, over the signature of what was asked: an address may have been given to somebody else since, and an
 * answer that an outcome is scored must come from whoever has the key.
 */
export async function openSiblingsDoor(app: FastifyInstance, ports: Ports): Promise<void> {
  const budget = createBudget(mostHeldBytes)

  const opened = (path: string, mostBytes: number, answer: (document: Json) => object) =>
    app.post(path, async ({ raw }: FastifyRequest, reply: FastifyReply) => {
      const { keys, wall } = ports
      const asked = await signedBody(raw, { keys, nowMs: wall(), mostBytes, budget })
      const body = Buffer.from(JSON.stringify(await answer(asked.document)))
      const said = { method: 'ANSWER', path: asked.authorization, body }
      return reply
        .type('application/json')
        .header(answerSignature, authorization(said, asked.key, wall()))
        .send(body)
    })

  opened('/v1/siblings', 256 * mebibyte, ports.hello)
  opened('/v1/outcomes', 16 * mebibyte, ports.outcomes)
  opened('/v1/bequest', 256 * mebibyte, ports.bequest)
}

export const answerSignature = 'x-contender-signature'

const mebibyte = 2 ** 20

/** One that is as large as may be, as it is sent and unpacked, and some others. */
const mostHeldBytes = 576 * mebibyte
