import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest'
import { createDoor, type DoorOptions } from '../../../src/kube/door.ts'
import { type Access, createClient } from '../../cluster/client.ts'
import { configFrom } from '../../cluster/door/ground.ts'
import { kubectl } from '../../cluster/kubectl.ts'
import { startApiServer } from '../../cluster/server/api-server.ts'
import { findBinaries } from '../../cluster/server/binaries.ts'
import { startLocalApiServer } from '../api-server.ts'

export type Server = {
  readonly access: () => Access
  readonly door: (options?: DoorOptions) => ReturnType<typeof createDoor>
  /** kubectl in a namespace. */
  readonly kubectl: (namespace: string, args: string, input?: object) => ReturnType<typeof kubectl>
  readonly ask: (
    method: string,
    path: string,
    body?: object,
    contentType?: string,
  ) => Promise<unknown>
  readonly newNamespace: () => Promise<string>
  /** It is the real one: it can crash, and has admission plugins. */
  readonly isReal: boolean
  /** Ends it as a crash would, and starts it again. */
  readonly restart: () => Promise<void>
}

type Started = {
  readonly access: Access
  readonly stop: () => Promise<void>
  readonly restart?: () => Promise<void>
}

const isPossible = !('unavailable' in (await findBinaries()))

/** The same tests on each server that this machine has. */
export function onEachServer(tests: (server: Server) => void): void {
  const real = async () => {
    const { url, kubeconfig, token, ca = '', stop, restart } = await startApiServer()
    return { access: { url, kubeconfig, token, ca }, stop, restart }
  }
  const embedded = async () => {
    const {
      url,
      kubeconfig,
      token,
      ca = '',
      stop,
      bugs,
    } = await startLocalApiServer({
      keepsUp: true,
    })
    const end = () => stop().then(() => expect(bugs).toEqual([]))
    return { access: { url, kubeconfig, token, ca }, stop: end }
  }
  describe.skipIf(!isPossible)('kube-apiserver', () => tests(startedBy(real, true)))
  describe('embedded', () => tests(startedBy(embedded, false)))
}

function startedBy(start: () => Promise<Started>, isReal: boolean): Server {
  let started: Started
  beforeAll(async () => {
    started = await start()
  }, 60_000)
  afterAll(() => started.stop())
  const access = () => started.access

  async function ask(method: string, path: string, body?: object, contentType?: string) {
    const client = createClient(access())
    const sent = body && { body: JSON.stringify(body), ...(contentType && { contentType }) }
    const answer = await client.request(method, path, sent).finally(client.close)
    if (answer.status > 299) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
    return answer.body
  }

  return {
    access,
    ask,
    isReal,
    restart: async () => started.restart?.(),
    door: (options = {}) => {
      const door = createDoor(() => configFrom(access()), { owner: 'contender-local', ...options })
      onTestFinished(door.close)
      return door
    },
    kubectl: (namespace, args, input) =>
      kubectl(
        ['--namespace', namespace, ...args.split(' ')],
        input === undefined ? '' : JSON.stringify(input),
        access(),
      ),
    newNamespace: async () => {
      const name = `local-${randomUUID().slice(0, 8)}`
      await ask('POST', '/api/v1/namespaces', { metadata: { name } })
      return name
    },
  }
}
