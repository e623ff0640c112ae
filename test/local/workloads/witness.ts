import { onTestFinished } from 'vitest'
import type { Stored } from '../../../src/kube/objects.ts'
import { resources } from '../../../src/kube/resources.ts'
import type { Server } from './server.ts'

type Condition = { readonly type: string; readonly status: string }

export type Seen = { readonly running: number; readonly ready: number }

/** Writes down how many Pods a namespace has after each change, as the server told it. */
export async function witness(server: Server, namespace: string): Promise<readonly Seen[]> {
  const door = server.door()
  const end = new AbortController()
  const pods = new Map<string, Stored>()
  const seen: Seen[] = []
  const project = (pod: Stored) => ({
    key: pod.metadata.name,
    version: pod.metadata.resourceVersion,
    pod,
  })
  const { version, entries } = await door.list(resources.pods, { namespace, project })
  for (const { key, pod } of entries) pods.set(key, pod)
  const watched = door.watch(resources.pods, {
    ...{ namespace, project, from: version, timeoutSeconds: 600, signal: end.signal },
    tell: (change) => {
      if (change.kind === 'put') pods.set(change.entry.key, change.entry.pod)
      else if (change.kind === 'drop') pods.delete(change.key.split('/')[1] ?? '')
      else return
      const running = [...pods.values()].filter(
        ({ metadata }) => metadata.deletionTimestamp === undefined,
      )
      seen.push({ running: running.length, ready: running.filter(isReady).length })
    },
  })
  onTestFinished(async () => {
    end.abort()
    await watched
  })
  return seen
}

function isReady(pod: Stored): boolean {
  const { conditions = [] } = (pod['status'] ?? {}) as {
    readonly conditions?: readonly Condition[]
  }
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
}
