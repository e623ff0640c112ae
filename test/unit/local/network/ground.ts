import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { createForwarder } from '../../../../src/local/network/forwarder.ts'
import type { Address } from '../../../../src/local/network/orders.ts'
import { systemClock } from '../../../../src/reconciler/clock.ts'
import { chance } from '../../../chance.ts'
import { waitUntil } from '../../../cluster/waiting.ts'

export const host = '127.0.0.1'

type Served = Address & { readonly server: Server; readonly sockets: ReadonlySet<Socket> }

/** A server of this test's own, and where it is. */
export async function serve(hear: (socket: Socket) => void): Promise<Served> {
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    hear(socket)
  })
  server.listen(0, host)
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { host, port: portOf(server), server, sockets }
}

/** Says its name to whoever comes, and keeps the line. */
export const greeter = (name: string) => serve((socket) => void socket.write(name))

/** A port that nobody listens on. */
export async function nobody(): Promise<Address> {
  const server = createServer().listen(0, host)
  await once(server, 'listening')
  const port = portOf(server)
  await new Promise((resolve) => server.close(resolve))
  return { host, port }
}

function portOf(server: Server): number {
  const at = server.address()
  if (at === null || typeof at === 'string') throw new Error('it listens on no port')
  return at.port
}

export function open({ port }: { readonly port: number }): Socket {
  const socket = connect({ host, port, allowHalfOpen: true })
  socket.on('error', () => {})
  onTestFinished(() => void socket.destroy())
  return socket
}

/** The first that is said. */
export const hear = async (socket: Socket): Promise<string> =>
  String((await once(socket, 'data'))[0])

/** What a server says to whoever says this, and no more. */
export async function exchange(at: { readonly port: number }, said = ''): Promise<string> {
  const socket = open(at)
  socket.end(said)
  return text(socket)
}

/** A proxy of this test's own. */
export function startForwarder() {
  const end = new AbortController()
  const troubles: string[] = []
  const forwarder = createForwarder({
    ...{ clock: systemClock, chance: chance(1) },
    settled: () => {},
    trouble: (where, cause) => void troubles.push(`${where}: ${cause}`),
  })
  const ran = forwarder.run(end.signal)
  const stop = () => {
    end.abort()
    return ran
  }
  onTestFinished(stop)

  /** Listens in front of these, and says where once it does. */
  async function listen(id: string, endpoints: readonly Address[], at?: number) {
    const port = at ?? (await nobody()).port
    forwarder.listen({ id, host, port, endpoints })
    const isOpen = () => forwarder.standing(id)?.is === 'open'
    await waitUntil(isOpen, { what: `${id} to be open`, limitMs: 30_000 })
    return { host, port }
  }

  return { ...forwarder, listen, ask: forwarder.listen, troubles, stop }
}
