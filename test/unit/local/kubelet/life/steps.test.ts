import { expect, it } from 'vitest'
import { containerIn } from '../../../../../src/local/kubelet/life/life.ts'
import { podWith, web } from '../pods.ts'
import { createPlay } from './play.ts'

const timesOf = (play: ReturnType<typeof createPlay>, name = 'web') =>
  play.begun.filter((each) => each.name === name).map(({ at }) => at)

it('begins init containers one after the other, then all others at once', () => {
  const spec = {
    initContainers: [{ name: 'i1' }, { name: 'i2' }],
    containers: [{ name: 'a' }, { name: 'b' }],
  }
  const play = createPlay(podWith({ spec }))
  const names = () => play.begun.map(({ name }) => name)
  play.pass()
  expect(names()).toEqual(['i1'])
  play.end('i1', 1)
  expect(names()).toEqual(['i1', 'i1']) // until it has succeeded
  play.end('i1', 0)
  play.pass()
  expect(names()).toEqual(['i1', 'i1', 'i2'])
  play.end('i2', 0)
  expect(names()).toEqual(['i1', 'i1', 'i2', 'a', 'b'])
  play.pass()
  expect(names()).toHaveLength(5)
})

it('begins nothing after an init container that has failed for good', () => {
  const spec = { restartPolicy: 'Never' as const, initContainers: [{ name: 'i1' }] }
  const play = createPlay(podWith({ spec }))
  play.pass()
  play.end('i1', 1)
  play.wait(10_000)
  expect(play.begun).toHaveLength(1)
})

it.each([
  ['Always', 0, 2],
  ['Always', 1, 2],
  ['OnFailure', 0, 1],
  ['OnFailure', 1, 2],
  ['Never', 0, 1],
  ['Never', 1, 1],
] as const)('with the policy %s, after the exit code %i, there are %i runs', (policy, code, runs) => {
  const play = createPlay(podWith({ spec: { restartPolicy: policy } }))
  play.pass()
  play.end('web', code)
  play.wait(3600)
  expect(play.begun).toHaveLength(runs)
})

it('grows the pause after each end: 0, 10, 20, 40, 80, 160, 300, 300 s', () => {
  expect(pausesOf(Array.from({ length: 8 }, () => 1))).toEqual([0, 10, 20, 40, 80, 160, 300, 300])
})

it('forgives all failures to a run of ten minutes, and none to a shorter one', () => {
  expect(pausesOf([1, 1, 1, 600, 1, 1])).toEqual([0, 10, 20, 0, 10, 20])
  expect(pausesOf([1, 1, 1, 599, 1, 1])).toEqual([0, 10, 20, 40, 80, 160])
})

/** Between the end of each run, which lasts so many seconds, and the next beginning. */
function pausesOf(lengths: readonly number[]): readonly number[] {
  const play = createPlay(podWith())
  play.pass()
  let now = 0
  return lengths.map((seconds) => {
    play.wait(seconds)
    now += seconds
    play.end('web', 1)
    const before = play.begun.length
    let pause = 0
    for (; containerIn(play.life(), 'web').run === undefined; pause++) play.wait(1)
    now += pause
    expect(play.begun).toHaveLength(before + (pause === 0 ? 0 : 1))
    expect(timesOf(play).at(-1)).toBe(now)
    return pause
  })
}

it('ends all containers of a Pod that is to go, and begins none', () => {
  const spec = { containers: [web, { name: 'b' }] }
  const metadata = { deletionTimestamp: 'x', deletionGracePeriodSeconds: 7 }
  const play = createPlay(podWith({ spec }))
  play.pass()
  play.end('b', 1)
  play.end('b', 1) // now it rests
  play.become(podWith({ spec, metadata }))
  expect(play.told).toEqual([{ name: 'web', graceMs: 7000, because: 'is stopped' }])
  play.wait(100)
  expect(play.begun).toHaveLength(3)
  expect(play.told).toHaveLength(1)
})

it('lets a run that is to end have less time when somebody says so, but never more', () => {
  const going = (seconds: number) =>
    podWith({ metadata: { deletionTimestamp: 'x', deletionGracePeriodSeconds: seconds } })
  const play = createPlay(podWith())
  play.pass()
  play.become(going(30))
  play.wait(5)
  play.become(going(60))
  play.become(going(1))
  play.become(going(30))
  expect(play.told.map(({ graceMs }) => graceMs)).toEqual([30_000, 1000])
})

it('ends a run that its liveness probe finds ill, within the time that the probe allows', () => {
  const container = { ...web, livenessProbe: { terminationGracePeriodSeconds: 3 } }
  const play = createPlay(podWith({ spec: { containers: [container] } }))
  play.pass()
  play.find('web', 'liveness', 'well')
  expect(play.told).toEqual([])
  play.find('web', 'liveness', 'ill')
  play.pass()
  expect(play.told).toEqual([
    { name: 'web', graceMs: 3000, because: 'has failed its liveness probe' },
  ])
  play.end('web', 137)
  expect(play.begun).toHaveLength(2)
})

it('ends a run that has not started in time, or whose hook has failed, within the time of the Pod', () => {
  const container = { ...web, startupProbe: {} }
  const spec = { containers: [container], terminationGracePeriodSeconds: 9 }
  const play = createPlay(podWith({ spec }))
  play.pass()
  play.find('web', 'startup', 'ill')
  play.end('web', 1)
  play.hook('web', 'failed')
  expect(play.told.map(({ graceMs }) => graceMs)).toEqual([9000, 9000])
})

it('leaves a run alone that is not ready', () => {
  const play = createPlay(podWith({ spec: { containers: [{ ...web, readinessProbe: {} }] } }))
  play.pass()
  play.find('web', 'readiness', 'ill')
  expect(play.told).toEqual([])
})

it('ends a Pod when its deadline has passed, and not before', () => {
  const play = createPlay(podWith({ spec: { activeDeadlineSeconds: 60 } }))
  play.pass()
  play.wait(59)
  expect(play.told).toEqual([])
  play.wait(1)
  expect(play.told).toHaveLength(1)
  play.end('web', 0)
  play.wait(1000)
  expect(play.begun).toHaveLength(1)
})

it('ends and begins nothing more of a Pod that somebody has declared failed', () => {
  const play = createPlay(podWith())
  play.pass()
  play.become(podWith({ status: { phase: 'Failed', reason: 'Evicted' } }))
  expect(play.told).toHaveLength(1)
  play.end('web', 1)
  play.wait(1000)
  expect(play.begun).toHaveLength(1)
})

it('begins nothing of a Pod that asks for what it cannot have', () => {
  const volumes = [{ name: 'v', persistentVolumeClaim: {} }]
  const play = createPlay(podWith({ spec: { volumes } }))
  play.pass()
  expect(play.begun).toEqual([])
})
