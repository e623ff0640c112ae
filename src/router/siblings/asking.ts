import { Agent, request } from 'undici'
import type { Json } from '../../api/json.ts'
import { isJsonObject } from '../../api/json.ts'
import { ContenderError, isFailureCode } from '../../errors.ts'
import { codingFor, encoded } from '../../http/coding.ts'
import type { Key, Keys } from '../../routing/keys.ts'
import { authorization, contentDigest, requireSigned } from '../../routing/signed-request.ts'
import { answerSignature } from '../http/siblings-door.ts'
import { type Answered, type Ask, type Question, silent } from './ports.ts'

export type AskingPorts = {
  readonly keys: Keys
  /** Signs what is asked; nothing where there is none yet. */
  readonly key: () => Key | undefined
  readonly wall: () => number
}

/** Asks over HTTP, signed, and believes only what is signed in turn. */
export function createAsking(ports: AskingPorts): {
  readonly ask: Ask
  readonly close: () => void
} {
  const kept = new Agent(connecting)

  async function ask(address: string, question: Question): Promise<Answered> {
    const agent = question.isAnybody === true ? new Agent(connecting) : kept
    const key = ports.key()
    if (key === undefined) return silent
    try {
      return await asked(agent, address, { ...ports, key, question })
    } catch {
      return silent // whatever it was: nothing sound has come
    } finally {
      if (agent !== kept) void agent.destroy()
    }
  }

  return { ask, close: () => void kept.destroy() }
}

/** A pod that is gone must not cost all the time there is. Idle connections end here sooner than there. */
const connecting = {
  ...{ connect: { timeout: 1_000 }, headersTimeout: 0, bodyTimeout: 0 },
  keepAliveTimeout: 10_000,
}

type Asked = Omit<AskingPorts, 'key'> & { readonly key: Key; readonly question: Question }

async function asked(
  dispatcher: Agent,
  address: string,
  { question: { path, document, timeoutMs }, keys, key, wall }: Asked,
): Promise<Answered> {
  const plain = Buffer.from(JSON.stringify(document))
  const coding = codingFor('gzip', plain.length)
  const body = coding === undefined ? plain : await encoded(plain, coding)
  const signature = authorization({ method: 'POST', path, body }, key, wall())
  const answer = await request(`http://${address}${path}`, {
    ...{ dispatcher, method: 'POST', body, signal: AbortSignal.timeout(Math.ceil(timeoutMs)) },
    headers: {
      ...{ authorization: signature, 'content-digest': contentDigest(body) },
      ...{ 'content-type': 'application/json', ...(coding && { 'content-encoding': coding }) },
    },
  })
  const said = await whole(answer.body)
  if (answer.statusCode !== 200) return { refused: codeIn(said) }
  const bears = `${answer.headers[answerSignature]}`
  requireSigned({ method: 'ANSWER', path: signature, body: said }, bears, keys, wall())
  return { said: JSON.parse(said.toString()) }
}

async function whole(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > mostBytes) throw new ContenderError('BodyTooLarge', 'the answer is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Those to a thousand outcomes, with room. */
const mostBytes = 16 * 2 ** 20

function codeIn(said: Buffer): string {
  const failure: Json = JSON.parse(said.toString())
  const code = isJsonObject(failure) ? failure['code'] : undefined
  return typeof code === 'string' && isFailureCode(code) ? code : 'Silent'
}
