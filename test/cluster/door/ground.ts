import { randomUUID } from 'node:crypto'
import { KubeConfig } from '@kubernetes/client-node'
import { inject, onTestFinished } from 'vitest'
import { createDoor, type DoorOptions } from '../../../src/kube/door.ts'
import type { KubeObject } from '../../../src/kube/objects.ts'
import { type Access, createClient } from '../client.ts'

/** What a door to this server loads. */
export function configFrom({ kubeconfig }: Pick<Access, 'kubeconfig'>): KubeConfig {
  const config = new KubeConfig()
  config.loadFromFile(kubeconfig)
  return config
}

export const loadAdmin = (): KubeConfig => configFrom(inject('apiServer'))

/** A door that is closed when the test is over. */
export function openDoor(load = loadAdmin, options: DoorOptions = {}) {
  const door = createDoor(load, options)
  onTestFinished(door.close)
  return door
}

/** Says what it wants, and takes no other answer: for what a test needs but is not about. */
export async function ask(method: string, path: string, body?: object, contentType?: string) {
  const client = createClient(inject('apiServer'))
  const sent = body && { body: JSON.stringify(body), ...(contentType && { contentType }) }
  const answer = await client.request(method, path, sent).finally(client.close)
  if (answer.status > 299) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
  return answer.body as KubeObject & { readonly status: { readonly token: string } }
}

/** A namespace of the test's own. */
export async function newNamespace(): Promise<string> {
  const name = `door-${randomUUID().slice(0, 8)}`
  await ask('POST', '/api/v1/namespaces', { metadata: { name } })
  return name
}

export const configMap = (namespace: string, name: string, entries: object) => ({
  ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace, name } },
  data: entries,
})

export const deployment = (namespace: string, name: string, pod: object = {}) => ({
  ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { namespace, name } },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'server', image: 'server' }], ...pod },
    },
  },
})

export const experiment = (namespace: string, name: string) => ({
  ...{ apiVersion: 'contender.dev/v1alpha1', kind: 'ModelExperiment' },
  metadata: { namespace, name },
  spec: {
    ...{ task: 'Classification', champion: 'v1' },
    variants: [{ name: 'v1', model: { uri: 's3://models/1.onnx' } }],
  },
})

/** Known, as it is to be from now on. */
export function again<T extends { readonly metadata: object }>(
  wanted: T,
  { metadata: { uid } }: { readonly metadata: { readonly uid: string } },
) {
  return { ...wanted, metadata: { ...wanted.metadata, uid } as T['metadata'] & { uid: string } }
}
