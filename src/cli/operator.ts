import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { ContenderError } from '../errors.ts'
import { loadConfig, namespaceOf } from '../kube/config.ts'
import { createDoor } from '../kube/door.ts'
import { createAdmin } from '../operator/admin.ts'
import { onCluster } from '../operator/cluster.ts'
import { createOperator } from '../operator/operator.ts'
import { systemClock } from '../reconciler/clock.ts'
import { createLog } from '../telemetry/log.ts'
import { createMetrics } from '../telemetry/metrics.ts'
import { parsed } from './arguments.ts'
import type { Verb } from './verb.ts'

const help = `Usage: contender operator [--admin HOST:PORT]

Watches the ModelExperiments of the cluster that KUBECONFIG speaks of, or of the one it runs in. Several
may run at once: they share the Lease contender-operator in the namespace of the context or of the pod, and
one of them leads. (Those that run in two namespaces don't know each other, and both lead.) It writes its log
as lines of JSON, and ends on SIGINT and SIGTERM.

This is the skeleton of the operator: it says in the status of each experiment which generation it has
seen, and that nothing serves it yet.

Options:
  --admin HOST:PORT   where it answers /metrics, /livez and /readyz; default 127.0.0.1:9090,
                      port 0 takes any that is free and logs it

Exit code: 0 stopped as asked, 1 it cannot go on, 2 wrong command line.

Example:
  KUBECONFIG=~/.kube/config contender operator
`

export const operator: Verb = {
  help,
  async run(argv, { out, untilStopped }) {
    const { values } = parsed(argv, { admin: { type: 'string', default: '127.0.0.1:9090' } })
    const { host, port } = addressIn(values.admin)
    const namespace = namespaceOf(loadConfig())
    const log = createLog({ write: out })
    const metrics = createMetrics()
    const door = createDoor(loadConfig, { onCall: metrics.called })
    const shared = { log, clock: systemClock, chance: Math.random, meter: metrics.meter }
    // Kubernetes gives a pod's name to its next container too; a run of ours is nobody else's.
    const identity = `${hostname()}-${randomUUID().slice(0, 8)}`
    const found = createOperator({
      ...onCluster(door, { namespace, ...shared }),
      identity,
      ...shared,
    })
    const admin = createAdmin({ page: metrics.page, waiting: found.waiting })
    try {
      log.info({ address: await admin.listen(host, port) }, 'admin listens')
      await found.run(untilStopped())
    } finally {
      await Promise.all([admin.close(), door.close()])
    }
    return 0
  },
}

/** `127.0.0.1:9090`, `[::1]:9090`. */
function addressIn(text: string): { readonly host: string; readonly port: number } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? []
  const host = bracketed ?? plain
  if (host === undefined || Number(port) > 65_535) {
    throw new ContenderError('UsageInvalid', `--admin is HOST:PORT, not ${text}`)
  }
  return { host, port: Number(port) }
}
