import { expect, it } from 'vitest'
import { isExpired } from '../../../../src/local/upkeep/expiry.ts'

const hour = 60 * 60_000
const at = (ms: number) => new Date(ms).toISOString()
const event = (more: object) => ({ metadata: { creationTimestamp: at(0) }, ...more })

it.each([
  ['by when it was made', {}],
  ['by when it was last said', { lastTimestamp: at(0) }],
  ['by its time', { eventTime: at(0) }],
  ['by what its series says', { series: { lastObservedTime: at(0) } }],
])('forgets an event after an hour, %s', (_, more) => {
  expect(isExpired(event(more), hour)).toBe(false)
  expect(isExpired(event(more), hour + 1)).toBe(true)
})

it('keeps one that is said again and again', () => {
  const again = event({ series: { lastObservedTime: at(hour) }, eventTime: at(0) })
  expect(isExpired(again, 2 * hour)).toBe(false)
})

it('keeps one whose times cannot be read', () => {
  expect(isExpired({ metadata: {} }, 10 * hour)).toBe(false)
})
