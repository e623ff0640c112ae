import { pipeline, Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isListOf, isObjectOf } from '../../api/forms.ts'
import type { Json } from '../../api/json.ts'
import { ContenderError } from '../../errors.ts'
import type { TallyName } from '../../evidence/tally.ts'
import { isTallyName } from '../../evidence/tally-form.ts'
import { createBudget } from '../../http/budget.ts'
import { codingFor, encoding } from '../../http/coding.ts'
import type { Keys } from '../../routing/keys.ts'
import { requireSigned } from '../../routing/signed-request.ts'
import type { Telling } from '../instance/state.ts'
import { signedBody } from './signed-body.ts'
import { documentOf } from './tally-document.ts'

/** What is counted, each time as one consistent whole. */
export type TallyDoor = {
  /** For whoever only wants to see it: nothing changes by it. */
  readonly look: () => Telling
  /** For whoever keeps it, and has kept these. */
  readonly pull: (kept: readonly TallyName[]) => Telling
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

/** How long it will be nobody knows before it is told. */
function told({ headers }: FastifyRequest, answer: FastifyReply, telling: Telling) {
  const document = Readable.from(documentOf(telling), { objectMode: false })
  const coding = codingFor(headers['accept-encoding'], Number.POSITIVE_INFINITY)
  answer.type('application/json').header('vary', 'accept-encoding')
  if (coding === undefined) return answer.send(document)
  const packed = pipeline(document, encoding(coding), () => {}) // whoever reads it hears of it
  return answer.header('content-encoding', coding).send(packed)
}

function keptIn(document: Json): readonly TallyName[] {
  if (isPull(document)) return (document as unknown as { kept: readonly TallyName[] }).kept
  throw new ContenderError(
    'RequestInvalid',
    'a pull is {"kept":[{"instance":"…","round":1,"number":1}]}, with what was kept of former ones',
  )
}

const isPull = isObjectOf({ kept: isListOf(isTallyName) })

/** Some fifteen thousand names. */
const mostBytes = 2 ** 20
