import { randomUUID } from 'node:crypto'
import type { Clock } from '../reconciler/clock.ts'
import { createDocuments } from './kinds/documents/documents.ts'
import type { Kind } from './kinds/kind.ts'
import type { Secrets } from './server/access.ts'
import { createBooks } from './server/account.ts'
import { create } from './server/create.ts'
import { withOwn } from './server/documents.ts'
import { type Ground, namespaceKind } from './server/ground.ts'
import type { PodLogs } from './server/pod-logs.ts'
import { type ApiServer, startServer } from './server/server.ts'
import type { Store } from './store/store.ts'
import { startUpkeep } from './upkeep/upkeep.ts'

export type ApiOptions = {
  readonly kinds: readonly Kind[]
  readonly store: Store
  readonly secrets: Secrets
  /** 0 is any that is free. */
  readonly port: number
  readonly logs: PodLogs
  readonly clock: Pick<Clock, 'wall'>
  readonly chance: () => number
  /**
   * Whether what hangs on objects that are gone is cleaned away. A kube-apiserver by itself doesn't do it,
   * and what is compared with one does without.
   */
  readonly keepsUp: boolean
  readonly bug: (cause: unknown) => void
}

export type Api = ApiServer & { readonly ground: Ground }

/** A store, the API in front of it, and the namespaces that every cluster has. */
export async function startApi(options: ApiOptions): Promise<Api> {
  const { kinds, store, secrets, port, logs, clock, chance, keepsUp, bug } = options
  const ground = {
    ...{ kinds, store, chance, wall: clock.wall, newUid: () => randomUUID() },
    accountsOf: createBooks(),
  }
  makeNamespaces(ground)
  const documents = withOwn(createDocuments(kinds))
  const server = await startServer({ ground, documents, secrets, logs, bug }, port)
  const rest = keepsUp ? startUpkeep(ground, bug) : () => {}
  return {
    ...server,
    ground,
    stop: async () => {
      rest()
      await server.stop()
    },
  }
}

const namespaces = ['default', 'kube-system', 'kube-public', 'kube-node-lease']

function makeNamespaces(ground: Ground): void {
  const kind = namespaceKind(ground.kinds)
  if (kind === undefined) return
  for (const name of namespaces) {
    if (ground.store.get(kind.storedAs, name) !== undefined) continue
    const decoded = kind.decode({ metadata: { name } }, 'Strict')
    if ('problems' in decoded) throw new Error(decoded.message)
    create(ground, { kind, next: decoded.object, isDryRun: false, manager: 'contender' })
  }
}
