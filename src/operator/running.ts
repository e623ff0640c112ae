import type { KubeConfig } from '../kube/config.ts'
import { namespaceOf } from '../kube/config.ts'
import { createDoor } from '../kube/door.ts'
import { systemClock } from '../reconciler/clock.ts'
import type { Log } from '../telemetry/log.ts'
import { createMetrics } from '../telemetry/metrics.ts'
import { createAdmin } from './admin.ts'
import { onCluster } from './cluster.ts'
import { createOperator } from './operator.ts'

export type Running = {
  /** Which cluster; it is asked again now and then. */
  readonly load: () => KubeConfig
  /** Of this very process: never the same twice. */
  readonly identity: string
  readonly admin: { readonly host: string; readonly port: number }
  readonly log: Log
}

/** An operator with all that belongs to it, from its start until it is told to stop. */
export async function runOperator(running: Running, stop: AbortSignal): Promise<void> {
  const { load, identity, admin: at, log } = running
  const namespace = namespaceOf(load())
  const metrics = createMetrics()
  const door = createDoor(load, { onCall: metrics.called })
  const shared = { log, clock: systemClock, chance: Math.random, meter: metrics.meter }
  const operator = createOperator({
    ...onCluster(door, { namespace, ...shared }),
    ...{ identity, ...shared },
  })
  const admin = createAdmin({ page: metrics.page, waiting: operator.waiting })
  try {
    log.info({ address: await admin.listen(at.host, at.port) }, 'admin listens')
    await operator.run(stop)
  } finally {
    await Promise.all([admin.close(), door.close()])
  }
}
