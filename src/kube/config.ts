import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Cluster, KubeConfig } from '@kubernetes/client-node'
import { ContenderError, saidBy } from '../errors.ts'
import { completeUsers } from './users.ts'

export type { KubeConfig } from '@kubernetes/client-node'

/** The cluster that `KUBECONFIG`, `~/.kube/config` or the pod we run in speaks of. */
export function loadConfig(): KubeConfig {
  const config = new KubeConfig()
  try {
    config.loadFromDefault()
  } catch (cause) {
    throw invalid(config, `cannot be read: ${saidBy(cause)}`, cause)
  }
  // Where it finds nothing, the client makes up a cluster at localhost:8080.
  if (config.getCurrentContext() === 'loaded-context') {
    throw invalid(config, 'is nowhere, nor is this a pod')
  }
  const { cluster } = clusterOf(config)
  try {
    if (cluster.caFile) accessSync(cluster.caFile, constants.R_OK)
    if (!isPod(config)) completeUsers(config, kubeconfigs())
  } catch (cause) {
    throw invalid(config, `cannot be used: ${saidBy(cause)}`, cause)
  }
  return config
}

/** The cluster of one kubeconfig, whatever the environment says. */
export function configAt(file: string): KubeConfig {
  const config = new KubeConfig()
  try {
    config.loadFromFile(file)
  } catch (cause) {
    const what = `the kubeconfig ${file} cannot be read: ${saidBy(cause)}`
    throw new ContenderError('KubeconfigInvalid', what, { cause })
  }
  return config
}

/** Of the current context, and where it is. Fails by name where that is nowhere. */
export function clusterOf(config: KubeConfig): { readonly cluster: Cluster; readonly url: URL } {
  const cluster = config.getCurrentCluster()
  const context = config.getCurrentContext()
  if (cluster === null) {
    const what = context
      ? `has no context ${context}, or no cluster for it`
      : 'has no current context'
    throw invalid(config, what)
  }
  const { server, skipTLSVerify } = cluster
  const url = URL.parse(server)
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw invalid(config, `names a server whose address is none: ${server}`)
  }
  // The client refuses it, so that no token goes over the wire in the clear.
  if (url.protocol === 'http:' && !skipTLSVerify) {
    throw invalid(config, `names a server without TLS, ${server}, but not insecure-skip-tls-verify`)
  }
  return { cluster, url }
}

/** Of the pod we run in, or of the kubeconfig's context. */
export function namespaceOf(config: KubeConfig): string {
  const named = config.getContextObject(config.getCurrentContext())?.namespace?.trim()
  return named || 'default'
}

/** As the client names it. */
const isPod = (config: KubeConfig) => config.getCurrentContext() === 'inClusterContext'

/** The files that the client has read, in its order. */
function kubeconfigs(): readonly string[] {
  const named = (process.env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '')
  return named.length > 0 ? named : [join(process.env['HOME'] ?? '', '.kube', 'config')]
}

function invalid(config: KubeConfig, what: string, cause?: unknown): ContenderError {
  const file = process.env['KUBECONFIG'] || '~/.kube/config'
  const whose = isPod(config) ? 'the service account of this pod' : `the kubeconfig ${file}`
  return new ContenderError('KubeconfigInvalid', `${whose} ${what}`, { cause })
}
