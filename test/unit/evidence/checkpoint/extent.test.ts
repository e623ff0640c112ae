import { expect, it } from 'vitest'
import { extentOf } from '../../../../src/evidence/checkpoint/extent.ts'
import { happenings, wholePlan } from '../../router/instance/days.ts'
import { anInstance } from '../../router/instance/given.ts'
import { all, aTally, bytes, counted, exposed, hourMs, quick, startMs } from '../given.ts'

it('is another one whenever a router counts anything', () => {
  const instance = anInstance()
  instance.take(wholePlan({ planRevision: 2 }))
  const read = () => {
    const own = instance.look().own
    return {
      number: own.number,
      content: bytes([own.round, own.units, own.books]),
      extent: extentOf(own),
    }
  }
  let [changes, before] = [0, read()]
  for (const happen of happenings(3, 600)) {
    happen(instance)
    const now = read()
    // A pull joins pages: what is in them stays.
    if (now.number === before.number && now.content !== before.content) {
      changes++
      expect(now.extent).not.toBe(before.extent)
    }
    before = now
  }
  expect(changes).toBeGreaterThan(200)
})

it('is the same when only time has passed', () => {
  const tally = aTally()
  const { request } = tally.under(counted(all))
  for (let slice = 0; slice < 9; slice++)
    request({ ...exposed({ slice }), isUnitless: false }, quick)
  const [first, joined] = [tally.take(startMs), tally.take(startMs + 100 * hourMs)]
  expect(bytes(joined.books)).not.toBe(bytes(first.books))
  expect(extentOf(joined)).toBe(extentOf(first))
})
