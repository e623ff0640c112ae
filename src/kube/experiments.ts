import { CustomObjectsApi, type KubeConfig, Watch } from '@kubernetes/client-node'
import { group, plural, version } from '../api/names.ts'
import { asContenderError } from './failures.ts'

/** All that the skeleton of the operator needs of an experiment. */
export type SeenExperiment = { readonly key: string; readonly resourceVersion: string }

export type ExperimentReader = {
  /** All experiments, and the version from which a watch goes on. */
  readonly list: () => Promise<{
    readonly experiments: readonly SeenExperiment[]
    readonly resourceVersion: string
  }>
  /**
   * Tells that something changed since that version, and resolves when the stream has ended for any
   * reason, `signal` included. Refusals of the server are failures by name. The caller lists again.
   */
  readonly watch: (
    resourceVersion: string,
    onChange: () => void,
    signal: AbortSignal,
  ) => Promise<void>
}

type Listed = {
  readonly metadata: { readonly resourceVersion: string }
  readonly items: readonly {
    readonly metadata: {
      readonly namespace: string
      readonly name: string
      readonly resourceVersion: string
    }
  }[]
}

export function createExperimentReader(config: KubeConfig): ExperimentReader {
  const api = config.makeApiClient(CustomObjectsApi)
  const watcher = new Watch(config)
  const server = config.getCurrentCluster()?.server

  async function list() {
    const listed: Listed = await api
      .listClusterCustomObject({ group, version, plural })
      .catch((cause: unknown) => {
        throw asContenderError(cause, `list ModelExperiments at ${server}`)
      })
    return {
      resourceVersion: listed.metadata.resourceVersion,
      experiments: listed.items.map(({ metadata: { namespace, name, resourceVersion } }) => ({
        key: `${namespace}/${name}`,
        resourceVersion,
      })),
    }
  }

  async function watch(resourceVersion: string, onChange: () => void, signal: AbortSignal) {
    if (signal.aborted) return
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const path = `/apis/${group}/${version}/${plural}`
    const query = { resourceVersion, allowWatchBookmarks: true }
    const done = (cause: unknown) =>
      isRefusal(cause)
        ? reject(asContenderError(cause, `watch ModelExperiments at ${server}`))
        : resolve()
    const stream = await watcher.watch(
      path,
      query,
      (type) => type !== 'BOOKMARK' && onChange(),
      done,
    )
    const stop = () => stream.abort()
    signal.addEventListener('abort', stop)
    await promise.finally(() => signal.removeEventListener('abort', stop))
  }

  return { list, watch }
}

/** A cut, a timeout or an abort ends a watch as a clean end does: the next list tells all. */
function isRefusal(cause: unknown): boolean {
  return cause instanceof Error && 'statusCode' in cause
}
