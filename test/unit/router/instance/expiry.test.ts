import { expect, it } from 'vitest'
import { noJournal, replayed } from '../../../../src/router/instance/replay.ts'
import { firstState } from '../../../../src/router/instance/restart.ts'
import { startMs } from '../../evidence/given.ts'
import {
  anInstance,
  arrived,
  beats,
  createFrames,
  instanceOf,
  label,
  one,
  plan,
  received,
  seenOf,
  two,
} from './given.ts'

const hourMs = 3_600_000
const about = received({ ...label, sequence: 5 })
const farMs = startMs + 200 * hourMs

/** It has scored once, and another one is left to it. */
function begun(acceptFor = '168h', journal = createFrames(firstState(one, startMs))) {
  const instance = anInstance(one, journal)
  instance.take(plan({ planRevision: 2, acceptFor }))
  instance.learn([{ instance: two, heir: one, sinceMs: startMs }])
  expect(instance.outcome(arrived(about))).toMatchObject({ result: 'Scored' })
  return instance
}

it('forgets what was expired for an hour', () => {
  const instance = begun()
  beats(instance, farMs, 59)
  expect(seenOf(instance)).toHaveLength(1)
  instance.expire(farMs)
  expect([seenOf(instance), instance.heirs()]).toEqual([[], []])
})

it('forgets nothing where the clock jumps far ahead and back, before an hour is over', () => {
  const instance = begun()
  for (let hour = 0; hour < 5; hour++) {
    beats(instance, farMs, 59)
    instance.expire(startMs + hour * hourMs)
  }
  expect(instance.outcome(arrived(about))).toMatchObject({ result: 'Duplicate' })
  expect(instance.scorerOf(two)).toBe(one)
})

it('forgets nothing that a plan of the round has honoured, if a later one honours it again', () => {
  const instance = begun()
  instance.take(plan({ planRevision: 3, acceptFor: '1h' }))
  beats(instance, startMs + 3 * hourMs)
  instance.take(plan({ planRevision: 4, acceptFor: '168h' }))
  expect(instance.outcome(arrived(about))).toMatchObject({ result: 'Duplicate' })
})

it('forgets as the plan says in the next round', () => {
  const instance = begun()
  instance.take(plan({ planRevision: 3, round: 2, epoch: 2, acceptFor: '1h' }))
  beats(instance, startMs + 3 * hourMs)
  expect(seenOf(instance)).toEqual([])
})

it('scores nothing twice that is forgotten, and honoured by a later plan', () => {
  const instance = anInstance()
  const short = plan({ planRevision: 2, round: 2, epoch: 2, acceptFor: '1h' })
  instance.take(short)
  const [old, young] = [0, 1].map((hour) =>
    received({
      ...label,
      round: 2,
      epoch: 2,
      sequence: hour,
      exposedAtMs: startMs + hour * hourMs,
    }),
  )
  if (old === undefined || young === undefined) throw new Error('none')
  instance.outcome(arrived(old))
  beats(instance, startMs + 2 * hourMs)
  instance.take({ ...short, planRevision: 3, acceptFor: '168h' })
  expect(instance.outcome(arrived(old))).toMatchObject({ failure: 'ReceiptExpired' })
  expect(instance.outcome(arrived(young))).toMatchObject({ result: 'Scored' })
})

it('goes on after a restart where it was, to the beat', () => {
  const frames = createFrames(firstState(one, startMs))
  const instance = begun('168h', frames)
  beats(instance, farMs, 30)
  instance.writeDown(farMs)
  const { state, seen } = replayed(frames.frames)
  const again = instanceOf(state, noJournal, seen)
  beats(again, farMs, 29)
  expect(seenOf(again)).toHaveLength(1)
  again.expire(farMs)
  expect(seenOf(again)).toEqual([])
})

it('forgets nothing for an hour after a version that did not keep its beats', () => {
  const before = begun()
  const { expiry, ...old } = before.state(farMs)
  expect(expiry?.acceptForMs).toBe(168 * hourMs)
  const instance = instanceOf(old)
  for (const each of before.seen(1)) instance.joinSeen(each)
  beats(instance, farMs, 59)
  expect(seenOf(instance)).toHaveLength(1)
  instance.expire(farMs)
  expect(seenOf(instance)).toEqual([])
})
