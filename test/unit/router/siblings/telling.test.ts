import { describe, expect, it } from 'vitest'
import { ContenderError } from '../../../../src/errors.ts'
import { createSeen, type Seen } from '../../../../src/evidence/seen/seen.ts'
import type { Instance } from '../../../../src/router/instance/instance.ts'
import { noJournal } from '../../../../src/router/instance/replay.ts'
import { createRecent } from '../../../../src/router/siblings/recent.ts'
import { createTelling } from '../../../../src/router/siblings/telling.ts'
import { quick, seenIn, startMs } from '../../evidence/given.ts'
import { anInstance, arrived, label, one, plan, received, three, two } from '../instance/given.ts'

const clock = { now: () => 0, wall: () => startMs, sleep: () => new Promise<void>(() => {}) }
const full = (): Promise<void> =>
  Promise.reject(new ContenderError('JournalUnwritable', 'the disk is full'))

/** A router, and a sibling that holds what it was told, as long as it lives. */
function given({ durable = noJournal.durable, recent = createRecent() } = {}) {
  const me = anInstance(one, { ...noJournal, durable })
  const telling = createTelling(clock, recent)
  let [held, start] = [createSeen(), 0]

  function score(sequence: number, instance = one): void {
    const about = received({ instance, sequence, ...label })
    me.request(about.receipt, quick)
    me.outcome(arrived(about))
  }

  /** One hello; it may be lost on the way, or its answer. */
  async function hello(what: 'Comes' | 'IsLost' | 'IsLostComingBack' = 'Comes') {
    const { seen, arrived } = await telling.newsFor(me, two)
    if (seen !== undefined && what !== 'IsLost') held.join(seen)
    if (what === 'Comes') arrived({ start })
    return seen
  }

  async function all(): Promise<number> {
    telling.gather(me, known)
    let hellos = 0
    for (; telling.knowsAll(two) === undefined; hellos++) await hello()
    return hellos
  }

  return {
    ...{ me, telling, score, hello, all },
    restart() {
      held = createSeen()
      start++
    },
    held: () => seenIn(held).blocks.length,
    /** Whether it knows what I know. */
    knows: () => JSON.stringify(seenIn(held)) === JSON.stringify(seenIn({ pieces: me.seen })),
  }
}

const block = 32_768
const known = [{ instance: two, address: 'x:1' }]

/** So many that they make several pieces. */
function scoreMany({ me }: { readonly me: Instance }): void {
  const many = createSeen()
  for (let n = 0; n < 80; n++)
    for (let place = 0; place < block; place += 3 + ((n * place) % 7))
      many.add({ instance: three, part: 'truth' }, n * block + place, startMs)
  for (const each of many.pieces(1)) me.joinSeen(each)
}

describe('a sibling', () => {
  it('is told all in pieces at first, and then what is new', async () => {
    const { score, hello, all, knows, telling, me } = given()
    scoreMany({ me })
    score(7)
    expect(await all()).toBeGreaterThan(2)
    expect(knows()).toBe(true)
    expect(await hello()).toBeUndefined()
    score(8)
    telling.gather(me, known)
    const news = await hello()
    expect(news?.blocks).toHaveLength(1)
    expect(JSON.stringify(news).length).toBeLessThan(200)
    expect([knows(), telling.knowsAll(two)]).toEqual([true, 0])
  })

  it.each(['IsLost', 'IsLostComingBack'] as const)('is told again what %s', async (what) => {
    const { score, hello, all, knows, telling, me } = given()
    scoreMany({ me })
    for (const loses of [true, true, false, true]) await hello(loses ? what : 'Comes')
    expect(telling.knowsAll(two)).toBeUndefined()
    await all()
    expect(knows()).toBe(true)
    score(9)
    telling.gather(me, known)
    await hello(what)
    expect(telling.knowsAll(two)).toBeUndefined()
    score(10)
    await all()
    expect(knows()).toBe(true)
  })

  it('is told all again where it was started again, also in the middle of it', async () => {
    const { all, hello, knows, restart, me, score } = given()
    scoreMany({ me })
    await hello()
    restart()
    await all()
    expect(knows()).toBe(true)
    restart()
    score(3)
    await all()
    expect(knows()).toBe(true)
  })

  it('is told nothing that a kill could still take away', async () => {
    let durable = full
    const { score, hello, held, telling, me } = given({ durable: () => durable() })
    score(4)
    telling.gather(me, known)
    for (let n = 0; n < 3; n++) expect(await hello()).toBeUndefined()
    expect([held(), telling.knowsAll(two)]).toEqual([0, undefined])
    durable = noJournal.durable
    await hello()
    expect([held(), telling.knowsAll(two)]).toEqual([1, 0])
  })

  it('is told all of those that another one has scored for, as soon as this one does', async () => {
    const { me, telling, hello, all, knows } = given()
    await all()
    const former = createSeen()
    former.add({ instance: three, part: 'truth' }, 5, startMs)
    for (const each of former.pieces(1)) me.joinSeen(each)
    telling.gather(me, known)
    expect([await hello(), knows()]).toEqual([undefined, false]) // its own scorer tells of it
    me.inherit(anInstance(three).bequest(startMs), startMs)
    await all()
    expect(knows()).toBe(true)
  })

  it('that was away for longer than what is new is kept begins anew', async () => {
    const recent = createRecent({ allCharacters: 2_000, pieceCharacters: 300 })
    const { me, score, all, knows, telling } = given({ recent })
    await all()
    for (let n = 0; n < 100; n++) {
      score(n * block)
      telling.gather(me, known)
    }
    expect(recent.from(0)).toBeUndefined()
    await all()
    expect(knows()).toBe(true)
  })
})

it('skips nothing where two hellos to one sibling cross', async () => {
  const { me, telling, all, knows, hello } = given()
  scoreMany({ me })
  telling.gather(me, known)
  await Promise.all([hello(), hello()])
  await Promise.all([hello('IsLost'), hello(), hello()])
  await all()
  expect(knows()).toBe(true)
})

it('keeps nothing for a sibling of whom nobody knows any more', async () => {
  const { me, telling, all } = given()
  await all()
  expect(telling.knowsAll(two)).toBe(0)
  telling.gather(me, [])
  expect(telling.knowsAll(two)).toBeUndefined()
})

it('tells the heir of one that is lost all that it knows itself', async () => {
  const { me, telling, all, knows } = given()
  await all()
  const former = createSeen()
  former.add({ instance: three, part: 'truth' }, 5, startMs)
  for (const each of former.pieces(1)) me.joinSeen(each)
  telling.gather(me, known)
  expect([telling.knowsAll(two), knows()]).toEqual([0, false])
  me.take(plan({ planRevision: 9, departed: [{ instance: three, heir: two }] }))
  await all()
  expect(knows()).toBe(true)
})

describe('what is new', () => {
  const news = (nth: number): Seen => ({
    format: 1,
    blocks: [{ instance: one, part: 'truth', block: nth, youngestMs: nth, bits: 'AAE=' }],
  })

  it('is read on from any place, in pieces, until it is forgotten', () => {
    const recent = createRecent({ allCharacters: 2_000, pieceCharacters: 300 })
    for (let nth = 0; nth < 18; nth++) recent.add(news(nth))
    const read: number[] = []
    for (let place = 0; place < recent.end(); ) {
      const { seen, end } = recent.from(place) ?? { seen: news(-1), end: Number.NaN }
      expect(seen.blocks.length).toBeLessThanOrEqual(3)
      read.push(...seen.blocks.map(({ block }) => block))
      place = end
    }
    expect(read).toEqual(Array.from({ length: 18 }, (_, nth) => nth))
    recent.add(news(18))
    recent.add(news(19))
    expect([recent.from(0), recent.end()]).toEqual([undefined, 20])
    const [left] = recent.from(12)?.seen.blocks ?? []
    expect(left?.block).toBe(12)
  })
})
