import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Json } from '../../api/json.ts'
import { ContenderError } from '../../errors.ts'
import type { TallyName } from '../../evidence/tally.ts'
import { createBudget } from '../../http/budget.ts'
import { codingFor, encoded } from '../../http/coding.ts'
import type { Keys } from '../../routing/keys.ts'
import { requireSigned } from '../../routing/signed-request.ts'
import { isInstance, isListOf, isObjectOf, isWhole } from '../siblings/forms.ts'
import { signedBody } from './signed-body.ts'

/** What is counted, each time as one consistent whole. */
export type TallyDoor = {
  /** For whoever only wants to see it: nothing changes by it. */
  readonly look: () => object
  /** For whoever keeps it, and has kept these. */
  readonly pull: (kept: readonly TallyName[]) => object
}

type Ports = { readonly tally: TallyDoor; readonly keys: Keys; readonly wall: () => number }

export async function openTallyDoor(app: FastifyInstance, ports: Ports): Promise<void> {
  const budget = createBudget(4 * mostBytes)
  const { tally, keys, wall } = ports

  app.get('/v1/tally', async (request, answer) => {
    const { method, url: path, headers } = request
    const asked = { method, path, body: Buffer.alloc(0) }
    requireSigned(asked, headers.authorization, keys, wall())
    return told(request, answer, tally.look())
  })

  app.post('/v1/tally', async (request, answer) => {
    const { document } = await signedBody(request.raw, { keys, nowMs: wall(), mostBytes, budget })
    return told(request, answer, tally.pull(keptIn(document)))
  })
}

async function told({ headers }: FastifyRequest, answer: FastifyReply, document: object) {
  const whole = Buffer.from(JSON.stringify(document))
  const coding = codingFor(headers['accept-encoding'], whole.length)
  answer.type('application/json').header('vary', 'accept-encoding')
  if (coding === undefined) return answer.send(whole)
  return answer.header('content-encoding', coding).send(await encoded(whole, coding))
}

function keptIn(document: Json): readonly TallyName[] {
  if (isPull(document)) return (document as unknown as { kept: readonly TallyName[] }).kept
  throw new ContenderError(
    'RequestInvalid',
    'a pull is {"kept":[{"instance":"…","round":1,"number":1}]}, with what was kept of former ones',
  )
}

const isName = isObjectOf({ instance: isInstance, round: isWhole, number: isWhole })

const isPull = isObjectOf({ kept: isListOf(isName) })

/** Some fifteen thousand names. */
const mostBytes = 2 ** 20
