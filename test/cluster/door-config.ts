import { KubeConfig } from '@kubernetes/client-node'
import type { Access } from './client.ts'

/** What a door to this server loads. */
export function configFrom({ kubeconfig }: Pick<Access, 'kubeconfig'>): KubeConfig {
  const config = new KubeConfig()
  config.loadFromFile(kubeconfig)
  return config
}
