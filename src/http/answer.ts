import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http'
import { codingFor, encoded } from './coding.ts'

export type Answer = {
  readonly status: number
  readonly body: string | Uint8Array
  readonly headers?: { readonly [name: string]: string | number | undefined }
}

/** Exactly this: clients of the protocol compare it letter by letter. */
const json = 'application/json'

export const jsonAnswer = (
  document: unknown,
  status = 200,
  headers: Answer['headers'] = {},
): Answer => ({
  status,
  body: JSON.stringify(document),
  headers: { 'content-type': json, ...headers },
})

/** Writes an answer, packed where the client asks for it. */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
): Promise<void> {
  const coding = codingFor(request.headers['accept-encoding'], answer.body.length)
  if (coding === undefined) return write(response, answer)
  const body = await encoded(Buffer.from(answer.body as string), coding)
  write(response, {
    ...answer,
    body,
    headers: { ...answer.headers, 'content-encoding': coding, vary: 'accept-encoding' },
  })
}

function write(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  if (response.destroyed) return
  const told: (string | number)[] = ['content-length', Buffer.byteLength(body)]
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) told.push(name, value)
  }
  response.writeHead(status, told as OutgoingHttpHeader[]).end(body)
}
