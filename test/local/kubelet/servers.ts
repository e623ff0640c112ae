import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe } from 'vitest'
import { type Access, createClient } from '../../cluster/client.ts'
import { startApiServer } from '../../cluster/server/api-server.ts'
import { findBinaries } from '../../cluster/server/binaries.ts'
import { startLocalApiServer } from '../api-server.ts'

type Started = Access & { readonly stop: () => Promise<void> }

export type Server = {
  readonly access: () => Access
  readonly ask: (
    method: string,
    path: string,
    body?: object,
    contentType?: string,
  ) => Promise<Answer>
  readonly newNamespace: () => Promise<string>
}

type Answer = { readonly status: number; readonly body: unknown }

const hasBinaries = !('unavailable' in (await findBinaries()))

/** The same tests on the embedded API server, and on the real one where this machine has it. */
export function onEachServer(tests: (server: Server) => void): void {
  describe('embedded', () => tests(startedBy(startLocalApiServer)))
  describe.skipIf(!hasBinaries)('kube-apiserver', () => tests(startedBy(startApiServer)))
}

function startedBy(start: () => Promise<Started>): Server {
  let started: Started
  beforeAll(async () => {
    started = await start()
  })
  afterAll(() => started.stop())
  return serverAt(() => started)
}

/** How a test talks to an API server. */
export function serverAt(access: () => Access): Server {
  async function ask(
    method: string,
    path: string,
    body?: object,
    contentType?: string,
  ): Promise<Answer> {
    const client = createClient(access())
    const sent = body && { body: JSON.stringify(body), ...(contentType && { contentType }) }
    return client.request(method, path, sent).finally(client.close)
  }

  async function newNamespace(): Promise<string> {
    const name = `kubelet-${randomUUID().slice(0, 8)}`
    const { status } = await ask('POST', '/api/v1/namespaces', { metadata: { name } })
    if (status !== 201) throw new Error(`no namespace: ${status}`)
    return name
  }

  return { access, ask, newNamespace }
}
