import { expect, it } from 'vitest'
import {
  followed,
  remembering,
  restartsLately,
} from '../../../../src/operator/observing/restarts.ts'
import type { SeenPod } from '../../../../src/operator/observing/seen-pod.ts'
import { createCache } from '../../../../src/reconciler/cache.ts'
import { pod } from './objects.ts'

const start = Date.parse('2026-01-01T00:00:00Z')
const at = (minute: number) => start + minute * 60_000

/** A pod, begun at midnight, as it is after so many restarts, the last of them at a minute. */
function restarted(restartCount: number, minute: number, version = `${restartCount}`): SeenPod {
  const finishedAt = new Date(at(minute)).toISOString()
  const lastState = { terminated: { exitCode: 1, finishedAt } }
  return pod(
    'p',
    { containerStatuses: [{ name: 'server', restartCount, lastState }] },
    { resourceVersion: version },
  )
}

it.each([
  ['none of one that never was', restarted(0, 0), 1, 0],
  ['all of a pod that is younger', restarted(3, 8), 9, 3],
  ['what is surely lately of an older pod', restarted(7, 55), 60, 1],
  ['none of long ago', restarted(7, 40), 60, 0],
])('counts restarts in the last ten minutes: %s', (_, seen, minute, count) => {
  expect(restartsLately([seen], at(minute))).toBe(count)
})

it('knows more of a pod that it has followed', () => {
  const cache = createCache<SeenPod>({})
  const pods = remembering(cache)
  for (const [count, minute] of [
    [1, 30],
    [2, 52],
    [4, 55],
  ] as const)
    pods.put(restarted(count, minute))
  const lately = () => restartsLately([...cache.values()], at(60))
  expect(lately()).toBe(3)
  pods.replace([restarted(4, 55, '9')]) // a list has no more to say
  expect(lately()).toBe(3)
  pods.drop('city/p')
  pods.put(restarted(4, 55, '10'))
  expect(lately()).toBe(1)
})

it('takes another pod of the same name for another', () => {
  const other = { ...restarted(1, 59), uid: 'another' }
  expect(followed(restarted(5, 58), other)).toBe(other)
})

it('keeps no more than it needs, however often a pod begins anew', () => {
  const crashed = Array.from({ length: 500 }, (_, n) => restarted(n * 7, n / 10))
  const last = crashed.reduce((before, after) => followed(before, after))
  expect(last.restarts.atMs).toHaveLength(16)
  expect(restarted(1e9, 5).restarts.atMs).toHaveLength(16)
})
