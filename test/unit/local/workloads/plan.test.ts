import { expect, it } from 'vitest'
import { isSettled, planFor } from '../../../../src/local/workloads/plan.ts'
import type { SeenDeployment } from '../../../../src/local/workloads/seen-deployment.ts'
import type { SeenPod } from '../../../../src/local/workloads/seen-pod.ts'
import {
  conditionOf,
  type DeploymentStatus,
  saysTheSame,
  withFailure,
} from '../../../../src/local/workloads/status.ts'
import { deployment, noon, pod, pods } from './given.ts'

const plan = (of: SeenDeployment, all: readonly SeenPod[], nowMs = noon) =>
  planFor({ deployment: of, pods: all, nowMs })
const reasonOf = (status: DeploymentStatus) => conditionOf(status, 'Progressing')?.reason

/** The same Deployment once its plan is written down. */
function after(of: SeenDeployment, all: readonly SeenPod[], nowMs = noon): SeenDeployment {
  const { status, revision } = plan(of, all, nowMs)
  return { ...of, status, annotations: { ...of.annotations, ...revision } }
}

const unready = { readySinceMs: undefined }

it('counts Pods as Kubernetes does', () => {
  const web = deployment({
    image: 'v2',
    metadata: { generation: 7 },
    spec: { minReadySeconds: 60 },
  })
  const all = [
    ...pods(2, deployment()),
    pod(web, unready),
    pod(web, { readySinceMs: noon - 30_000 }),
    pod(web, { isLeaving: true }),
    pod(web, { isLeaving: true, phase: 'Failed' }),
  ]
  expect(plan(web, all).status).toMatchObject({
    observedGeneration: 7,
    ...{ replicas: 4, updatedReplicas: 2, readyReplicas: 3, availableReplicas: 2 },
    ...{ unavailableReplicas: 2, terminatingReplicas: 1 },
  })
})

it('tells of a roll-out from its beginning to its end', () => {
  const moments: (string | undefined)[] = []
  let web = deployment({ image: 'v2' })
  for (const [n, all] of [
    [0, []],
    [1, pods(3, web, unready)],
    [2, [pod(web), ...pods(2, web, unready)]],
    [3, pods(3, web)],
    [4, [...pods(2, web), pod(web, unready)]],
  ] as const) {
    web = after(web, all, noon + n * 1000)
    moments.push(reasonOf(web.status))
  }
  expect(moments).toEqual([
    'NewReplicaSetCreated',
    'ReplicaSetUpdated',
    'ReplicaSetUpdated',
    'NewReplicaSetAvailable',
    'NewReplicaSetAvailable',
  ])
  const { lastUpdateTime, lastTransitionTime } = conditionOf(web.status, 'Progressing') ?? {}
  expect([lastTransitionTime, lastUpdateTime]).toEqual([
    '2026-01-05T12:00:00Z',
    '2026-01-05T12:00:03Z',
  ])
})

it('is settled once its plan is written, and not before', () => {
  const web = deployment()
  const all = pods(3, web)
  expect(isSettled(plan(web, all), web)).toBe(false)
  const written = after(after(web, all), all) // begun, and then complete
  expect(isSettled(plan(written, all, noon + 86_400_000), written)).toBe(true)
})

it('counts a revision for each template, and none for a scaling', () => {
  const revision = 'deployment.kubernetes.io/revision'
  const first = after(deployment(), [])
  expect(first.annotations[revision]).toBe('1')
  const scaled = deployment({ spec: { replicas: 9 }, metadata: { annotations: first.annotations } })
  expect(plan(scaled, []).revision).toBeUndefined()
  const second = after(
    deployment({ image: 'v2', metadata: { annotations: first.annotations } }),
    [],
  )
  expect(second.annotations[revision]).toBe('2')
  const back = after(deployment({ metadata: { annotations: second.annotations } }), [])
  expect(back.annotations[revision]).toBe('3')
  const paused = deployment({
    image: 'v3',
    spec: { paused: true },
    metadata: { annotations: back.annotations },
  })
  expect(plan(paused, []).revision).toBeUndefined()
})

it('gives up a roll-out that makes no progress in time, and hears of its end all the same', () => {
  const spec = { progressDeadlineSeconds: 60 }
  const web = after(deployment({ spec }), pods(3, deployment(), unready))
  const stuck = pods(3, web, unready)
  expect(plan(web, stuck, noon + 59_000)).toMatchObject({ lookAgainMs: 1000 })
  const late = after(web, stuck, noon + 60_000)
  expect(conditionOf(late.status, 'Progressing')).toMatchObject({
    ...{ status: 'False', reason: 'ProgressDeadlineExceeded' },
    lastTransitionTime: '2026-01-05T12:01:00Z',
  })
  expect(plan(late, stuck, noon + 90_000).lookAgainMs).toBeUndefined()
  expect(reasonOf(after(late, pods(3, web), noon + 90_000).status)).toBe('NewReplicaSetAvailable')
})

it('gives a roll-out new time whenever it comes closer to its end', () => {
  const spec = { progressDeadlineSeconds: 60 }
  const web = after(deployment({ spec }), pods(3, deployment(), unready))
  const closer = after(web, [pod(web), ...pods(2, web, unready)], noon + 50_000)
  expect(plan(closer, [pod(web), ...pods(2, web, unready)], noon + 100_000).lookAgainMs).toBe(
    10_000,
  )
})

it('has no deadline once it is complete, while it is paused, or where it was given none', () => {
  const complete = after(after(deployment(), pods(3, deployment())), pods(3, deployment()))
  expect(reasonOf(complete.status)).toBe('NewReplicaSetAvailable')
  expect(plan(complete, pods(3, complete), noon + 1000).lookAgainMs).toBeUndefined()
  const paused = { ...complete, isPaused: true }
  expect(reasonOf(plan(paused, []).status)).toBe('DeploymentPaused')
  expect(plan(paused, []).lookAgainMs).toBeUndefined()
  const endless = deployment({ spec: { progressDeadlineSeconds: 2 ** 31 - 1 } })
  expect(plan(endless, [])).toMatchObject({ lookAgainMs: undefined })
  expect(reasonOf(plan(endless, []).status)).toBeUndefined()
})

it('begins to count anew after a pause', () => {
  const begun = after(deployment({ spec: { progressDeadlineSeconds: 60 } }), [])
  const paused = after({ ...begun, isPaused: true }, [], noon + 10_000)
  const resumed = after({ ...paused, isPaused: false }, [], noon + 500_000)
  expect(reasonOf(resumed.status)).toBe('DeploymentResumed')
  expect(plan(resumed, [], noon + 500_000).lookAgainMs).toBe(60_000)
})

it('is available with as many as the strategy asks for', () => {
  const rollingUpdate = { maxSurge: 0, maxUnavailable: 1 }
  const web = deployment({ spec: { strategy: { type: 'RollingUpdate', rollingUpdate } } })
  const reason = (n: number) => conditionOf(plan(web, pods(n, web)).status, 'Available')?.reason
  expect([reason(1), reason(2)]).toEqual(['MinimumReplicasUnavailable', 'MinimumReplicasAvailable'])
})

it('looks again when the next Pod has been ready for long enough', () => {
  const web = deployment({ spec: { minReadySeconds: 60, progressDeadlineSeconds: 2 ** 31 - 1 } })
  const all = [5, 20, 90].map((s) => pod(web, { readySinceMs: noon - s * 1000 }))
  expect(plan(web, all).lookAgainMs).toBe(40_000)
})

it('says why Pods could not be made, for as long as it is so', () => {
  const web = deployment()
  const { status } = plan(web, [])
  const failed = withFailure(status, { deployment: web, message: 'quota', nowMs: noon })
  expect(conditionOf(failed, 'ReplicaFailure')).toMatchObject({
    status: 'True',
    reason: 'FailedCreate',
    message: 'quota',
  })
  const seen = { ...web, status: failed }
  const again = withFailure(plan(seen, [], noon + 5000).status, {
    deployment: seen,
    message: 'quota',
    nowMs: noon + 5000,
  })
  expect(saysTheSame(again, failed)).toBe(true)
  expect(conditionOf(plan(seen, pods(3, seen)).status, 'ReplicaFailure')).toBeUndefined()
})

it.each<readonly [string, DeploymentStatus, DeploymentStatus, boolean]>([
  ['0 and nothing', { replicas: 0, terminatingReplicas: 0 }, {}, true],
  ['3 and 4', { replicas: 3 }, { replicas: 4 }, false],
  ['generations', { observedGeneration: 1 }, { observedGeneration: 2 }, false],
])('compares what statuses say: %s', (_, a, b, expected) => {
  expect(saysTheSame(a, b)).toBe(expected)
})

it('adopts orphans that match, and lets go of Pods that no longer do', () => {
  const web = deployment()
  const orphan = pod(web, { name: 'orphan', owner: 'nobody' })
  const bare = pod(web, { name: 'bare', owner: 'nobody', labels: { app: 'web' } })
  const stray = pod(web, {
    name: 'stray',
    labels: { app: 'taken-out', 'pod-template-hash': web.hash },
  })
  const others = pod(web, { name: 'others', owner: 'other' })
  const { claims, moves } = plan(web, [orphan, bare, stray, others, ...pods(2, web)])
  expect(claims.map(({ pod, owners }) => [pod.name, owners.length])).toEqual([
    ['orphan', 2],
    ['stray', 0],
  ])
  expect(moves.make).toHaveLength(1) // neither counts
  expect(plan({ ...web, isDeleting: true }, [orphan, stray]).claims).toEqual([])
})

it('counts no Pod of another Deployment of the same name', () => {
  const web = deployment()
  const foreign = pod(web, { owner: { uid: 'another', name: 'web' } })
  expect(plan(web, [foreign, ...pods(3, web)]).status.replicas).toBe(3)
})
