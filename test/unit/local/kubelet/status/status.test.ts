import { expect, it } from 'vitest'
import { waits } from '../../../../../src/local/kubelet/life/life.ts'
import type { Pod } from '../../../../../src/local/kubelet/pod/pod.ts'
import type { PodSpec } from '../../../../../src/local/kubelet/pod/spec.ts'
import type { PodStatus } from '../../../../../src/local/kubelet/pod/status.ts'
import { saysTheSame, statusOf } from '../../../../../src/local/kubelet/status/status.ts'
import { createPlay } from '../life/play.ts'
import { lifeOf, podWith, situation, web } from '../pods.ts'

type Play = ReturnType<typeof createPlay>

function playOf(spec: Partial<PodSpec> = {}): Play {
  const play = createPlay(podWith({ spec }))
  play.pass()
  return play
}

const said = (play: Play, wall = 0) => statusOf(play.situation(), '127.0.0.1', wall)
const conditions = ({ conditions = [] }: PodStatus) =>
  Object.fromEntries(conditions.map(({ type, status, reason }) => [type, reason ?? status]))

it('says of a Pod that runs where it is, since when, and that it is ready', () => {
  const play = playOf()
  const status = said(play, 61_000)
  expect(status).toMatchObject({
    ...{ phase: 'Running', observedGeneration: 1, qosClass: 'BestEffort' },
    ...{ podIP: '127.0.0.1', podIPs: [{ ip: '127.0.0.1' }], hostIP: '127.0.0.1' },
    startTime: '1970-01-01T00:00:00Z',
  })
  expect(conditions(status)).toEqual({
    ...{ PodScheduled: 'True', Initialized: 'True', ContainersReady: 'True', Ready: 'True' },
  })
  expect(status.conditions?.[0]?.lastTransitionTime).toBe('1970-01-01T00:01:01Z')
  expect(status.containerStatuses?.[0]).toEqual({
    ...{ name: 'web', image: 'web', imageID: 'web', containerID: 'web#0', restartCount: 0 },
    ...{ ready: true, started: true, lastState: {} },
    state: { running: { startedAt: '1970-01-01T00:00:00Z' } },
  })
})

type Told = (play: Play) => void
const endsTwice: Told = (play) => {
  play.end('web', 1)
  play.end('web', 1)
}
const phases: readonly [string, Partial<PodSpec>, Told, string][] = [
  ['whose init container runs', { initContainers: [{ name: 'i' }] }, () => {}, 'Pending'],
  [
    'whose init container fails',
    { initContainers: [{ name: 'i' }] },
    (play) => play.end('i', 1),
    'Pending',
  ],
  [
    'whose init container has failed for good',
    { initContainers: [{ name: 'i' }], restartPolicy: 'Never' },
    (play) => play.end('i', 1),
    'Failed',
  ],
  ['that runs', {}, () => {}, 'Running'],
  ['that rests between runs', {}, endsTwice, 'Running'],
  ['that has done its work', { restartPolicy: 'Never' }, (play) => play.end('web', 0), 'Succeeded'],
  ['that has failed', { restartPolicy: 'Never' }, (play) => play.end('web', 2), 'Failed'],
  [
    'that has done its work',
    { restartPolicy: 'OnFailure' },
    (play) => play.end('web', 0),
    'Succeeded',
  ],
  ['that tries again', { restartPolicy: 'OnFailure' }, (play) => play.end('web', 2), 'Running'],
  [
    'one of whose two containers has ended',
    { restartPolicy: 'Never', containers: [web, { name: 'b' }] },
    (play) => play.end('b', 1),
    'Running',
  ],
  ['that is too late', { activeDeadlineSeconds: 5 }, (play) => play.wait(5), 'Failed'],
]
it.each(phases)('calls a Pod %s %j', (_, spec, tell, phase) => {
  const play = playOf(spec)
  tell(play)
  expect(said(play).phase).toBe(phase)
})

it('stays with the phase in which a Pod has come to its end', () => {
  const play = createPlay(podWith({ status: { phase: 'Failed', reason: 'Evicted', message: 'm' } }))
  expect(said(play)).toMatchObject({ phase: 'Failed', reason: 'Evicted', message: 'm' })
})

it('says why a Pod is too late', () => {
  const play = playOf({ activeDeadlineSeconds: 5 })
  play.wait(5)
  expect(said(play)).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded' })
})

const stateOf = (play: Play, index = 0) => said(play).containerStatuses?.[index]

it('says how a run ended, and how long the next one is put off', () => {
  const play = playOf()
  play.end('web', 3)
  expect(stateOf(play)).toMatchObject({
    ...{ restartCount: 1, ready: true, state: { running: {} } },
    lastState: { terminated: { exitCode: 3, reason: 'Error', containerID: 'web#0' } },
  })
  play.end('web', 4)
  expect(stateOf(play)).toMatchObject({
    ...{ restartCount: 1, ready: false, started: false },
    state: { waiting: { reason: 'CrashLoopBackOff', message: expect.stringContaining('10 s') } },
    lastState: { terminated: { exitCode: 4 } },
  })
})

it('says how the last run of a container that is not begun again has ended, and the one before it', () => {
  const play = playOf({ restartPolicy: 'OnFailure' })
  play.end('web', 3)
  play.end('web', 0)
  expect(stateOf(play)).toMatchObject({
    state: { terminated: { exitCode: 0, reason: 'Completed' } },
    lastState: { terminated: { exitCode: 3 } },
  })
  expect(conditions(said(play))).toMatchObject({ Ready: 'PodCompleted', Initialized: 'True' })
})

it('says what a container waits for', () => {
  const pod = podWith({ spec: { initContainers: [{ name: 'i' }] } })
  const waiting = { reason: 'ErrImageNeverPull', message: 'm' }
  const life = waits(lifeOf(pod), 'i', waiting)
  const status = statusOf(situation(pod, life), '127.0.0.1', 0)
  expect(status.initContainerStatuses?.[0]?.state).toEqual({ waiting })
  expect(status.containerStatuses?.[0]?.state).toEqual({ waiting: { reason: 'PodInitializing' } })
  expect(conditions(status)).toMatchObject({
    Initialized: 'ContainersNotInitialized',
    Ready: 'ContainersNotReady',
  })
})

it('says what of a Pod is refused', () => {
  const pod = podWith({ spec: { volumes: [{ name: 'v', ...{ nfs: {} } }] } })
  const status = statusOf(situation(pod), '127.0.0.1', 0)
  expect(status.phase).toBe('Pending')
  expect(status.containerStatuses?.[0]?.state.waiting).toEqual({
    reason: 'CreateContainerConfigError',
    message: 'volume v: nfs is not supported',
  })
})

it('says of a debugging container that there is none', () => {
  const pod = podWith({ spec: { ephemeralContainers: [{ name: 'debug' }] } })
  const [debug] = statusOf(situation(pod), '127.0.0.1', 0).ephemeralContainerStatuses ?? []
  expect(debug?.state.waiting?.message).toContain('not supported')
})

it('says that a run takes part once it has started and is ready, and from then on by its probes', () => {
  const play = playOf({ containers: [{ ...web, startupProbe: {}, readinessProbe: {} }] })
  const is = () => [stateOf(play)?.started, stateOf(play)?.ready]
  expect(is()).toEqual([false, false])
  play.find('web', 'readiness', 'well')
  expect(is()).toEqual([false, false])
  play.find('web', 'startup', 'well')
  expect(is()).toEqual([true, true])
  play.find('web', 'readiness', 'ill')
  expect(is()).toEqual([true, false])
  expect(conditions(said(play))).toMatchObject({ Ready: 'ContainersNotReady' })
})

it('says that a run has not started while its hook runs', () => {
  const play = playOf()
  play.hook('web', 'running')
  expect(stateOf(play)).toMatchObject({ started: false, ready: false })
})

it('waits for the gates of a Pod that others open', () => {
  const gates = { readinessGates: [{ conditionType: 'example.com/seen' }] }
  const play = playOf(gates)
  expect(conditions(said(play))).toMatchObject({
    Ready: 'ReadinessGatesNotReady',
    ContainersReady: 'True',
  })
  const open = [{ type: 'example.com/seen', status: 'True' as const }]
  play.become(podWith({ spec: gates, status: { conditions: open } }))
  expect(conditions(said(play))).toMatchObject({ Ready: 'True' })
})

it('leaves the moment of a condition alone as long as it holds', () => {
  const first = said(playOf(), 1000)
  const running = podWith({ status: first })
  expect(saysTheSame(first, statusOf(resumed(running), '127.0.0.1', 99_000))).toBe(true)
  const later = statusOf(situation(running), '127.0.0.1', 99_000)
  const moments = later.conditions?.map(({ type, lastTransitionTime: at }) => [type, at])
  expect(moments).toEqual([
    ['PodScheduled', '1970-01-01T00:00:01Z'],
    ['Initialized', '1970-01-01T00:00:01Z'],
    ['ContainersReady', '1970-01-01T00:01:39Z'],
    ['Ready', '1970-01-01T00:01:39Z'],
  ])
})

function resumed(pod: Pod) {
  const play = playOf()
  return { ...play.situation(), pod }
}

it('takes a status for the same whatever others have added, and for another when anything differs', () => {
  const status = said(playOf())
  const others = [...(status.conditions ?? []), { type: 'example.com/x', status: 'True' as const }]
  expect(
    saysTheSame({ ...status, conditions: others, ...{ nominatedNodeName: 'x' } }, status),
  ).toBe(true)
  expect(saysTheSame({ ...status, message: 'old' }, status)).toBe(false)
  expect(saysTheSame({}, status)).toBe(false)
})

it('says of a Pod that is to go, once nothing of it runs, whether it went in peace', () => {
  const leaving = podWith({ metadata: { deletionTimestamp: 'x', deletionGracePeriodSeconds: 3 } })
  const play = playOf()
  play.become(leaving)
  expect(said(play).phase).toBe('Running')
  play.end('web', 143)
  expect(said(play)).toMatchObject({
    phase: 'Failed',
    containerStatuses: [{ state: { terminated: { exitCode: 143 } }, ready: false }],
  })
})
