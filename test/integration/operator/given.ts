import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { JsonObject } from '../../../src/api/json.ts'
import { createPushing } from '../../../src/operator/pushing/pushing.ts'
import type { RouterPlace } from '../../../src/operator/pushing/router.ts'
import { createTurns } from '../../../src/operator/pushing/turns.ts'
import { createWire } from '../../../src/operator/pushing/wire.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { planOf } from '../../../src/router/plan/reading.ts'
import type { Key } from '../../../src/routing/keys.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { chance } from '../../chance.ts'
import { waitUntil } from '../../cluster/waiting.ts'

type Wish = {
  readonly key: Key
  readonly routers: readonly RouterPlace[]
  readonly isUrgent?: boolean
}

type Line = { readonly msg: string; readonly [field: string]: unknown }

/** Pushing as a leader does it, over the wire and by the system's clock. */
export function aPusher() {
  const wire = createWire(systemClock.wall)
  const lines: Line[] = []
  const pushing = createPushing({
    ...{ send: wire.send, turns: createTurns(), clock: systemClock, chance: chance(1) },
    ...{ changed: () => {}, reached: () => {} },
    log: createLog({ write: (line: string) => void lines.push(JSON.parse(line)) }),
  })
  onTestFinished(async () => {
    pushing.close()
    await wire.close()
  })

  const push = (experiment: string, document: JsonObject, { key, routers, isUrgent }: Wish) =>
    pushing.push(experiment, {
      ...{ plan: planOf(document), key, routers, isUrgent: isUrgent === true },
      committedMs: systemClock.now(),
    })

  /** How long it took until all routers of an experiment obeyed a revision. */
  async function reached(experiment: string, planRevision: number): Promise<number> {
    const isIt = (line: Line) =>
      line['experiment'] === experiment && line['planRevision'] === planRevision
    await waitUntil(() => lines.some((line) => isIt(line) && 'tookMs' in line), {
      ...{ what: `revision ${planRevision} of ${experiment}`, limitMs: 120_000, everyMs: 2 },
    })
    return Number(lines.find((line) => isIt(line) && 'tookMs' in line)?.['tookMs'])
  }

  return { ...pushing, push, reached, lines }
}

/** Addresses that take connections, and never answer: as many as are wanted. */
export async function blackHoles(count: number): Promise<readonly RouterPlace[]> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)))
  })
  server.listen(0, '0.0.0.0')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return Array.from({ length: count }, (_, n) => ({
    ...{ uid: `hole-${n}`, restarts: 0 },
    address: `127.1.${n >> 8}.${n & 255 || 1}:${port}`,
  }))
}

/** Of the times that were measured, that of the slowest in a hundred, and the one in the middle. */
export function quantiles(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.ceil(part * sorted.length) - 1] ?? Number.NaN
  return [0.5, 0.99, 1].map((part) => `p${part * 100} ${at(part).toFixed(1)} ms`).join(', ')
}

export const print = (line: string) => process.stdout.write(`${line}\n`)
