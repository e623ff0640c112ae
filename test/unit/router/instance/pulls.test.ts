import { describe, expect, it } from 'vitest'
import { requestCells } from '../../../../src/evidence/cells/requests.ts'
import { evidenceOf } from '../../../../src/evidence/merged.ts'
import { startOf } from '../../../../src/evidence/numbering.ts'
import type { Tally, TallyName } from '../../../../src/evidence/tally.ts'
import { frozenOf, nameOf } from '../../../../src/router/instance/frozen-tally.ts'
import type { Instance } from '../../../../src/router/instance/instance.ts'
import { firstState } from '../../../../src/router/instance/restart.ts'
import { bytes, quick, startMs, travelled } from '../../evidence/given.ts'
import { happenings, wholePlan } from './days.ts'
import {
  anInstance,
  arrived,
  beats,
  begunFrom,
  createFrames,
  label,
  one,
  plan,
  received,
  thawed,
  three,
  toldIn,
  two,
} from './given.ts'
import { lived, type Rule } from './operators.ts'

const requestsIn = (tallies: readonly Tally[], round: number) =>
  requestCells(evidenceOf(tallies, round), 'Live', 0).reduce(
    (sum, { statistic }) => sum + statistic.requests,
    0,
  )

/** Of those whose answers did not come, that one before and one after did, or the life that they are of has begun before. */
function missed(pulls: readonly TallyName[], heard: readonly Tally[]): number {
  const known = Map.groupBy(heard, ({ instance }) => instance)
  return pulls.filter(({ instance, number }) => {
    const numbers = (known.get(instance) ?? []).map((tally) => tally.number)
    const ofLife = numbers.filter((each) => startOf(each) === startOf(number))
    const [first, last] = [Math.min(...numbers), Math.max(...ofLife)]
    return !numbers.includes(number) && first < number && number < last
  }).length
}

/** What differs from what was counted. */
function differing(seed: number, rule?: Rule) {
  const { heard, requests, notes, pulls, done } = lived(seed, rule)
  const rounds = [...requests]
  const { events, losses } = evidenceOf(heard, 1)
  const wrong = [
    ...rounds.filter(([round, count]) => requestsIn(heard, round) !== count),
    ...(events.ReceiptTampered === notes ? [] : [`${events.ReceiptTampered}, not ${notes} notes`]),
    ...(events.TallyDropped === 0 ? [] : [`${events.TallyDropped} dropped`]),
    ...(losses.lost === missed(pulls, heard) ? [] : [`${losses.lost} lost`]),
  ]
  return { wrong, done, rounds: rounds.length }
}

describe('an operator that pulls routers while they come and go, and rounds and its leaders change', () => {
  it.each([
    1, 2, 3, 4, 5,
  ])('has of each round what was counted, and misses just the pulls whose answers it missed (seed %i)', (seed) => {
    const { wrong, done, rounds } = differing(seed)
    expect(wrong).toEqual([])
    for (const times of [...Object.values(done), rounds]) expect(times).toBeGreaterThan(5)
  })

  it.each<[string, Rule]>([
    ['looks took numbers', { looksAreNumbered: true }],
    ['ended rounds were forgotten', { roundsAreForgotten: true }],
    ['what somebody has kept were dropped at once', { isDroppedAtOnce: true }],
    ['an earlier tally were taken for the last', { isTakenForTheLast: true }],
  ])('would not, if %s', (_, rule) => {
    expect(differing(1, rule).wrong).not.toEqual([])
  })
})

const counting = (instance: Instance, round = 1) =>
  instance.request(received({ instance: instance.id, round }).receipt, quick)

const later = (round: number) => plan({ round, planRevision: round, epoch: round })

/** It has counted in a round that is over. */
function ended(id = one) {
  const frames = createFrames(firstState(id, startMs))
  const instance = anInstance(id, frames)
  counting(instance)
  instance.take(later(2))
  return { instance, frames, kept: instance.inherited() }
}

const roundsOf = (instance: Instance) => instance.inherited().map(({ round }) => round)

describe('a look', () => {
  it('takes no number, writes nothing, and says what it is', async () => {
    const { instance, frames } = ended()
    await instance.durable()
    const [before, written] = [bytes(instance.state(0)), frames.frames.length]
    const looks = [instance.look(), instance.look()].map(bytes)
    await instance.durable()
    expect(new Set(looks)).toEqual(new Set([bytes({ ...instance.look(), kind: 'Look' })]))
    expect([bytes(instance.state(0)), frames.frames.length]).toEqual([before, written])
    const numbers = [instance.pull([], 0), instance.pull([], 0)].map(({ own }) => own)
    const [first, second] = numbers.map((own) => own?.number ?? 0)
    expect(second).toBe((first ?? 0) + 1)
  })
})

describe('whoever pulls', () => {
  it('is told once what nothing is added to, and by name what he has', () => {
    const { instance } = ended()
    const heir = anInstance(two)
    heir.inherit(travelled(instance.bequest(0)), 5)
    const first = heir.pull([], 0)
    const kept = first.frozen.map(nameOf)
    expect(kept.map(({ round }) => round)).toEqual([2, 1])
    expect(first.kept).toEqual([])
    const second = heir.pull(kept, 0)
    expect(second.frozen).toEqual([])
    expect(second.kept).toEqual(kept)
    expect(heir.pull([], 0).frozen).toHaveLength(2)
  })

  it('is told it again if he names another number, and it is never dropped for that', () => {
    const { instance, kept } = ended()
    const others = kept.map((name) => ({ ...name, number: name.number + 1 }))
    for (let hours = 0; hours < 3; hours++) {
      expect(instance.pull(others, 0).frozen).toHaveLength(1)
      beats(instance, startMs)
    }
    expect(roundsOf(instance)).toEqual([1])
  })
})

describe('what an ended round has counted', () => {
  it('goes once every pull of an hour has named it, over restarts', () => {
    const { instance, frames, kept } = ended()
    instance.pull(kept, 0)
    beats(instance, startMs, 40)
    instance.writeDown(startMs)
    const again = begunFrom(frames.frames).instance
    again.pull(kept, 0)
    beats(again, startMs, 19)
    again.pull(kept, 0)
    expect(roundsOf(again)).toEqual([1])
    beats(again, startMs, 1)
    again.pull(kept, 0)
    expect(roundsOf(again)).toEqual([])
  })

  it('stays as long as anybody who pulls has not got it', () => {
    const { instance, kept } = ended()
    for (let n = 0; n < 5; n++) {
      instance.pull(kept, 0)
      beats(instance, startMs, 50)
      instance.pull([], 0)
    }
    expect(roundsOf(instance)).toEqual([1])
  })

  it('stays without a pull: however long, the next one may have less', () => {
    const { instance, kept } = ended()
    beats(instance, startMs, 300)
    instance.pull(kept, 0)
    beats(instance, startMs, 300)
    expect(roundsOf(instance)).toEqual([1])
    expect(instance.pull([], 0).frozen).toHaveLength(1)
    instance.pull(kept, 0)
    expect(roundsOf(instance)).toEqual([1])
  })

  it('is held of two rounds; what goes beyond that without having been pulled is counted', () => {
    const { instance, kept } = ended()
    counting(instance, 2)
    instance.take(later(3))
    counting(instance, 3)
    instance.pull(kept, 0)
    instance.take(later(4))
    expect(roundsOf(instance)).toEqual([2, 3])
    expect(instance.look().own.events.TallyDropped).toBe(0)
    counting(instance, 4)
    instance.take(later(5))
    expect(roundsOf(instance)).toEqual([3, 4])
    expect(instance.look().own.events.TallyDropped).toBe(1)
  })

  it('is not driven out by rounds in which nothing was counted', () => {
    const { instance } = ended()
    for (let round = 3; round < 9; round++) instance.take(later(round))
    expect(roundsOf(instance)).toEqual([1])
  })
})

describe('what was inherited of the round that goes on', () => {
  const inherited = () => {
    const giver = anInstance(one)
    counting(giver)
    const heir = anInstance(two)
    heir.inherit(travelled(giver.bequest(0)), startMs)
    return { giver, heir, kept: heir.inherited().map(nameOf) }
  }

  const pulledFor = (heir: Instance, kept: readonly TallyName[], minutes: number) => {
    heir.pull(kept, 0)
    beats(heir, startMs, minutes)
    heir.pull(kept, 0)
  }

  it('goes once every pull of an hour has named it, and its receipts are scored here all the same', () => {
    const { heir, kept } = inherited()
    pulledFor(heir, kept, 59)
    expect(heir.inherited()).toHaveLength(1)
    beats(heir, startMs, 1)
    heir.pull(kept, 0)
    expect(heir.inherited()).toEqual([])
    expect([heir.scorerOf(one), heir.look().own.round]).toEqual([two, 1])
    expect(heir.outcome(arrived(received({ instance: one, ...label })))).toMatchObject({
      result: 'Scored',
    })
  })

  it('stays as long as anybody who pulls has not got it', () => {
    const { heir, kept } = inherited()
    for (let n = 0; n < 5; n++) {
      pulledFor(heir, kept, 59)
      heir.pull([], 0)
    }
    expect(heir.inherited()).toHaveLength(1)
  })

  it('is told again if it comes back, and goes as it went before', () => {
    const { giver, heir, kept } = inherited()
    pulledFor(heir, kept, 60)
    expect(heir.inherited()).toEqual([])
    heir.inherit({ ...travelled(giver.bequest(0)), instance: three, heirs: [] }, 6)
    const { own, frozen } = heir.pull([], 0)
    expect(frozen.map(nameOf)).toEqual(kept)
    const again = frozen.map(thawed)
    expect(requestsIn([own, ...again, ...again], 1)).toBe(1)
    pulledFor(heir, kept, 60)
    expect(heir.inherited()).toEqual([])
  })

  it('is not what it was if a later one of the same comes: that is told, and stays', () => {
    const { giver, heir, kept } = inherited()
    pulledFor(heir, kept, 59)
    const [last] = giver.bequest(0).tallies
    if (last === undefined) throw new Error('it leaves nothing')
    const later = frozenOf({ ...thawed(last), number: last.number + 1 })
    heir.inherit({ ...giver.bequest(0), instance: three, tallies: [later], heirs: [] }, 6)
    pulledFor(heir, [later], 59)
    expect(heir.inherited()).toEqual([later])
    pulledFor(heir, kept, 120)
    expect(heir.inherited()).toEqual([later])
  })
})

it('tells a hundred inherited tallies once: the second pull is small', () => {
  const heir = anInstance(two)
  for (let nth = 0; nth < 100; nth++) {
    const giver = anInstance(nth.toString(16).padStart(16, '0'))
    giver.take(wholePlan({ planRevision: 2 }))
    for (const happen of happenings(4, 150)) happen(giver)
    heir.inherit(travelled(giver.bequest(startMs)), startMs)
  }
  const pulled = heir.pull([], startMs)
  const kept = pulled.frozen.map(nameOf)
  const [first, second] = [toldIn(pulled), toldIn(heir.pull(kept, startMs))]
  const [whole, again, question] = [first, second, { kept }].map((each) => bytes(each).length)
  process.stdout.write(
    `100 heirs: first pull ${whole} bytes, second ${again} bytes, its question ${question} bytes\n`,
  )
  expect(again).toBeLessThanOrEqual(20_000)
})
