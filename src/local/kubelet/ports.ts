import { once } from 'node:events'
import { createServer } from 'node:net'
import type { PodSpec } from './pod/spec.ts'
import { fixedPort, type PortMap, portsOf } from './program/ports.ts'
import type { Settings } from './settings.ts'

type Ports = {
  readonly address: string
  readonly range: Settings['ports']
  /** Between 0 and 1. */
  readonly chance: () => number
}

/** Gives the ports of Pods real ones: free when they are given, and nobody else's until they are given back. */
export function createPortChoice({ address, range, chance }: Ports) {
  const given = new Set<number>()

  /** Those of a Pod, as they were if they can stay so. */
  async function choose(spec: PodSpec, before: PortMap): Promise<PortMap> {
    const chosen: { [port: string]: number } = {}
    for (const port of portsOf(spec)) {
      const name = port.containerPort
      chosen[name] = fixedPort(spec, port) ?? (await keep(before[name])) ?? (await find())
    }
    return chosen
  }

  async function find(): Promise<number> {
    for (let tries = 0; tries < 1000; tries++) {
      const port = range.from + Math.floor(chance() * (range.to - range.from + 1))
      const kept = await keep(port)
      if (kept !== undefined) return kept
    }
    throw new Error(`no port of ${address} from ${range.from} to ${range.to} is free`)
  }

  /** Taken before it is tried: others may choose meanwhile. */
  async function keep(port: number | undefined): Promise<number | undefined> {
    if (port === undefined || given.has(port)) return undefined
    given.add(port)
    if (await isFree(port, address)) return port
    given.delete(port)
    return undefined
  }

  function giveBack(ports: PortMap): void {
    for (const port of Object.values(ports)) given.delete(port)
  }

  return { choose, giveBack }
}

export type PortChoice = ReturnType<typeof createPortChoice>

async function isFree(port: number, host: string): Promise<boolean> {
  const server = createServer()
  try {
    server.listen({ port, host, exclusive: true })
    await once(server, 'listening')
    return true
  } catch {
    return false
  } finally {
    if (server.listening) await once(server.close(), 'close')
  }
}
