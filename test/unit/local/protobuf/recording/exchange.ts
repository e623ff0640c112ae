import { once } from 'node:events'
import { request as send } from 'node:https'
import { buffer } from 'node:stream/consumers'
import type { Access } from '../../../../cluster/client.ts'

export type Message = {
  readonly method: string
  readonly path: string
  readonly headers: { readonly [name: string]: string }
  readonly body: Buffer
}

export type Answer = {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly body: Buffer
}

/** Sends a request to an API server as it is, and hands over its answer as it is. */
export async function exchange(access: Access, message: Message): Promise<Answer> {
  const { ca, cert, key, token } = access
  const { method, path, headers, body } = message
  const outgoing = send(new URL(path, access.url), {
    ...{ method, ca, cert, key, rejectUnauthorized: access.insecure !== true },
    headers: {
      ...headers,
      'content-length': body.length,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
  })
  outgoing.end(body)
  const [incoming] = await once(outgoing, 'response')
  return { status: incoming.statusCode, headers: incoming.headers, body: await buffer(incoming) }
}
