import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createDoor } from '../../../src/kube/door.ts'
import { resources } from '../../../src/kube/resources.ts'
import { startCluster } from '../../../src/local/cluster.ts'
import { portsAnnotation } from '../../../src/local/kubelet/program/ports.ts'
import type { WantedObject } from '../../../src/plan/wanted/wanted.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { configFrom } from '../../cluster/door/ground.ts'

const namespace = 'default'
const main = resolve(import.meta.dirname, '../../../src/main.ts')

/** A cluster of this machine that has our image, and what one sees of it. */
export async function startMachine(image: string) {
  const folder = mkdtempSync(join(tmpdir(), 'contender-wanted-'))
  const cluster = await startCluster({
    ...{ folder, isKept: false, images: { [image]: { command: [process.execPath, main] } } },
    ...{ clock: systemClock, chance: Math.random, note: () => {}, trouble: () => {} },
  })
  const door = createDoor(() => configFrom(cluster))
  const ending = new AbortController()
  const ran = cluster.run(ending.signal)

  async function stop(): Promise<void> {
    ending.abort()
    await ran
    await door.close()
    await cluster.close()
    rmSync(folder, { recursive: true, force: true })
  }

  /** Of a Service, once it is known. */
  async function addressOf(name: string): Promise<string | undefined> {
    const found = await door.get(resources.services, { namespace, name })
    const text = found?.metadata.annotations?.['contender.dev/loopback']
    return text === undefined ? undefined : Object.values<string>(JSON.parse(text))[0]
  }

  async function readyOf(name: string): Promise<number> {
    const found = await door.get(resources.deployments, { namespace, name })
    return Object(found?.['status']).readyReplicas ?? 0
  }

  async function pods(): Promise<readonly { readonly uid: string; readonly admin?: number }[]> {
    const list = await door.list(resources.pods, {
      namespace,
      project: ({ metadata: { uid, annotations } }) => {
        const ports = JSON.parse(annotations?.[portsAnnotation] ?? '{}')
        return { uid, admin: ports[9090] }
      },
    })
    return list.entries.toSorted((a, b) => a.uid.localeCompare(b.uid))
  }

  async function makeKeys(name: string): Promise<void> {
    const metadata = { namespace, name }
    const secret = randomBytes(32).toString('base64')
    await door.create({ apiVersion: 'v1', kind: 'Secret', metadata, stringData: { k1: secret } })
  }

  const apply = (objects: readonly WantedObject[]) =>
    cluster.apply(JSON.parse(JSON.stringify(objects)))

  return { stop, apply, addressOf, readyOf, pods, makeKeys }
}
