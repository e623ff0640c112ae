import { describe, expect, it } from 'vitest'
import { eventNames } from '../../../src/evidence/events.ts'
import { createTally } from '../../../src/evidence/open-tally.ts'
import { emptyTally, type Tally } from '../../../src/evidence/tally.ts'
import { conflictsOf } from '../../../src/stats/sums/cohorts.ts'
import { below, chance } from '../../chance.ts'
import {
  all,
  aTally,
  bytes,
  counted,
  exposed,
  fresh,
  hourMs,
  old,
  quick,
  startMs,
  travelled,
} from './given.ts'
import { happenings } from './stream.ts'

const plan = counted(all)
const lateMs = startMs + 1000 * hourMs

describe('an instance that begins again from its tally', () => {
  it.each([1, 2, 3])('goes on as if it had never stopped, to the last byte (seed %i)', (seed) => {
    const random = chance(seed)
    const steady = aTally()
    let mortal = aTally()
    let [one, other] = [steady.under(plan), mortal.under(plan)]
    for (const [nth, happen] of happenings(seed, 1200).entries()) {
      happen(one)
      happen(other)
      if (random() > 0.02) continue
      const nowMs = startMs + (nth / 40) * hourMs
      const [expected, got] = [steady.take(nowMs), mortal.take(nowMs)]
      expect(bytes(got)).toBe(bytes(expected))
      mortal = createTally(travelled(got))
      other = mortal.under(plan)
      one = steady.under(plan)
    }
    expect(bytes(mortal.take(lateMs))).toBe(bytes(steady.take(lateMs)))
  })

  it('has nothing else in it than the tally says: all that survives JSON', () => {
    const tally = aTally()
    const counting = tally.under(plan)
    for (const happen of happenings(4, 500)) happen(counting)
    const taken = tally.take(startMs)
    expect(travelled(taken)).toEqual(taken)
    expect(Object.keys(taken.events)).toEqual(eventNames)
  })

  it('goes on under a plan that counts more', () => {
    const tally = aTally()
    const counting = tally.under(counted(['errors', 'accuracy']))
    for (const happen of happenings(5, 500)) happen(counting)
    tally.take(startMs)
    const more = counted(['slow', 'errors', 'accuracy', 'brier'])
    tally.under(more)
    const begun = createTally(travelled(tally.take(startMs)))
    const [one, other] = [tally.under(more), begun.under(more)]
    for (const happen of happenings(6, 500)) {
      happen(one)
      happen(other)
    }
    expect(bytes(begun.take(startMs))).toBe(bytes(tally.take(startMs)))
  })

  it('refuses a tally of a format that it does not know', () => {
    const strange = { ...emptyTally('aa', 0), format: 2 } as unknown as Tally
    expect(() => createTally(strange)).toThrow(expect.objectContaining({ code: 'StateTooNew' }))
  })
})

it('numbers its tallies one by one, from where it was told', () => {
  const tally = createTally(emptyTally('aa', 41))
  expect([1, 2, 3].map(() => tally.take(0).number)).toEqual([42, 43, 44])
})

it('is read as it stands, and nobody is told: numbers and pages stay as they are', () => {
  const [read, alone] = [aTally(), aTally()]
  const [one, other] = [read.under(plan), alone.under(plan)]
  for (const happen of happenings(10, 400)) {
    happen(one)
    happen(other)
    read.read()
  }
  expect(read.read().number).toBe(0)
  const begun = createTally(travelled(read.read()))
  begun.under(plan)
  const taken = [read, alone, begun].map((tally) => bytes(tally.take(lateMs)))
  expect(new Set(taken).size).toBe(1)
})

it('has taken what was counted by then: nothing that comes later changes it', () => {
  const tally = aTally()
  const counting = tally.under(plan)
  const [before, after] = [happenings(7, 800), happenings(8, 800)]
  for (const happen of before) happen(counting)
  const taken = tally.take(startMs)
  const then = bytes(taken)
  for (const happen of after) happen(counting)
  tally.take(lateMs)
  expect(bytes(taken)).toBe(then)
})

it('says the same, whoever came first', () => {
  const [one, other] = [aTally(), aTally()]
  const some = counted(['errors', 'slow', 'p95', 'accuracy', 'f1', 'auc'])
  const [forth, back] = [one.under(some), other.under(some)]
  const events = happenings(9, 1500)
  for (const happen of events) happen(forth)
  for (const happen of events.toReversed()) happen(back)
  expect(bytes(other.take(startMs))).toBe(bytes(one.take(startMs)))
})

describe('a later round', () => {
  const next = counted(['errors'], { round: 2 })
  const request = exposed({ unitHash: 0.25 })

  it('ends what was counted of earlier ones, but for what belongs to no metric', () => {
    const tally = aTally()
    const first = tally.under(plan)
    first.request({ ...request, isUnitless: true }, quick)
    tally.under(next).request({ ...request, round: 2 }, quick)
    const { round, books, units, events } = tally.take(startMs)
    expect(round).toBe(2)
    expect(books.map(({ delayMs }) => delayMs)).toEqual([0])
    expect(units.rows).toEqual([expect.objectContaining({ total: 1 })])
    expect(events).toMatchObject({ Unitless: 1, Uncounted: 0 })
  })

  it('leaves the last of what was counted, under a number of its own', () => {
    const tally = aTally()
    tally.under(plan).request(request, quick)
    const before = tally.take(startMs)
    expect(tally.lastBefore(1)).toBeUndefined()
    expect(tally.lastBefore(2)).toEqual({ ...before, number: before.number + 1 })
    tally.under(next)
    expect(tally.lastBefore(3)).toBeUndefined()
    expect(tally.take(startMs)).toMatchObject({ number: before.number + 2, round: 2 })
  })

  it('counts nothing of earlier ones, and says how often', () => {
    const tally = aTally()
    const first = tally.under(plan)
    const counting = tally.under(next)
    first.request(request, quick)
    counting.request(request, quick)
    counting.copy(request, fresh, { champion: { ...quick, values: {} }, challenger: undefined })
    expect(first.outcome(request, { truth: 'a' }, startMs).result).toBe('RoundOver')
    expect(counting.outcome(request, { truth: 'a' }, startMs).result).toBe('RoundOver')
    const { books, units, events } = tally.take(startMs)
    expect(books.flatMap(({ ledgers }) => ledgers)).toEqual([])
    expect(units.rows).toEqual([])
    expect(events).toMatchObject({ Uncounted: 2, RoundOver: 2, PairIncomplete: 0 })
  })

  it('is not ended by a plan of an earlier one', () => {
    const tally = aTally()
    const counting = tally.under(next)
    counting.request({ ...request, round: 2 }, quick)
    const former = tally.under(plan)
    former.request(request, quick)
    counting.request({ ...request, round: 2 }, quick)
    const { round, books, events } = tally.take(startMs)
    expect([round, books[0]?.ledgers[0]?.pages[0]?.rows[0]?.requests]).toEqual([2, 2])
    expect(events.Uncounted).toBe(1)
  })
})

describe('when there is no room for one more row', () => {
  it('goes on with those it has, and says what it could not count', () => {
    const tally = aTally('aa', 4)
    const counting = tally.under(counted(['errors', 'accuracy']))
    const buckets = [0, 1, 2, 3, 0, 1]
    for (const bucket of buckets) counting.request(exposed({ bucket }), quick)
    const there = { ...exposed({ values: { label: 'a' } }) }
    expect(counting.outcome(there, { truth: 'a' }, startMs).result).toBe('Scored')
    const missing = { ...there, bucket: 9 }
    expect(counting.outcome(missing, { truth: 'a' }, startMs).result).toBe('TallyFull')
    const { books, events } = tally.take(startMs)
    const rows = books.flatMap(({ ledgers }) =>
      ledgers.flatMap(({ pages }) => pages[0]?.rows ?? []),
    )
    expect(rows).toHaveLength(4)
    expect(events).toMatchObject({ Uncounted: 2, TallyFull: 1, Scored: 1 })
  })

  it('knows how many it has when it begins again', () => {
    const tally = aTally('aa', 4)
    const plan = counted(['errors'])
    for (const bucket of [0, 1, 2]) tally.under(plan).request(exposed({ bucket }), quick)
    const again = createTally(travelled(tally.take(startMs)), 4)
    for (const bucket of [3, 4, 5]) again.under(plan).request(exposed({ bucket }), quick)
    expect(again.take(startMs).events.Uncounted).toBe(2)
  })
})

it('marks a unit that two plans of one epoch have given two variants', () => {
  const tally = aTally()
  const counting = tally.under(counted(['errors']))
  for (const assigned of [old, fresh]) counting.request(exposed({ assigned, unitHash: 0.5 }), quick)
  expect(conflictsOf(tally.take(startMs).units)).toBe(1)
})

it('notes by name what belongs to no metric', () => {
  const random = chance(1)
  const tally = aTally()
  const noted = Array.from({ length: 300 }, () => eventNames[below(random, eventNames.length)])
  for (const name of noted) if (name !== undefined) tally.note(name)
  const { events } = tally.take(0)
  for (const name of eventNames)
    expect(events[name]).toBe(noted.filter((each) => each === name).length)
})
