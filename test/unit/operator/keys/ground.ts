import { KubeConfig } from '@kubernetes/client-node'
import { onTestFinished } from 'vitest'
import { createDoor, type Door } from '../../../../src/kube/door.ts'
import { createLog } from '../../../../src/telemetry/log.ts'
import { chance } from '../../../chance.ts'
import { startLocalApiServer } from '../../../local/api-server.ts'

/** An API server of the test's own, and doors to it that count what is asked. */
export async function anApiServer() {
  const server = await startLocalApiServer()
  onTestFinished(server.stop)

  function openDoor() {
    const config = new KubeConfig()
    config.loadFromFile(server.kubeconfig)
    const door = createDoor(() => config)
    onTestFinished(door.close)
    const calls: string[] = []
    const counted: Pick<Door, 'get' | 'create'> = {
      get: (resource, ref, options) => {
        calls.push(`get ${ref.name}`)
        return door.get(resource, ref, options)
      },
      create: (object, options) => {
        calls.push(`create ${object.metadata.name}`)
        return door.create(object, options)
      },
    }
    return { ...door, ...counted, calls }
  }

  return { openDoor }
}

/** What was told, as it was written. */
export function aLog() {
  const lines: string[] = []
  return { lines, log: createLog({ write: (line: string) => void lines.push(line) }) }
}

/** Bytes that are the same in every run. */
export function someBytes(seed: number): (count: number) => Uint8Array {
  const random = chance(seed)
  return (count) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256))
}
