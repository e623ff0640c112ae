import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { createDoor } from '../../../src/kube/door.ts'
import { createKubelet } from '../../../src/local/kubelet/kubelet.ts'
import type { PodStatus } from '../../../src/local/kubelet/pod/status.ts'
import { portsAnnotation } from '../../../src/local/kubelet/program/ports.ts'
import type { Settings } from '../../../src/local/kubelet/settings.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { configFrom } from '../../cluster/door/ground.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { newFolder } from '../../unit/local/kubelet/folder.ts'
import { marked } from '../../unit/local/kubelet/processes/marked.ts'
import { images } from './programs.ts'
import type { Server } from './servers.ts'

export type PodSeen = {
  readonly metadata: {
    readonly name: string
    readonly uid: string
    readonly resourceVersion: string
    readonly annotations?: { readonly [name: string]: string }
  }
  readonly status: PodStatus
}

type Spec = { readonly containers: readonly object[]; readonly [field: string]: unknown }

/** A namespace, a node of its own, and what one does with them. */
export async function createWorld(server: Server) {
  const namespace = await server.newNamespace()
  const nodeName = `node-${randomUUID().slice(0, 8)}`
  const folder = newFolder()
  const pods = `/api/v1/namespaces/${namespace}/pods`
  const uids = new Set<string>()
  const troubles: unknown[] = []
  onTestFinished(async () => {
    for (const uid of uids) for (const pid of await marked(uid)) process.kill(pid, 'SIGKILL')
  })

  /** A kubelet in this process; `stop` ends it, as the end of the test does. */
  function runKubelet(settings: Partial<Settings> = {}) {
    const door = createDoor(() => configFrom(server.access()))
    const stopping = new AbortController()
    const kubelet = createKubelet({
      ...{ door, nodeName, folder, images, bindAddress: '127.0.0.1' },
      // The same seed for all would have two kubelets want the same port of this machine.
      ...{ clock: systemClock, chance: Math.random, settings: { farewellMs: 1000, ...settings } },
      trouble: (where, cause) => void (cause === undefined || troubles.push([where, cause])),
    })
    const ran = kubelet.run(stopping.signal)
    const stop = async () => {
      stopping.abort()
      await ran
      await door.close()
    }
    onTestFinished(stop)
    const said = async ({ metadata: { name, uid } }: PodSeen, isPrevious = false) => {
      const asked = { namespace, name, uid, container: 'main', follow: false, timestamps: false }
      const stream = kubelet.logs.read({ ...asked, isPrevious }, stopping.signal)
      return stream === undefined ? undefined : text(stream)
    }
    return { stop, said }
  }

  async function create(name: string, spec: Spec, metadata: object = {}): Promise<PodSeen> {
    const { status, body } = await server.ask('POST', pods, {
      metadata: { name, ...metadata },
      spec: { nodeName, terminationGracePeriodSeconds: 2, ...spec },
    })
    if (status !== 201) throw new Error(`no Pod: ${JSON.stringify(body)}`)
    const pod = body as PodSeen
    uids.add(pod.metadata.uid)
    return pod
  }

  async function get(name: string): Promise<PodSeen | undefined> {
    const { status, body } = await server.ask('GET', `${pods}/${name}`)
    return status === 200 ? (body as PodSeen) : undefined
  }

  /** The Pod once it is so; or what it is instead. */
  async function until(
    name: string,
    what: string,
    isSo: (pod: PodSeen) => boolean,
    limitMs = 30_000,
  ): Promise<PodSeen> {
    let last: PodSeen | undefined
    const look = async () => {
      last = await get(name)
      return last !== undefined && isSo(last)
    }
    await waitUntil(look, { what, limitMs, everyMs: 50 }).catch((cause) => {
      throw new Error(`${cause.message}: ${JSON.stringify({ ...last?.status, troubles }, null, 1)}`)
    })
    if (last === undefined) throw new Error('it is gone')
    return last
  }

  async function untilGone({ metadata: { name, uid } }: PodSeen): Promise<void> {
    const isGone = async () => (await get(name))?.metadata.uid !== uid
    await waitUntil(isGone, { what: `${name} to go`, limitMs: 30_000 })
    const hasEnded = async () => (await marked(uid)).length === 0
    await waitUntil(hasEnded, { what: `processes of ${name} to go`, limitMs: 30_000 })
  }

  async function put(kind: 'configmaps' | 'secrets', name: string, content: object): Promise<void> {
    const path = `/api/v1/namespaces/${namespace}/${kind}`
    const object = { metadata: { name }, ...content }
    const { status } = await server.ask('POST', path, object)
    const merge = 'application/merge-patch+json'
    if (status === 409) await server.ask('PATCH', `${path}/${name}`, content, merge)
  }

  async function remove(name: string, options: object = {}): Promise<void> {
    await server.ask('DELETE', `${pods}/${name}`, options)
  }

  /** What it answers at one of its ports. */
  async function fetchFrom(pod: PodSeen, port = 8080, path = '/') {
    const map = JSON.parse(pod.metadata.annotations?.[portsAnnotation] ?? '{}')
    const answer = await fetch(`http://${pod.status.podIP}:${map[port]}${path}`)
    return (await answer.json()) as { readonly pid: number; readonly env: object }
  }

  async function events(name: string): Promise<readonly { reason: string; note: string }[]> {
    const { body } = await server.ask(
      'GET',
      `/apis/events.k8s.io/v1/namespaces/${namespace}/events`,
    )
    const { items } = body as {
      items: { reason: string; note: string; regarding: { name: string } }[]
    }
    return items.filter(({ regarding }) => regarding.name === name)
  }

  const patch = (name: string, changes: object) =>
    server.ask('PATCH', `${pods}/${name}`, changes, 'application/merge-patch+json')

  return {
    ...{ namespace, nodeName, folder, troubles, access: server.access, ask: server.ask },
    ...{ runKubelet, create, get, until, untilGone, put, patch, remove, fetchFrom, events },
  }
}

export type World = Awaited<ReturnType<typeof createWorld>>

export const isReady = ({ status }: PodSeen): boolean =>
  status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false

export const containerOf = ({ status }: PodSeen, name = 'main') =>
  status.containerStatuses?.find((container) => container.name === name)

export const sh = (script: string, more: object = {}) => ({
  ...{ name: 'main', image: 'sh', args: [script] },
  ...more,
})

export const node = (script: string, more: object = {}) => ({
  ...{ name: 'main', image: 'node', args: [script] },
  ...more,
})
