import type { Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { openStraight, type StraightConnection, type StraightPorts } from './connection.ts'

type WayPorts = Pick<StraightPorts, 'mostBody' | 'isElsewhere' | 'take' | 'isClosing'>

/** All connections that are not Node's yet. */
export function createStraightWay(ports: WayPorts) {
  const open = new Set<StraightConnection>()
  let sweep: NodeJS.Timeout | undefined

  function closed(connection: StraightConnection): void {
    open.delete(connection)
    if (open.size > 0) return
    clearInterval(sweep)
    sweep = undefined
  }

  function sweepAll(): void {
    const now = performance.now()
    for (const connection of open) connection.sweep(now)
  }

  return {
    /** `handOver`: from then on it is Node's. */
    open(socket: Socket, handOver: () => void): void {
      const connection = openStraight(socket, {
        ...ports,
        handOver,
        closed: () => closed(connection),
      })
      open.add(connection)
      sweep ??= setInterval(sweepAll, sweepMs).unref()
    },
    endIdle(): void {
      for (const connection of open) connection.endIdle()
    },
    cut(): void {
      for (const connection of open) connection.destroy()
    },
  }
}

const sweepMs = 500
