import { onTestFinished } from 'vitest'
import type { Door } from '../../../src/kube/door.ts'
import { createWorkloads } from '../../../src/local/workloads/workloads.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { chance } from '../../chance.ts'

export const web = (spec: object = {}, pod: object = {}) => ({
  ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' } },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        terminationGracePeriodSeconds: 1,
        containers: [{ name: 'server', image: 'v1' }],
        ...pod,
      },
    },
    ...spec,
  },
})

export function runWorkloads(door: Door) {
  const end = new AbortController()
  const troubles: unknown[] = []
  const ports = { clock: systemClock, chance: chance(1) }
  const trouble = (_: string, cause: unknown) => void troubles.push(cause)
  const ran = createWorkloads({ door, ...ports, trouble }).run(end.signal)
  const stop = () => {
    end.abort()
    return ran
  }
  onTestFinished(stop)
  return { troubles, stop }
}
