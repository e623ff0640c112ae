import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { type Incoming, predict } from '../../../../src/router/forwarding/predicting.ts'
import { createUncounted } from '../../../../src/router/forwarding/uncounted.ts'
import { champion } from '../../routing/plans.ts'
import { aChallenger, aCourse, anIncoming, c0, shadowed } from '../shadow/given.ts'

/** A prediction under way, whose caller has left. */
function abandoned(assigned: string) {
  const uncounted = createUncounted()
  const told: string[] = []
  const one = aChallenger(assigned)
  const response = { destroyed: true, on() {}, once() {}, write() {}, end() {}, destroy() {} }
  const incoming = { ...anIncoming(), response, done: () => {} } as unknown as Incoming
  predict(incoming, aCourse(shadowed(), { assigned }), {
    ...{ upstream: () => one.upstream, now: () => 0, answered: () => {}, uncounted },
    receiptOf: () => ({ text: '', sequence: 1, values: {} }),
    counted: (_, how, { failure }) => void told.push(`counted ${how} ${failure}`),
    settled: (_, { code }) => void told.push(`settled ${code}`),
    broke: (cause) => {
      throw cause
    },
  })
  let isEnded = false
  const ended = uncounted.ended().then(() => {
    isEnded = true
  })
  return { uncounted, told, one, ended, isEnded: () => isEnded }
}

it('is waited for until it is counted, and whatever comes with that is done', async () => {
  const { one, told, ended, isEnded } = abandoned(champion)
  await turn()
  expect([isEnded(), told]).toEqual([false, []])
  one.answer({ body: '{}' })
  expect(isEnded()).toBe(false)
  await ended
  expect(told).toEqual(['counted Normal undefined', 'settled Ok'])
})

it.each([
  [champion, 'Normal'],
  [c0, 'Fallback'],
])('of %s comes too late when there is no more time, whatever it would have come to', async (name, how) => {
  const { one, told, uncounted, ended } = abandoned(name)
  uncounted.cut()
  await ended
  const known = [`counted ${how} Timeout`, 'settled VariantTimeout']
  expect(told).toEqual(known)
  one.answer({ body: '{}' })
  await turn()
  uncounted.cut()
  expect(told).toEqual(known)
  await uncounted.ended()
})

it('is given up as what it is where part of its answer has been passed on', async () => {
  const { one, told, uncounted, ended } = abandoned(c0)
  one.answer({ body: 'x'.repeat(100_000), holds: true })
  uncounted.cut()
  await ended
  expect(told[0]).toBe('counted Normal Timeout')
})
