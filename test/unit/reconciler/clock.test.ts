import { expect, it } from 'vitest'
import { systemClock } from '../../../src/reconciler/clock.ts'

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

it('takes an endless sleep for a long one, where setTimeout would wake at once', async () => {
  const off = new AbortController()
  let awake = false
  const asleep = systemClock.sleep(Number.POSITIVE_INFINITY, off.signal).then(() => {
    awake = true
  })
  await systemClock.sleep(20, new AbortController().signal)
  expect(awake).toBe(false)
  off.abort()
  await asleep
})
