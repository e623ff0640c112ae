import { loadConfig } from '../kube/config.ts'
import { runOperator } from '../operator/running.ts'
import { createLog } from '../telemetry/log.ts'
import { addressIn } from './address.ts'
import { parsed } from './arguments.ts'
import { newIdentity } from './identity.ts'
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
    const admin = addressIn('admin', values.admin)
    const running = {
      load: loadConfig,
      identity: newIdentity(),
      admin,
      log: createLog({ write: out }),
    }
    await runOperator(running, untilStopped())
    return 0
  },
}
