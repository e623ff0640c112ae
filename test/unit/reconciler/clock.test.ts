import { getEventListeners } from 'node:events'
import { afterEach, expect, it, vi } from 'vitest'
import { systemClock } from '../../../src/reconciler/clock.ts'

afterEach(() => vi.useRealTimers())

it('sleeps no longer than it may, and never throws', async () => {
  const off = new AbortController()
  const began = systemClock.now()
  const asleep = systemClock.sleep(60_000, off.signal)
  off.abort()
  await asleep
  await systemClock.sleep(60_000, off.signal)
  expect(systemClock.now() - began).toBeLessThan(60_000)
})

it('sleeps at least as long as it must', async () => {
  const began = systemClock.now()
  await systemClock.sleep(5, new AbortController().signal)
  expect(systemClock.now() - began).toBeGreaterThanOrEqual(4) // timers round down by up to 1 ms
})

it('sleeps for as many days as it is told, though timers count only 24', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const dayMs = 24 * 3_600_000
  let awake = false
  const asleep = systemClock.sleep(60 * dayMs, new AbortController().signal).then(() => {
    awake = true
  })
  await vi.advanceTimersByTimeAsync(59 * dayMs)
  expect(awake).toBe(false)
  await vi.advanceTimersByTimeAsync(dayMs)
  await asleep
})

it('leaves no listener behind', async () => {
  const { signal } = new AbortController()
  await systemClock.sleep(1, signal)
  expect(getEventListeners(signal, 'abort')).toEqual([])
})
