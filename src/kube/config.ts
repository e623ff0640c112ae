import { KubeConfig } from '@kubernetes/client-node'
import { ContenderError, saidBy } from '../errors.ts'

/** The cluster that `KUBECONFIG`, `~/.kube/config` or the pod we run in speaks of. */
export function loadConfig(): KubeConfig {
  const config = new KubeConfig()
  try {
    config.loadFromDefault()
  } catch (cause) {
    throw invalid(`cannot be read: ${saidBy(cause)}`, cause)
  }
  const context = config.getCurrentContext()
  // Where it finds nothing, the client makes up a cluster at localhost:8080.
  if (context === 'loaded-context') throw invalid('is nowhere, nor is this a pod')
  if (config.getCurrentCluster() === null) {
    throw invalid(
      context ? `has no context ${context}, or no cluster for it` : 'has no current context',
    )
  }
  return config
}

/** Of the pod we run in, or of the kubeconfig's context. */
export function namespaceOf(config: KubeConfig): string {
  const named = config.getContextObject(config.getCurrentContext())?.namespace?.trim()
  return named || 'default'
}

function invalid(what: string, cause?: unknown): ContenderError {
  const file = process.env['KUBECONFIG'] || '~/.kube/config'
  return new ContenderError('KubeconfigInvalid', `the kubeconfig ${file} ${what}`, { cause })
}
