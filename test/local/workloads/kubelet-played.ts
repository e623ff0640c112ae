import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { Stored } from '../../../src/kube/objects.ts'
import type { Server } from './server.ts'

type Played = {
  /** What becomes of a Pod that runs; `ready` unless said otherwise. */
  readonly fate?: (pod: Stored) => 'ready' | 'unready' | 'failed'
  readonly everyMs?: number
}

type Condition = { readonly type: string; readonly status: string }
type PodStatus = { readonly phase?: string; readonly conditions?: readonly Condition[] }

/** Plays the kubelet of a namespace: Pods become what they are fated to, and go when they are told to. */
export function playKubelet(
  server: Server,
  namespace: string,
  { fate = () => 'ready', everyMs = 20 }: Played = {},
): void {
  const door = server.door()
  const end = new AbortController()
  const path = `/api/v1/namespaces/${namespace}/pods`

  async function tend(pod: Stored): Promise<void> {
    const { name, uid, deletionTimestamp } = pod.metadata
    const gone = { gracePeriodSeconds: 0, preconditions: { uid } }
    if (deletionTimestamp !== undefined)
      return void (await server.ask('DELETE', `${path}/${name}`, gone))
    const status = fates[fate(pod)]
    const { phase, conditions = [] } = (pod['status'] ?? {}) as PodStatus
    const isReady = conditions.some((one) => one.type === 'Ready' && one.status === 'True')
    if (phase === status.phase && isReady === (status.ready === 'True')) return
    const lastTransitionTime = new Date().toISOString().replace(/\.\d+/, '')
    const ready = { type: 'Ready', status: status.ready, lastTransitionTime }
    await server.ask(
      'PATCH',
      `${path}/${name}/status`,
      { metadata: { uid }, status: { phase: status.phase, conditions: [ready] } },
      'application/merge-patch+json',
    )
  }

  async function play(): Promise<void> {
    while (!end.signal.aborted) {
      const { entries } = await door.list(podsOf, { namespace, project: (pod) => pod })
      await Promise.allSettled(entries.map(tend)) // one that went meanwhile is none to tend
      await sleep(everyMs)
    }
  }

  const played = play()
  onTestFinished(async () => {
    end.abort()
    await played
  })
}

const podsOf = { group: '', version: 'v1', kind: 'Pod', plural: 'pods' }

const fates = {
  ready: { phase: 'Running', ready: 'True' },
  unready: { phase: 'Running', ready: 'False' },
  failed: { phase: 'Failed', ready: 'False' },
} as const
