import { expect, it } from 'vitest'
import { began, ended } from '../../../../../src/local/kubelet/life/life.ts'
import { revived, takenOn } from '../../../../../src/local/kubelet/life/recall.ts'
import { lifeOf, podWith } from '../pods.ts'

const moment = { now: 5000, wall: 1_000_000 }
const run = { id: 'r', beganMs: 1000, began: 0 }
const end = { exitCode: 3, reason: 'Error', endedMs: 2000 }
const lost = { exitCode: 137, signal: 9, reason: 'ContainerStatusUnknown' }

it('takes what ran under the last kubelet for over, and forgets its back-off', () => {
  const once = ended(began(lifeOf(podWith()), 'web', run), 'web', end, { now: 1, forgivenMs: 9 })
  const life = revived(JSON.parse(JSON.stringify(began(once, 'web', run))), moment)
  expect(life.containers['web']).toMatchObject({
    ...{ begun: 2, failures: 0, ended: { ...lost, number: 1 }, before: { exitCode: 3, number: 0 } },
  })
  expect(life.containers['web']).not.toHaveProperty('run')
})

it('leaves alone how runs ended that were over before', () => {
  const once = ended(began(lifeOf(podWith()), 'web', run), 'web', end, { now: 1, forgivenMs: 9 })
  expect(revived(once, moment).containers['web']).toMatchObject({
    begun: 1,
    ended: { exitCode: 3 },
  })
})

it('counts on from the status of a Pod that it has no record of', () => {
  const startedAt = '1970-01-01T00:00:10Z'
  const common = { image: 'web', imageID: '', ready: true, started: true }
  const past = { exitCode: 3, reason: 'Error', startedAt, finishedAt: startedAt }
  const pod = podWith({
    status: {
      startTime: startedAt,
      containerStatuses: [
        {
          ...{ ...common, name: 'web', restartCount: 4, containerID: 'x' },
          ...{ state: { running: { startedAt } }, lastState: { terminated: past } },
        },
        {
          ...{ ...common, name: 'other', restartCount: 0 },
          ...{ state: { waiting: { reason: 'ContainerCreating' } }, lastState: {} },
        },
      ],
    },
  })
  const life = takenOn(pod, { 80: 20_080 }, moment)
  expect(life).toMatchObject({ beganMs: 10_000, began: 5000 - 990_000, ports: { 80: 20_080 } })
  expect(life.containers['web']).toMatchObject({
    ...{
      begun: 5,
      ended: { ...lost, number: 4, beganMs: 10_000 },
      before: { exitCode: 3, number: 3 },
    },
  })
  expect(life.containers['other']).toMatchObject({ begun: 0 })
})
