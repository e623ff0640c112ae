import { expect, it } from 'vitest'
import { createBucket } from '../../../src/reconciler/bucket.ts'

it('lets a burst pass, and then keeps the pace', () => {
  const reserveMs = createBucket({ perSecond: 10, burst: 3 })
  expect([0, 0, 0, 0, 0].map((now) => reserveMs(now))).toEqual([0, 0, 0, 100, 200])
})

it('fills up again with time, though never over the brim', () => {
  const reserveMs = createBucket({ perSecond: 10, burst: 2 })
  expect([0, 0, 100, 100, 10_000, 10_000, 10_000].map((now) => reserveMs(now))).toEqual([
    0, 0, 0, 100, 0, 0, 100,
  ])
})
