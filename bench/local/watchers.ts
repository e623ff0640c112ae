import { once } from 'node:events'
import { Agent, get } from 'node:https'
import type { Access } from '../../test/cluster/client.ts'

/** Many watches of one collection, each with a connection of its own. */
export async function openWatchers(access: Access, path: string, count: number) {
  const agent = new Agent({ ...(access.ca !== undefined && { ca: access.ca }), keepAlive: false })
  const heard = Array.from({ length: count }, () => 0)
  let waits: { readonly until: number; readonly done: () => void } | undefined

  function hear(n: number, lines: number): void {
    heard[n] = (heard[n] ?? 0) + lines
    if (waits !== undefined && heard.every((seen) => seen >= (waits?.until ?? 0))) waits.done()
  }

  const streams = await Promise.all(
    heard.map(async (_, n) => {
      const headers = { authorization: `Bearer ${access.token}` }
      const request = get(new URL(access.url + path), { agent, headers })
      const [response] = await once(request, 'response')
      if (response.statusCode !== 200)
        throw new Error(`the watch was refused: ${response.statusCode}`)
      response.on('data', (bytes: Buffer) => hear(n, bytes.filter((byte) => byte === 10).length))
      response.on('error', () => {})
      return request
    }),
  )

  return {
    /** Resolves once every one of them has heard so many lines. */
    untilHeard: (until: number): Promise<void> => {
      const { promise, resolve } = Promise.withResolvers<void>()
      waits = { until, done: resolve }
      hear(0, 0)
      return promise
    },
    close: () => {
      for (const request of streams) request.destroy()
      agent.destroy()
    },
  }
}
