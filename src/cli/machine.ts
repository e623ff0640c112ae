import { type Cluster, startCluster } from '../local/cluster.ts'
import { type Home, openHome } from '../local/home/home.ts'
import { layoutOf } from '../local/home/layout.ts'
import type { Images } from '../local/kubelet/program/image.ts'
import { systemClock } from '../reconciler/clock.ts'
import { applyFiles } from './applying.ts'
import { type Copy, copyAt } from './kubeconfig.ts'
import type { Placed } from './objects.ts'
import { shellWord } from './shell-word.ts'
import { createTeller } from './teller.ts'
import type { Terminal } from './verb.ts'

export type Asked = {
  /** Where everything is kept; absent: nowhere. */
  readonly state: string | undefined
  readonly kubeconfig: string | undefined
  readonly port: number | undefined
  readonly images: Images
  readonly admin: { readonly host: string; readonly port: number }
}

/** A cluster of one machine and its operator, from start to stop; what it started has ended by then. */
export async function runCluster(
  asked: Asked,
  objects: readonly Placed[],
  terminal: Terminal,
): Promise<void> {
  const { out, err } = terminal
  const stop = terminal.untilStopped()
  stop.addEventListener('abort', () =>
    err('stopping; Pods get ten seconds at most, and once more stops at once\n'),
  )
  const copy = asked.kubeconfig === undefined ? undefined : await copyAt(asked.kubeconfig)
  const note = (words: string) => out(`note: ${words}\n`)
  const warn = (words: string) => err(`warning: ${words}\n`)
  const home = await openHome(asked.state, { clock: systemClock, note, warn }, stop)
  try {
    const cluster = await startCluster({
      ...{ folder: home.folder, isKept: home.isKept, port: asked.port, images: asked.images },
      ...{ clock: systemClock, chance: Math.random, trouble: createTeller(err), note },
    })
    try {
      if (stop.aborted) return
      await applyFiles(cluster, objects, terminal)
      const kubeconfig = copy?.write(cluster.kubeconfig) ?? cluster.kubeconfig
      await serve(cluster, { home, kubeconfig, admin: asked.admin }, terminal, stop)
    } finally {
      await cluster.close()
      leave(home, copy)
    }
  } finally {
    home.leave()
  }
}

function leave({ isKept }: Home, copy: Copy | undefined): void {
  if (!isKept) copy?.remove()
}

type Serving = Pick<Asked, 'admin'> & {
  readonly home: Home
  /** The one that people are told of. */
  readonly kubeconfig: string
}

/** The operator ends first, since it writes; then the processes; the API, which both need, is the caller's. */
async function serve(
  cluster: Cluster,
  { admin, home, kubeconfig }: Serving,
  { out, err }: Terminal,
  stop: AbortSignal,
): Promise<void> {
  const { log } = layoutOf(home.folder)
  const fate = home.isKept ? `${home.folder} keeps what there is` : 'nothing is kept'
  out(`Kubernetes API at ${cluster.url}, for this machine alone\n\n`)
  out(`  export KUBECONFIG=${shellWord(kubeconfig)}\n`)
  out('  kubectl get modelexperiments,pods,services -A\n\n')
  out(`The operator logs to ${log}\nCtrl-C stops it; ${fate}\n`)
  const { keepOperating } = await import('./operating.ts') // the client costs half a second
  const [nodeFailed, operatorEnded] = [new AbortController(), new AbortController()]
  const node = cluster.run(operatorEnded.signal).catch((cause) => {
    nodeFailed.abort()
    throw cause
  })
  const operator = keepOperating(
    { kubeconfig: cluster.kubeconfig, admin, log, tell: createTeller(err) },
    AbortSignal.any([stop, nodeFailed.signal]),
  ).finally(() => operatorEnded.abort())
  const ended = await Promise.allSettled([operator, node])
  const broken = ended.find((part) => part.status === 'rejected')
  if (broken !== undefined) throw broken.reason
}
