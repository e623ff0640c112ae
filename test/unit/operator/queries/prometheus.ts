import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Prometheus = {
  readonly address: string
  /** What was asked, as it stood in the request line. */
  readonly asked: readonly string[]
  readonly close: () => Promise<void>
}

/** Whoever answers at the other end of a real socket. */
export async function aPrometheus(
  answer: (response: ServerResponse, request: IncomingMessage) => void,
): Promise<Prometheus> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    answer(response, request)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    ...{ address: `http://127.0.0.1:${port}`, asked },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** As Prometheus says that a query has gone well. */
export const success = (resultType: string, result: unknown, more = {}) =>
  JSON.stringify({ status: 'success', data: { resultType, result }, ...more })

export const sample = (value: string) => ({
  metric: { job: 'x' },
  value: [1_762_000_000.123, value],
})
