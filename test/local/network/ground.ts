import { once } from 'node:events'
import { connect, createServer, type Server as TcpServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { onTestFinished } from 'vitest'
import type { Door } from '../../../src/kube/door.ts'
import type { Stored } from '../../../src/kube/objects.ts'
import { resources } from '../../../src/kube/resources.ts'
import { createNetwork } from '../../../src/local/network/network.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { chance } from '../../chance.ts'
import type { Server } from '../workloads/server.ts'

/** Of this machine, and no loopback: a real API server takes none for an endpoint. */
export const ownAddress = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal)?.address

export const host = ownAddress ?? '127.0.0.1'

export const service = (name = 'web', spec: object = {}, annotations: object = {}) => ({
  ...{ apiVersion: 'v1', kind: 'Service', metadata: { name, annotations } },
  spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 'http' }], ...spec },
})

export function runNetwork(door: Door) {
  const end = new AbortController()
  const troubles: unknown[] = []
  const ports = { clock: systemClock, chance: chance(1) }
  const trouble = (_: string, cause: unknown) => void (cause && troubles.push(cause))
  const network = createNetwork({ door, bindAddress: host, ...ports, trouble })
  const ran = network.run(end.signal)
  const stop = () => {
    end.abort()
    return ran
  }
  onTestFinished(stop)
  return { troubles, stop, proxyPid: network.proxyPid }
}

/** A process of a Pod, played: it says its name to whoever comes. */
export async function listenAs(name: string): Promise<{ port: number; server: TcpServer }> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.write(name)
  })
  server.listen(0, host)
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const at = server.address()
  return { server, port: Object(at).port }
}

/** Pods of a namespace, whose kubelet the test is. */
export function podsOn(server: Server, namespace: string) {
  const path = `/api/v1/namespaces/${namespace}/pods`

  async function make(name: string, port: number, app = 'web'): Promise<void> {
    const annotations = { 'contender.dev/ports': JSON.stringify({ 8080: port }) }
    const ports = [{ containerPort: 8080, name: 'http' }]
    await server.ask('POST', path, {
      metadata: { name, labels: { app }, annotations },
      spec: { nodeName: 'local', containers: [{ name: 'server', image: 'v1', ports }] },
    })
  }

  async function say(name: string, isReady: boolean): Promise<void> {
    const ready = { type: 'Ready', status: isReady ? 'True' : 'False' }
    const status = { phase: 'Running', podIP: host, podIPs: [{ ip: host }], conditions: [ready] }
    await server.ask('PATCH', `${path}/${name}/status`, { status }, 'application/merge-patch+json')
  }

  const relabel = (name: string, app: string) =>
    server.ask(
      'PATCH',
      `${path}/${name}`,
      { metadata: { labels: { app } } },
      'application/merge-patch+json',
    )

  /** It is told to stop, and goes on until it is gone. */
  const tell = (name: string) => server.ask('DELETE', `${path}/${name}`, { gracePeriodSeconds: 30 })
  const remove = (name: string) =>
    server.ask('DELETE', `${path}/${name}`, { gracePeriodSeconds: 0 })
  return { make, say, relabel, tell, remove }
}

/** What is known of the network of a namespace. */
export function lookAt(door: Door, namespace: string) {
  async function address(name = 'web', port = 80): Promise<number | undefined> {
    const found = await door.get(resources.services, { namespace, name })
    const text = found?.metadata.annotations?.['contender.dev/loopback']
    const at: string | undefined = Object(JSON.parse(text ?? '{}'))[port]
    return at === undefined ? undefined : Number(at.replace(`${host}:`, ''))
  }

  async function slices(): Promise<readonly Stored[]> {
    const { entries } = await door.list(resources.endpointSlices, {
      namespace,
      project: (one) => one,
    })
    return entries
  }

  return { address, slices }
}

/** What is said there; nothing, where nobody answers. */
export function hear(port: number | undefined): Promise<string> {
  if (port === undefined) return Promise.resolve('')
  const socket = connect({ host, port })
  return new Promise((resolve) => {
    socket.once('data', (said) => {
      socket.destroy()
      resolve(String(said))
    })
    socket.on('error', () => resolve(''))
    socket.once('close', () => resolve(''))
    socket.setTimeout(2_000, () => socket.destroy()) // else one lost connection would be waited for without end
  })
}
