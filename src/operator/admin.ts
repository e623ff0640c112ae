import { fastify } from 'fastify'
import { answerHealth, type Health } from '../http/health.ts'
import { listenOn } from '../http/listening.ts'

export type AdminPorts = Pick<Health, 'page'> & {
  /** What the operator waits for, by source. */
  readonly waiting: () => { readonly [source: string]: string }
}

/** What kubelets and Prometheus ask the operator. Nothing here changes anything. */
export function createAdmin({ page, waiting }: AdminPorts) {
  const app = fastify()
  answerHealth(app, { page, unready: () => waitingFor(waiting()) })
  return {
    listen: (host: string, port: number) => listenOn(app, { host, port }),
    close: () => app.close(),
  }
}

function waitingFor(waiting: ReturnType<AdminPorts['waiting']>): string | undefined {
  const lines = Object.entries(waiting).map(([source, why]) => `${source}: ${why}`)
  return lines.length === 0 ? undefined : ['waiting for', ...lines].join('\n')
}
