import { KubeConfig } from '@kubernetes/client-node'
import type { Access } from './client.ts'
import { startApiServer } from './server/api-server.ts'

export type Cluster = { readonly access: Access; close(): Promise<void> }

/** The cluster to test against: the one that KUBECONFIG names, else an API server of our own. */
export async function openCluster(): Promise<Cluster> {
  const kubeconfig = process.env['KUBECONFIG']
  if (!kubeconfig) {
    const { url, kubeconfig, token, ca = '', stop } = await startApiServer()
    return { access: { url, kubeconfig, token, ca }, close: stop }
  }
  const access = await accessFrom(kubeconfig)
  return { access, close: async () => {} }
}

/** Whatever the kubeconfig says of tokens, certificates and login programs, as plain values. */
async function accessFrom(kubeconfig: string): Promise<Access> {
  const config = new KubeConfig()
  config.loadFromDefault()
  const url = config.getCurrentCluster()?.server
  if (url === undefined) throw new Error(`KUBECONFIG names no cluster: ${kubeconfig}`)
  const options: Parameters<KubeConfig['applyToHTTPSOptions']>[0] = {}
  await config.applyToHTTPSOptions(options)
  const { ca, cert, key, headers, rejectUnauthorized } = options
  const token = /^Bearer (.*)/.exec(String(Object(headers)['Authorization']))?.[1]
  return {
    url,
    kubeconfig,
    ...(token === undefined ? {} : { token }),
    ...(ca === undefined ? {} : { ca: String(ca) }),
    ...(cert === undefined ? {} : { cert: String(cert) }),
    ...(key === undefined ? {} : { key: String(key) }),
    insecure: rejectUnauthorized === false,
  }
}
