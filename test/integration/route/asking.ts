import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { buffer, text } from 'node:stream/consumers'

export type Asking = {
  readonly method?: string
  readonly path?: string
  readonly headers?: Record<string, string | string[]>
  readonly body?: Buffer | string
}

export type Sent = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
}

const agent = new Agent({ keepAlive: true })

/** The whole answer; rejects where it breaks off. */
export const ask = (address: string, asking: Asking = {}): Promise<Sent> =>
  new Promise((resolve, reject) => {
    const { method = 'POST', path = '/v2/models/route/infer', headers = {}, body } = asking
    const asked = request(`${address}${path}`, { agent, method, headers }, (response) => {
      const { statusCode: status = 0, headers, rawHeaders } = response
      buffer(response).then((body) => resolve({ status, headers, rawHeaders, body }), reject)
    })
    asked.on('error', reject).end(body)
  })

export const asUser = (user: string, more: Asking = {}): Asking => ({
  ...more,
  headers: { 'x-user-id': user, ...more.headers },
})

/** So many requests, so many at a time. */
export async function load(
  address: string,
  { count, atOnce, asking }: Load,
): Promise<readonly Sent[]> {
  const sent: Sent[] = []
  let next = 0
  const client = async () => {
    while (next < count) sent.push(await ask(address, asking(next++)))
  }
  await Promise.all(Array.from({ length: atOnce }, client))
  return sent
}

type Load = {
  readonly count: number
  readonly atOnce: number
  readonly asking: (nth: number) => Asking
}

/** What is sent as it is, and all that comes back until the other side ends. */
export function raw(address: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname)
  socket.write(bytes, 'latin1')
  return text(socket)
}
