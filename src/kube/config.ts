import { KubeConfig } from '@kubernetes/client-node'
import { ContenderError } from '../errors.ts'
import { shareConnections } from './connections.ts'

/** The cluster that `KUBECONFIG`, `~/.kube/config` or the pod we run in speaks of. */
export function loadConfig(): KubeConfig {
  const config = new KubeConfig()
  try {
    config.loadFromDefault()
  } catch (cause) {
    throw new ContenderError('KubeconfigInvalid', `cannot read the kubeconfig: ${said(cause)}`, {
      cause,
    })
  }
  if (config.getCurrentCluster() === null) {
    throw new ContenderError('KubeconfigInvalid', 'the kubeconfig has no current context')
  }
  return shareConnections(config)
}

function said(cause: unknown): string {
  return cause instanceof Error ? cause.message : `${cause}`
}
