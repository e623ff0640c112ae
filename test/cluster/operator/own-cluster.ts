import { afterAll, beforeAll, it } from 'vitest'
import type { Access } from '../client.ts'
import { installCrd } from '../kubectl.ts'
import { isOwnPossible } from '../own-server.ts'

/** A test, or a part of its setting, that needs a server which it may harm or fill. */
export const itOwn = it.skipIf(!isOwnPossible)
export const beforeOwn = (prepare: () => Promise<void>, limitMs?: number) =>
  beforeAll(async () => (isOwnPossible ? prepare() : undefined), limitMs)
export const afterOwn = (tidy: () => Promise<void>) =>
  afterAll(async () => (isOwnPossible ? tidy() : undefined))

/** For the tests of one file: an API server with our CRD, and nobody else's objects. */
export function ownCluster<Server extends Access & { stop(): Promise<void> }>(
  start: () => Promise<Server>,
): () => Server {
  let server: Server
  beforeOwn(async () => {
    server = await start()
    await installCrd(server)
  })
  afterOwn(() => server.stop())
  return () => server
}
