import { inject } from 'vitest'
import { startLocalApiServer } from '../local/api-server.ts'
import type { Access } from './client.ts'
import { startApiServer } from './server/api-server.ts'
import { findBinaries } from './server/binaries.ts'

const isLocal = inject('served') === 'local'

/** Says whether this machine can start one. */
export const isOwnPossible = isLocal || !('unavailable' in (await findBinaries()))

type OwnServer = Access & { readonly stop: () => Promise<void> }

/** A server that a test may harm or fill, of the sort that this run of tests is about. */
export function startOwnServer(): Promise<OwnServer> {
  return isLocal ? startLocalApiServer() : startApiServer()
}
