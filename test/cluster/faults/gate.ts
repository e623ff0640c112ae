import { once } from 'node:events'
import type { Server } from 'node:https'
import type { Socket } from 'node:net'

/**
 * The connections of a TLS server as TCP knows them: only there can one be reset. `refused` is told of
 * each connection that met the gate closed.
 */
export function createGate(server: Server, refused: () => void) {
  const wires = new Map<number | undefined, Socket>()
  let isDown = false

  server.on('connection', (wire: Socket) => {
    const { remotePort } = wire
    wires.set(remotePort, wire)
    wire.on('close', () => wires.delete(remotePort))
    if (isDown) refuse(wire)
  })

  function refuse(wire: Socket): void {
    wire.resetAndDestroy()
    refused()
  }

  function down(): void {
    isDown = true
    for (const wire of wires.values()) refuse(wire)
  }

  async function close(): Promise<void> {
    const closed = once(server, 'close')
    server.close()
    for (const wire of wires.values()) wire.destroy()
    await closed
  }

  return {
    down,
    up: () => {
      isDown = false
    },
    /** The connection that carries this TLS socket. */
    reset: ({ remotePort }: Socket) => void wires.get(remotePort)?.resetAndDestroy(),
    close,
  }
}
