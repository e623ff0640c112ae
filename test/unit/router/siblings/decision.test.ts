import { expect, it } from 'vitest'
import { firstState } from '../../../../src/router/instance/restart.ts'
import { startMs } from '../../evidence/given.ts'
import {
  arrived,
  createFrames,
  instanceOf,
  label,
  one,
  plan,
  received,
  stateFrom,
  three,
  two,
} from '../instance/given.ts'

const accuracies = (tallies: ReturnType<ReturnType<typeof instanceOf>['told']>['tallies']) =>
  tallies.flatMap(({ instance, books }) =>
    books
      .flatMap(({ ledgers }) => ledgers.flatMap(({ pages }) => pages.flatMap(({ rows }) => rows)))
      .flatMap(({ sums }) => sums)
      .filter((sum) => sum !== null)
      .map((sum) => [instance, sum]),
  )

/** The real instance keeps what the model of it is said to keep. */
it('begins as another one that has all that was counted, where its former self had decided on an heir', () => {
  const state = firstState(one, startMs)
  const frames = createFrames(state)
  const former = instanceOf(state, frames)
  former.take(plan())
  const spent = received({ instance: one, sequence: 5, ...label })
  expect(former.outcome(arrived(spent))).toMatchObject({ result: 'Scored' })
  const counted = accuracies(former.bequest(startMs).tallies)
  former.learn([{ instance: one, heir: two, sinceMs: startMs }])

  const next = instanceOf(stateFrom(frames.frames, false))
  expect(next.id).toBe(three)
  expect(next.scorerOf(one)).toBe(two)
  expect(accuracies(next.told(startMs).tallies)).toEqual(counted)
  expect(counted.length).toBeGreaterThan(0)

  // It becomes the scorer after all, by the heir that never took it: nothing is counted twice.
  next.inherit({ ...former.bequest(startMs), instance: two, tallies: [], pairs: [], heirs: [] }, 0)
  expect(next.scorerOf(one)).toBe(three)
  expect(next.outcome(arrived(spent))).toMatchObject({ result: 'Duplicate' })
})

it('goes on as it was, where it had only made its bequest', () => {
  const state = firstState(one, startMs)
  const frames = createFrames(state)
  const former = instanceOf(state, frames)
  former.take(plan())
  former.bequest(startMs)
  expect(stateFrom(frames.frames, false)).toMatchObject({ instance: one, start: 1 })
})
