import { expect, it } from 'vitest'
import type { Tally } from '../../../../src/evidence/tally.ts'
import { systemClock } from '../../../../src/reconciler/clock.ts'
import { nameOf } from '../../../../src/router/instance/frozen-tally.ts'
import { firstState } from '../../../../src/router/instance/restart.ts'
import { silent } from '../../../../src/router/siblings/ports.ts'
import { createSiblings } from '../../../../src/router/siblings/siblings.ts'
import { startMs, travelled } from '../../evidence/given.ts'
import {
  anInstance,
  arrived,
  beats,
  begunFrom,
  createFrames,
  instanceOf,
  label,
  one,
  plan,
  received,
  thawed,
  three,
  toldIn,
  two,
} from '../instance/given.ts'

const accuracies = (tallies: readonly Tally[]) =>
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
  const counted = accuracies(former.bequest(startMs).tallies.map(thawed))
  former.learn([{ instance: one, heir: two, sinceMs: startMs }])

  const next = begunFrom(frames.frames, { isClosed: false }).instance
  expect(next.id).toBe(three)
  expect(next.scorerOf(one)).toBe(two)
  expect(accuracies(toldIn(next.look()).tallies)).toEqual(counted)
  expect(counted.length).toBeGreaterThan(0)

  // It becomes the scorer after all, by the heir that never took it: nothing is counted twice.
  next.inherit({ ...former.bequest(startMs), instance: two, tallies: [], pairs: [], heirs: [] }, 0)
  expect(next.scorerOf(one)).toBe(three)
  expect(next.outcome(arrived(spent))).toMatchObject({ result: 'Duplicate' })
})

it('still owes it to its heir when whoever pulls has all of it, and what it held has gone', () => {
  const state = firstState(one, startMs)
  const frames = createFrames(state)
  const former = instanceOf(state, frames)
  former.take(plan())
  former.bequest(startMs)
  former.learn([{ instance: one, heir: two, sinceMs: startMs }])

  const next = begunFrom(frames.frames, { isClosed: false })
  const kept = next.instance.inherited().map(nameOf)
  next.instance.pull(kept, startMs)
  beats(next.instance, startMs)
  next.instance.pull(kept, startMs)
  next.instance.writeDown(startMs)
  const { instance } = begunFrom(next.journal.frames)
  expect([instance.id, instance.inherited(), instance.owed()]).toEqual([three, [], [one]])
  const heir = anInstance('00000000000000bb')
  heir.inherit(travelled(instance.bequest(startMs)), startMs)
  expect(heir.owed()).toEqual([one])
  beats(instance, startMs + 30 * 24 * 3_600_000)
  expect(instance.owed()).toEqual([])
})

it('goes on as it was, where it had only made its bequest', () => {
  const state = firstState(one, startMs)
  const frames = createFrames(state)
  const former = instanceOf(state, frames)
  former.take(plan())
  former.bequest(startMs)
  expect(begunFrom(frames.frames, { isClosed: false }).state).toMatchObject({
    instance: one,
    start: 1,
  })
})

it('takes no bequest that goes with what a former life of it was told', async () => {
  const heir = anInstance(two)
  const siblings = createSiblings({
    ...{ instance: () => heir, ask: async () => silent, seeds: async () => [] },
    ...{ address: () => undefined, clock: systemClock, log: { info: () => {}, warn: () => {} } },
    broke: (cause) => expect.fail(String(cause)),
  })
  const bequest = anInstance(one).bequest(startMs)
  const handing = (step: 'Keep' | 'Take', life?: number) =>
    travelled({
      step,
      giver: one,
      number: 1,
      heir: two,
      ...(life !== undefined && { life, bequest }),
    })
  const says = (document: object) => siblings.bequest(document as never)

  expect([await says(handing('Keep', 7)), await says(handing('Take', 7))]).toEqual([
    { life: 0 },
    { life: 0 },
  ])
  await expect(says(handing('Take'))).rejects.toMatchObject({ code: 'BequestRefused' })
  expect(heir.scorerOf(one)).toBe(one)

  expect(await says(handing('Keep', 0))).toEqual({ life: 0 })
  expect(await says(handing('Take'))).toEqual({ life: 0 })
  expect(heir.scorerOf(one)).toBe(two)
})
