import { setTimeout } from 'node:timers/promises'
import { loadConfig } from '../kube/config.ts'
import { createExperimentReader } from '../kube/experiments.ts'
import { operate } from '../operator/operator.ts'
import { createLog } from '../telemetry/log.ts'
import { parsed } from './arguments.ts'
import type { Verb } from './verb.ts'

const help = `Usage: contender operator

Watches the ModelExperiments of the cluster that KUBECONFIG speaks of, or of the one it runs in, and
writes a line of JSON for each that appears, changes or goes. It ends on SIGINT and SIGTERM.

This is the skeleton of the operator: it changes nothing in the cluster yet.

Exit code: 0 stopped as asked, 1 it cannot go on, 2 wrong command line.

Example:
  KUBECONFIG=~/.kube/config contender operator
`

export const operator: Verb = {
  help,
  async run(argv, { out, untilStopped }) {
    parsed(argv, {})
    const log = createLog({ write: out })
    const sleep = (ms: number, end: AbortSignal) =>
      setTimeout(ms, undefined, { signal: end }).catch(() => {})
    await operate({ reader: createExperimentReader(loadConfig()), log, sleep }, untilStopped())
    return 0
  },
}
