import { join } from 'node:path'

/** What lies in the folder of a cluster, all of it for its owner alone. */
export const layoutOf = (folder: string) => ({
  objects: join(folder, 'objects'),
  /** Of the kubelet. */
  node: join(folder, 'node'),
  secrets: join(folder, 'secrets.json'),
  kubeconfig: join(folder, 'kubeconfig'),
  /** Says where the API listened the last time. */
  port: join(folder, 'port'),
  /** Of the operator. */
  log: join(folder, 'operator.log'),
})
