import { fastify } from 'fastify'
import { listenOn } from '../http/listening.ts'
import type { Metrics } from '../telemetry/metrics.ts'

export type AdminPorts = {
  readonly page: Metrics['page']
  /** What the operator waits for, by source. */
  readonly waiting: () => { readonly [source: string]: string }
}

/** What kubelets and Prometheus ask the operator. Nothing here changes anything. */
export function createAdmin({ page, waiting }: AdminPorts) {
  const app = fastify()

  app.get('/livez', async () => 'ok\n')

  app.get('/readyz', async (_, answer) => {
    const lines = Object.entries(waiting()).map(([source, why]) => `${source}: ${why}\n`)
    return lines.length === 0 ? 'ok\n' : answer.code(503).send(`waiting for\n${lines.join('')}`)
  })

  app.get('/metrics', async (_, answer) => {
    const { type, text } = await page()
    return answer.type(type).send(text)
  })

  return {
    listen: (host: string, port: number) => listenOn(app, { host, port }),
    close: () => app.close(),
  }
}
