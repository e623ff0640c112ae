import { expect, it } from 'vitest'
import { waitingPodOf } from '../../../../src/local/scheduler/seen-pod.ts'

const metadata = { namespace: 'city', name: 'bikes', uid: 'u1', resourceVersion: '7' }
const pod = (spec: object = {}, status: object = { phase: 'Pending' }, more: object = {}) => ({
  metadata: { ...metadata, ...more },
  spec: { schedulerName: 'default-scheduler', containers: [], ...spec },
  status,
})

it('takes on a Pod that has no node, and keeps what it asks of one', () => {
  const nodeSelectorTerms = [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }]
  const requiredDuringSchedulingIgnoredDuringExecution = { nodeSelectorTerms }
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution } }
  const scheduled = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }
  const conditions = [{ type: 'Other', status: 'True' }, scheduled]
  const found = waitingPodOf(pod({ nodeSelector: { b: 'c' }, affinity }, { conditions }))
  expect(found).toEqual({
    ...{ key: 'city/bikes', version: '7', namespace: 'city', name: 'bikes', uid: 'u1' },
    ...{ nodeSelector: { b: 'c' }, terms: nodeSelectorTerms, scheduled },
  })
  expect(waitingPodOf(pod())).toMatchObject({ nodeSelector: {}, terms: undefined })
})

const preferred = { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 }] }

it('takes no wish for a demand', () =>
  expect(waitingPodOf(pod({ affinity: { nodeAffinity: preferred } }))?.terms).toBeUndefined())

it.each([
  ['has a node', pod({ nodeName: 'local' })],
  ['is for another scheduler', pod({ schedulerName: 'mine' })],
  ['has a gate that is shut', pod({ schedulingGates: [{ name: 'a' }] })],
  ['is on its way out', pod({}, {}, { deletionTimestamp: '2026-01-01T00:00:00Z' })],
  ['has failed', pod({}, { phase: 'Failed' })],
  ['has succeeded', pod({}, { phase: 'Succeeded' })],
])('leaves alone a Pod that %s', (_, object) => expect(waitingPodOf(object)).toBeUndefined())
