import { existsSync, readFileSync } from 'node:fs'
import type { Json } from '../api/json.ts'
import { asUnwritable } from '../disk/unwritable.ts'
import { ContenderError } from '../errors.ts'
import { type Api, type ApiOptions, startApi } from './api.ts'
import { type Applied, applyAll } from './applying.ts'
import { layoutOf } from './home/layout.ts'
import { sayInert } from './inert.ts'
import { createKinds } from './kinds/kinds.ts'
import type { Images } from './kubelet/program/image.ts'
import type { LoopPorts } from './loop.ts'
import type { NodeOptions } from './node.ts'
import { secretsIn, writeKubeconfig, writePrivately } from './server/access.ts'
import type { PodLogs } from './server/pod-logs.ts'
import { openDirectoryStore } from './store/directory.ts'
import { createMemoryStore } from './store/memory.ts'
import type { Store } from './store/store.ts'
import { sayUnknown } from './unknown-images.ts'

export type ClusterOptions = LoopPorts & {
  /** Where all of it lives. */
  readonly folder: string
  /** Whether objects are kept there, for another run to go on with. */
  readonly isKept: boolean
  /** Absent: that of the run before, if it is free, or any. */
  readonly port?: number | undefined
  readonly images: Images
  /** Hears what a user should know, though nothing is wrong. */
  readonly note: (words: string) => void
  /** Times and sizes that are not as in Kubernetes. */
  readonly settings?: NodeOptions['settings']
}

export type Cluster = {
  readonly url: string
  readonly kubeconfig: string
  /** Resolves once what it says is safe. */
  readonly apply: (objects: readonly Json[]) => Promise<Applied>
  /** Runs Deployments as processes and Services as addresses until it is told to stop, and then ends them. */
  readonly run: (signal: AbortSignal) => Promise<void>
  /** The API goes last. */
  readonly close: () => Promise<void>
}

const address = '127.0.0.1'

/**
 * A Kubernetes on this machine alone: an API server in this process, and a node whose pods are child
 * processes. The API is there when this resolves; what makes processes of its objects comes with `run`.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { folder, isKept, trouble } = options
  const store = isKept
    ? await openDirectoryStore(layoutOf(folder).objects, {
        trouble: (cause) => trouble('store', cause),
      })
    : createMemoryStore()
  try {
    return await startOver(store, options)
  } catch (cause) {
    await store.close()
    throw cause
  }
}

async function startOver(store: Store, options: ClusterOptions): Promise<Cluster> {
  const { folder, isKept, images, settings, clock, chance, trouble } = options
  const layout = layoutOf(folder)
  const { kubeconfig } = layout
  const node: { logs?: PodLogs } = {}
  const secrets = secretsIn(isKept ? layout.secrets : undefined)
  const api = await startOn(options, {
    kinds: createKinds({ serviceAddress: address }),
    logs: { read: (asked, signal) => node.logs?.read(asked, signal) },
    ...{ store, secrets, clock, chance, keepsUp: true },
    bug: (cause) => trouble('API server', cause),
  })
  const { url, ground } = api
  try {
    if (isKept) writePrivately(layout.port, new URL(url).port)
    writeKubeconfig(kubeconfig, { url, token: secrets.token, ca: secrets.cert })
  } catch (cause) {
    await api.stop()
    throw cause
  }
  sayInert(ground, options.note)
  sayUnknown(ground, images, options.note)

  async function run(signal: AbortSignal): Promise<void> {
    const { createNode } = await import('./node.ts') // the Kubernetes client alone costs half a second
    const ports = { clock, chance, trouble }
    const made = createNode({
      kubeconfig,
      address,
      folder: layout.node,
      images,
      settings,
      ...ports,
    })
    node.logs = made.logs
    await made.run(signal).catch((cause: unknown) => {
      throw asUnwritable(layout.node, cause)
    })
  }

  async function apply(objects: readonly Json[]): Promise<Applied> {
    const applied = applyAll(ground, objects)
    await store.durable()
    return applied
  }

  async function close(): Promise<void> {
    await api.stop()
    await store.close()
  }

  return { url, kubeconfig, apply, run, close }
}

/** At the port of the run before where nothing else is said, so that what was written down stays true. */
async function startOn(
  { folder, isKept, port }: ClusterOptions,
  options: Omit<ApiOptions, 'port'>,
): Promise<Api> {
  const before = isKept ? portIn(layoutOf(folder).port) : 0
  const start = (at: number) => startApi({ ...options, port: at })
  const isTaken = (cause: unknown) =>
    cause instanceof ContenderError && cause.code === 'AddressInvalid' && port === undefined
  return start(port ?? before).catch((cause: unknown) => {
    if (isTaken(cause) && before !== 0) return start(0)
    throw cause
  })
}

/** What a file says; any port where it says none. */
function portIn(file: string): number {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return /^\d{1,5}$/.test(text) && Number(text) < 65_536 ? Number(text) : 0
}
