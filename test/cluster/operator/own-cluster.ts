import { afterAll, beforeAll, it } from 'vitest'
import { installCrd } from '../kubectl.ts'
import { type ApiServer, startApiServer } from '../server/api-server.ts'
import { findBinaries } from '../server/binaries.ts'

const isPossible = !('unavailable' in (await findBinaries()))

/** A test, or a part of its setting, that needs a server which it may harm or fill. */
export const itOwn = it.skipIf(!isPossible)
export const beforeOwn = (prepare: () => Promise<void>, limitMs?: number) =>
  beforeAll(async () => (isPossible ? prepare() : undefined), limitMs)
export const afterOwn = (tidy: () => Promise<void>) =>
  afterAll(async () => (isPossible ? tidy() : undefined))

/** For the tests of one file: an API server with our CRD, and nobody else's objects. */
export function ownCluster(): () => ApiServer {
  let server: ApiServer
  beforeOwn(async () => {
    server = await startApiServer()
    await installCrd(server)
  })
  afterOwn(() => server.stop())
  return () => server
}
