import { promisify } from 'node:util'
import { jsonAnswer } from '../../http/answer.ts'
import { createApp } from '../../http/app.ts'
import { createBudget } from '../../http/budget.ts'
import { drain } from '../../http/draining.ts'
import { listenOn } from '../../http/listening.ts'
import type { Operation } from '../../http/operations.ts'
import type { Clock } from '../../reconciler/clock.ts'
import type { Log } from '../../telemetry/log.ts'
import type { ServingMetrics } from '../../telemetry/serving.ts'
import type { Models } from '../models/models.ts'
import { unready, wrongLines } from '../models/standing.ts'
import { openApi } from './openapi.ts'
import { protocolOperations } from './protocol.ts'

export type Front = {
  /** The address where it can be reached; port 0 takes any that is free. */
  readonly listen: (at: { readonly host: string; readonly port: number }) => Promise<string>
  /** Bodies that are being read or answered. */
  readonly bodyBytes: () => number
  /** Lets requests end, and connections with them. */
  readonly drain: () => Promise<void>
  readonly close: () => Promise<void>
}

export type FrontSettings = {
  readonly mostRequests: number
  readonly bodyBytes: number
  readonly memoryBytes: number
  readonly drainMs: number
  readonly leavesWhenAlone: boolean
  readonly version: string
}

type Ports = {
  readonly models: Models
  readonly metrics: ServingMetrics
  readonly log: Log
  readonly clock: Clock
}

/** Kubernetes kills thirty seconds after it asked; what leaving takes comes before that. */
const graceMs = 20_000

/** What the world sees of a model server. */
export function createFront(
  settings: FrontSettings,
  { models, metrics, log, clock }: Ports,
): Front {
  const budget = createBudget(settings.memoryBytes)
  const { bodyBytes: mostBytes, mostRequests, version } = settings
  let isLeaving = false

  const protocol = protocolOperations({
    lease: models.lease,
    unready: () => (isLeaving ? 'this process is about to end' : unready(models.standing())),
    wrong: () => wrongLines(models.standing()),
    limits: { mostBytes, budget, mostRequests },
    version,
  })
  const operations: readonly Operation[] = [
    ...protocol,
    { name: 'Metrics', method: 'GET', paths: ['/metrics'], answer: page },
    { name: 'OpenApi', method: 'GET', paths: ['/openapi.json'], answer: document },
  ]

  async function page() {
    const { type, text } = await metrics.page()
    return { status: 200, body: text, headers: { 'content-type': type } }
  }

  function document() {
    const standing = models.standing()
    const names = new Set(standing.map(({ name }) => name))
    const versions = new Set(standing.flatMap((row) => row.version ?? []))
    const known = { models: [...names], versions: [...versions] }
    return jsonAnswer(openApi({ operations: protocol, ...known, version }))
  }

  const app = createApp({
    operations,
    isLeaving: () => isLeaving,
    now: clock.now,
    answered: ({ model, ...answered }) =>
      metrics.answered({ ...answered, model: models.has(model) ? model : '' }),
    broke: (cause) => log.error({ err: cause }, 'a bug of this server'),
  })

  function leave(): void {
    isLeaving = true
  }

  const drained = {
    connections: () => promisify(app.server.getConnections).call(app.server),
    close: () => app.close(),
    cut: () => app.server.closeAllConnections(),
  }

  return {
    listen: (at) => listenOn(app, at),
    bodyBytes: budget.taken,
    drain: () => drain(drained, { ...settings, leaveMs: settings.drainMs, graceMs, clock, leave }),
    close: () => app.close(),
  }
}
