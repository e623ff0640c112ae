import { describe, expect, it } from 'vitest'
import { createSeen, noneSeen, type Seen } from '../../../../src/evidence/seen/seen.ts'
import type { SeenOf } from '../../../../src/evidence/seen/subjects.ts'
import { below, chance } from '../../../chance.ts'
import { bytes, seenIn, travelled } from '../given.ts'

const block = 32_768
const [one, two] = ['00000000000000aa', 'ffffffffffffffff'].map((instance) => ({
  instance,
  part: 'truth',
})) as [SeenOf, SeenOf]

/** As a process begins that knows this. */
function begun(known: Seen) {
  const seen = createSeen()
  seen.join(known)
  return seen
}

/** What is really seen, as a plain set. */
function both(seed: number, n: number, most: number) {
  const random = chance(seed)
  const [seen, truth] = [createSeen(), new Set<string>()]
  for (let i = 0; i < n; i++) {
    const [instance, sequence] = [random() < 0.5 ? one : two, below(random, most)]
    const name = `${instance.instance} ${sequence}`
    const isKnown = truth.has(name)
    if (seen.has(instance, sequence) !== isKnown || seen.add(instance, sequence, i) === isKnown)
      throw new Error(`number ${sequence} is not told from others`)
    truth.add(name)
  }
  return { seen, truth }
}

it.each([
  [1, 2000, 1000],
  [2, 5000, 3 * block],
  [3, 5000, 2 ** 48],
])('knows a receipt once it was there (seed %i), and no other one', (seed, n, most) => {
  const { seen, truth } = both(seed, n, most)
  const random = chance(seed + 100)
  const others = Array.from({ length: 5000 }, () => below(random, most))
  expect(others.filter((each) => seen.has(one, each))).toEqual(
    others.filter((each) => truth.has(`${one.instance} ${each}`)),
  )
})

it.each([
  0,
  7,
  8,
  block - 1,
  block,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 48 - 1,
])('tells number %i from its neighbours', (sequence) => {
  const seen = createSeen()
  seen.add(one, sequence, 0)
  const around = [sequence - 1, sequence, sequence + 1].map((each) => seen.has(one, each))
  expect(around).toEqual([false, true, false])
  expect(seen.has(two, sequence)).toBe(false)
  expect(begun(travelled(seenIn(seen))).has(one, sequence)).toBe(true)
})

describe('read and begun again', () => {
  it.each([
    ['a few', 40, 2 * block],
    ['some', 9000, 2 * block],
    ['nearly all', 250_000, block],
  ])('it is the same to the last byte: %s', (_, n, most) => {
    const random = chance(n)
    const seen = createSeen()
    for (let i = 0; i < n; i++) seen.add(one, below(random, most), i)
    const read = seenIn(seen)
    expect(bytes(seenIn(begun(travelled(read))))).toBe(bytes(read))
    const again = begun(travelled(read))
    const numbers = Array.from({ length: most }, (_, i) => i)
    expect(numbers.filter((each) => again.has(one, each))).toEqual(
      numbers.filter((each) => seen.has(one, each)),
    )
  })
})

describe('joined with what others have seen', () => {
  it('knows what either knew, in whatever order, and however often', () => {
    const parts = [5, 6, 7].map((seed) => both(seed, 3000, 4 * block))
    const reads = parts.map(({ seen }) => seenIn(seen))
    const joined = createSeen()
    for (const read of reads) joined.join(travelled(read))
    const back = createSeen()
    for (const read of [...reads, ...reads].toReversed()) back.join(read)
    expect(bytes(seenIn(back))).toBe(bytes(seenIn(joined)))
    const all = parts.flatMap(({ truth }) => [...truth].map((name) => name.split(' ')))
    const isKnown = (instance = '', sequence = '') =>
      joined.has({ instance, part: 'truth' }, Number(sequence))
    expect(all.filter(([instance, sequence]) => !isKnown(instance, sequence))).toEqual([])
    expect(all.length).toBeGreaterThan(8000)
  })

  it('leaves the other one as it is', () => {
    const [mine, theirs] = [createSeen(), createSeen()]
    theirs.add(one, 1, 0)
    const read = seenIn(theirs)
    mine.join(read)
    mine.add(one, 2, 0)
    expect([theirs.has(one, 2), bytes(seenIn(theirs))]).toEqual([false, bytes(read)])
  })
})

describe('what was added', () => {
  it('is told once, and nothing else of its block', () => {
    const seen = createSeen()
    seen.add(one, 5, 1)
    seen.add(two, block, 2)
    expect(seen.changes()).toEqual(seenIn(seen))
    expect(seen.changes()).toEqual(noneSeen)
    seen.add(one, 5, 9)
    expect(seen.changes()).toEqual(noneSeen)
    seen.add(one, 6, 3)
    const only = createSeen()
    only.add(one, 6, 3)
    expect(seen.changes()).toEqual(seenIn(only))
  })

  it('is nothing of what others told, and nothing of what is forgotten', () => {
    const before = createSeen()
    before.add(one, 5, 1)
    const seen = begun(travelled(seenIn(before)))
    expect(seen.changes()).toEqual(noneSeen)
    seen.add(two, 1, 1)
    seen.expire(999)
    expect(seen.changes()).toEqual(noneSeen)
  })

  it('brings everybody to the same where each tells all others', () => {
    const random = chance(9)
    const routers = Array.from({ length: 4 }, createSeen)
    for (let n = 0; n < 3000; n++) {
      routers[below(random, 4)]?.add(below(random, 2) ? one : two, below(random, 3 * block), n)
      if (n % 100 === 99) tellAll()
    }
    function tellAll(): void {
      for (const [nth, changes] of routers.map((router) => router.changes()).entries())
        for (const other of routers.toSpliced(nth, 1)) other.join(travelled(changes))
    }
    const places = ({ blocks }: Seen) => bytes(blocks.map(({ bits }) => bits))
    const [first = '', ...others] = routers.map((router) => places(seenIn(router)))
    expect(others).toEqual([first, first, first])
    expect(first.length).toBeGreaterThan(1000)
  })
})

describe('what is new of what others have seen', () => {
  it('is told, and nothing else', () => {
    const [mine, theirs] = [createSeen(), createSeen()]
    theirs.add(one, 1, 5)
    expect(mine.join(seenIn(theirs))).toEqual(seenIn(theirs))
    expect(mine.join(seenIn(theirs))).toEqual(noneSeen)
    theirs.add(one, 2, 9)
    expect(mine.join(noneSeen)).toEqual(noneSeen)
    const news = mine.join(seenIn(theirs))
    expect(news.blocks[0]?.bits).not.toBe(seenIn(theirs).blocks[0]?.bits)
    expect(begun(news).has(one, 2)).toBe(true)
    expect(begun(news).has(one, 1)).toBe(false)
  })

  it.each([1, 2, 3])('joined piece by piece makes the same as all of it (seed %i)', (seed) => {
    const parts = [seed, seed + 50].map((each) => both(each, 4000, 4 * block).seen)
    const [mine, mirror] = [createSeen(), createSeen()]
    for (const part of parts) for (const piece of part.pieces(1)) mirror.join(mine.join(piece))
    expect(bytes(seenIn(mirror))).toBe(bytes(seenIn(mine)))
  })
})

it('tells a truth from what was measured besides', () => {
  const seen = createSeen()
  seen.add(one, 7, 0)
  const pnl = { ...one, part: '/pnl' }
  expect([seen.has(one, 7), seen.has(pnl, 7), seen.add(pnl, 7, 0)]).toEqual([true, false, true])
  const read = begun(travelled(seenIn(seen)))
  expect([read.has(one, 7), read.has(pnl, 7), read.has(pnl, 8)]).toEqual([true, true, false])
})

describe('a reading', () => {
  it.each([
    1, 2, 3,
  ])('tells of the moment when it began, whatever happens meanwhile (seed %i)', (seed) => {
    const { seen } = both(seed, 3000, 6 * block)
    const then = bytes(seenIn(seen))
    const random = chance(seed)
    const [reading, again] = [seen.pieces(1), seen.pieces(1)]
    const read = [...reading].flatMap((piece) => {
      for (let n = 0; n < 50; n++) seen.add(one, below(random, 8 * block), n)
      seen.join(seenIn(both(seed + 9, 30, 6 * block).seen))
      if (random() < 0.2) seen.expire(below(random, 500))
      return piece.blocks
    })
    expect(bytes({ format: 1, blocks: read })).toBe(then)
    expect(bytes({ format: 1, blocks: [...again].flatMap(({ blocks }) => blocks) })).toBe(then)
    expect(bytes(seenIn(seen))).not.toBe(then)
  })

  it('comes in pieces of about the size that was asked for', () => {
    const { seen } = both(4, 60_000, 40 * block)
    const sizes = [...seen.pieces(20_000)].map((piece) => bytes(piece).length)
    expect(sizes.length).toBeGreaterThan(5)
    expect(Math.max(...sizes)).toBeLessThan(27_000)
    expect(Math.min(...sizes.slice(0, -1))).toBeGreaterThan(18_000)
  })
})

describe('a block in which nothing is missing', () => {
  it('is still its own: another one of another instance is not filled with it', () => {
    const seen = createSeen()
    for (let i = 0; i < block; i++) seen.add(one, i, 5)
    for (let i = 0; i < block; i++) if (seen.add(one, i, 6)) throw new Error(`${i} is new again`)
    expect(seen.add(two, 3, 0)).toBe(true)
    expect([seen.has(two, 4), seen.has(one, block)]).toEqual([false, false])
    expect(seenIn(seen).blocks.map(({ youngestMs }) => youngestMs)).toEqual([5, 0])
  })
})

describe('what is refused as expired', () => {
  it('is forgotten, block by block, as soon as the youngest of a block is too old', () => {
    const seen = createSeen()
    seen.add(one, 0, 1000)
    seen.add(one, 1, 3000)
    seen.add(one, block, 2000)
    const knownAt = (nowMs: number) => {
      seen.expire(nowMs - 500)
      return [0, 1, block].map((sequence) => seen.has(one, sequence))
    }
    expect(knownAt(2500)).toEqual([true, true, true])
    expect(knownAt(2501)).toEqual([true, true, false])
    expect(knownAt(3501)).toEqual([false, false, false])
    expect(seenIn(seen)).toEqual(noneSeen)
  })

  it('is told by the youngest of it, which may not have been the last', () => {
    const seen = createSeen()
    seen.add(one, 0, 3000)
    seen.add(one, 1, 1000)
    seen.add(two, block, 2000)
    seen.add(two, 0, 4000)
    expect([seen.expire(1000), seen.expire(3500), seen.expire(3500)]).toEqual([0, 3001, 0])
  })

  it('is never forgotten while its receipt is honoured', () => {
    const random = chance(8)
    const seen = createSeen()
    const given = Array.from({ length: 20_000 }, (_, i) => ({
      sequence: i * 7,
      exposedAtMs: 10 * i + below(random, 1000),
    }))
    for (const [i, { sequence, exposedAtMs }] of given.entries()) {
      seen.add(one, sequence, exposedAtMs)
      if (i % 1000 > 0) continue
      const nowMs = 10 * i
      seen.expire(nowMs - 30_000)
      const honoured = given.slice(0, i).filter((each) => each.exposedAtMs + 30_000 >= nowMs)
      expect(honoured.filter((each) => !seen.has(one, each.sequence))).toEqual([])
    }
    expect(seenIn(seen).blocks.length).toBeLessThan(4)
  })
})
