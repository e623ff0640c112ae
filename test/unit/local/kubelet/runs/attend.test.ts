import { expect, it, onTestFinished } from 'vitest'
import type { ProblemWith } from '../../../../../src/local/kubelet/actions/act.ts'
import { began, containerIn, type Life } from '../../../../../src/local/kubelet/life/life.ts'
import type { Action, Container, Probe } from '../../../../../src/local/kubelet/pod/spec.ts'
import { attend } from '../../../../../src/local/kubelet/runs/attend.ts'
import { createHands } from '../../../../hands.ts'
import { lifeOf, podWith, web } from '../pods.ts'

const second = 1000

type Asked = { readonly at: number; readonly what: Action }

/** A run that is looked after; whatever is asked of it is answered as the test says. */
function ground(
  container: Partial<Container>,
  answer: (what: Action) => string | undefined,
  takesMs = 0,
) {
  const hands = createHands()
  const whole = { ...web, ...container }
  const pod = podWith({ spec: { containers: [whole] } })
  const run = {
    ...{ id: 'r', beganMs: 0, began: 0 },
    ...(whole.lifecycle?.postStart && ({ hook: 'running' } as const)),
  }
  let life: Life = began(lifeOf(pod), 'web', run)
  const asked: Asked[] = []
  const told: string[] = []
  const woken: number[] = []
  const problemWith: ProblemWith = async (what) => {
    asked.push({ at: hands.now() / second, what })
    await hands.sleep(takesMs, over.signal)
    return answer(what)
  }
  const over = new AbortController()
  const ports = {
    lives: {
      get: () => life,
      update: (_: string, change: (life: Life) => Life) => {
        life = change(life)
      },
    },
    ...{ clock: hands, problemWith },
    tell: (_: unknown, { reason }: { reason: string }) => void told.push(reason),
    wake: () => void woken.push(hands.now() / second),
  }
  const attended = {
    ...{ pod, container: whole, number: 0 },
    asked: {
      container: whole,
      prepared: { program: beside(), beside, mounted: [], dropped: [] },
      ...{ ports: {}, address: '127.0.0.1' },
    },
  }
  const done = attend(attended, ports, over.signal)
  onTestFinished(async () => {
    over.abort()
    await done
    expect(hands.sleepers()).toBe(0)
  })
  const times = (of: Probe) => asked.filter(({ what }) => what === of).map(({ at }) => at)
  const present = () => containerIn(life, 'web').run
  const change = (how: (life: Life) => Life) => {
    life = how(life)
  }
  return { hands, asked, told, woken, times, run: present, change, over }
}

const beside = () => ({ argv: [], env: {}, cwd: '/' })
const well = () => undefined

it('asks after the initial delay, and then in each period', async () => {
  const readinessProbe = { initialDelaySeconds: 5, periodSeconds: 2 }
  const { hands, times } = ground({ readinessProbe }, well)
  await hands.turn(11 * second)
  expect(times(readinessProbe)).toEqual([5, 7, 9, 11])
})

it('asks ten seconds apart where nothing is said, from the beginning on', async () => {
  const livenessProbe = {}
  const { hands, times } = ground({ livenessProbe }, well)
  await hands.turn(25 * second)
  expect(times(livenessProbe)).toEqual([0, 10, 20])
})

it('asks whether it has started first, and everything else once it has', async () => {
  const [startupProbe, livenessProbe] = [
    { periodSeconds: 1, failureThreshold: 9 },
    { periodSeconds: 3 },
  ]
  const readinessProbe = { initialDelaySeconds: 6, periodSeconds: 3 }
  let isUp = false
  const { hands, times, run } = ground({ startupProbe, livenessProbe, readinessProbe }, () =>
    isUp ? undefined : 'no',
  )
  await hands.turn(3500)
  isUp = true
  expect(times(livenessProbe)).toEqual([])
  await hands.turn(6500)
  expect(times(startupProbe)).toEqual([0, 1, 2, 3, 4])
  expect(times(livenessProbe)).toEqual([4, 7, 10])
  expect(times(readinessProbe)).toEqual([6, 9])
  expect(run()?.tallies.startup?.verdict).toBe('well')
})

it('wakes when a verdict changes, and only then, and says of each failure why', async () => {
  const readinessProbe = { periodSeconds: 1, failureThreshold: 2 }
  let isWell = true
  const { hands, woken, told, run } = ground({ readinessProbe }, () => (isWell ? undefined : 'no'))
  await hands.turn(3500)
  expect(woken).toEqual([0])
  isWell = false
  await hands.turn(5 * second)
  expect(woken).toEqual([0, 5])
  expect(run()?.tallies.readiness?.verdict).toBe('ill')
  expect(new Set(told)).toEqual(new Set(['Unhealthy']))
})

it('asks no more whether it lives, once it was found ill or is to end; but whether it is ready', async () => {
  const [livenessProbe, readinessProbe] = [
    { periodSeconds: 1, failureThreshold: 2 },
    { periodSeconds: 2 },
  ]
  const { hands, times, over } = ground({ livenessProbe, readinessProbe }, () => 'no')
  await hands.turn(8 * second)
  expect(times(livenessProbe)).toEqual([0, 1])
  expect(times(readinessProbe)).toEqual([0, 2, 4, 6, 8])
  over.abort()
  await hands.turn(8 * second)
  expect(times(readinessProbe)).toHaveLength(5)
})

it('counts the time that an answer takes to the period, and asks nothing twice at once', async () => {
  const livenessProbe = { periodSeconds: 2 }
  const quick = ground({ livenessProbe }, well, 1500)
  await quick.hands.turn(6 * second)
  expect(quick.times(livenessProbe)).toEqual([0, 2, 4, 6])
  const slow = ground({ livenessProbe }, well, 2500)
  await slow.hands.turn(6 * second)
  expect(slow.times(livenessProbe)).toEqual([0, 2.5, 5])
})

it('runs the postStart hook at once, and probes nothing before it is done', async () => {
  const postStart = { sleep: { seconds: 1 } }
  const readinessProbe = {}
  const { hands, asked, run, woken } = ground({ lifecycle: { postStart }, readinessProbe }, well)
  expect(run()?.hook).toBe('running')
  await hands.turn(second)
  expect(asked.map(({ what }) => what)).toEqual([postStart, readinessProbe])
  expect(run()).not.toHaveProperty('hook')
  expect(woken.length).toBeGreaterThan(0)
})

it('says so when the postStart hook fails', async () => {
  const lifecycle = { postStart: { exec: { command: ['false'] } } }
  const { hands, run, told, asked } = ground({ lifecycle, livenessProbe: {} }, () => 'no')
  await hands.turn(60 * second)
  expect(run()?.hook).toBe('failed')
  expect(told).toEqual(['FailedPostStartHook'])
  expect(asked).toHaveLength(1)
})

it('lets an answer come to nothing that is about a run of former times', async () => {
  const readinessProbe = { periodSeconds: 1 }
  const { hands, run, change } = ground({ readinessProbe }, well)
  await hands.turn(0)
  change((life) => began(life, 'web', { id: 'next', beganMs: 0, began: 0 }))
  await hands.turn(5 * second)
  expect(run()).toMatchObject({ id: 'next', tallies: {} })
})
