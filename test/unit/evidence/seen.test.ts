import { describe, expect, it } from 'vitest'
import { createSeen, noneSeen } from '../../../src/evidence/seen.ts'
import { below, chance } from '../../chance.ts'
import { bytes, travelled } from './given.ts'

const block = 32_768
const [one, two] = ['00000000000000aa', 'ffffffffffffffff']

/** What is really seen, as a plain set. */
function both(seed: number, n: number, most: number) {
  const random = chance(seed)
  const [seen, truth] = [createSeen(), new Set<string>()]
  for (let i = 0; i < n; i++) {
    const [instance, sequence] = [random() < 0.5 ? one : two, below(random, most)]
    const name = `${instance} ${sequence}`
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
    others.filter((each) => truth.has(`${one} ${each}`)),
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
  expect(createSeen(travelled(seen.read())).has(one, sequence)).toBe(true)
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
    const read = seen.read()
    expect(bytes(createSeen(travelled(read)).read())).toBe(bytes(read))
    const again = createSeen(travelled(read))
    const numbers = Array.from({ length: most }, (_, i) => i)
    expect(numbers.filter((each) => again.has(one, each))).toEqual(
      numbers.filter((each) => seen.has(one, each)),
    )
  })

  it('says runs where they are shorter, and bytes where those are', () => {
    const [few, many] = [createSeen(), createSeen()]
    const random = chance(4)
    for (let i = 0; i < block; i++) {
      if (i < 10_000) few.add(one, i, 0)
      if (random() < 0.5) many.add(one, i, 0)
    }
    expect(few.read().blocks[0]?.bits).toEqual([0, 10_000])
    expect(many.read().blocks[0]?.bits).toHaveLength(5464)
  })
})

describe('joined with what others have seen', () => {
  it('knows what either knew, in whatever order, and however often', () => {
    const parts = [5, 6, 7].map((seed) => both(seed, 3000, 4 * block))
    const reads = parts.map(({ seen }) => seen.read())
    const joined = createSeen()
    for (const read of reads) joined.join(travelled(read))
    const back = createSeen()
    for (const read of [...reads, ...reads].toReversed()) back.join(read)
    expect(bytes(back.read())).toBe(bytes(joined.read()))
    const all = parts.flatMap(({ truth }) => [...truth].map((name) => name.split(' ')))
    expect(
      all.filter(([instance = '', sequence]) => !joined.has(instance, Number(sequence))),
    ).toEqual([])
    expect(all.length).toBeGreaterThan(8000)
  })

  it('leaves the other one as it is', () => {
    const [mine, theirs] = [createSeen(), createSeen()]
    theirs.add(one, 1, 0)
    const read = theirs.read()
    mine.join(read)
    mine.add(one, 2, 0)
    expect([theirs.has(one, 2), bytes(theirs.read())]).toEqual([false, bytes(read)])
  })
})

describe('what has changed', () => {
  it('is told once, in whole blocks', () => {
    const seen = createSeen()
    seen.add(one, 5, 1)
    seen.add(two, block, 2)
    expect(seen.changes()).toEqual(seen.read())
    expect(seen.changes()).toEqual(noneSeen)
    seen.add(one, 5, 9)
    expect(seen.changes()).toEqual(noneSeen)
    seen.add(one, 6, 3)
    expect(seen.changes().blocks).toEqual([
      { instance: one, block: 0, youngestMs: 3, bits: [5, 2] },
    ])
  })

  it('is nothing of what it was begun with, and nothing of what is forgotten', () => {
    const before = createSeen()
    before.add(one, 5, 1)
    const seen = createSeen(travelled(before.read()))
    expect(seen.changes()).toEqual(noneSeen)
    seen.add(two, 1, 1)
    seen.expire(999)
    expect(seen.changes()).toEqual(noneSeen)
  })

  it('brings everybody to the same, however it goes round, and comes to rest', () => {
    const random = chance(9)
    const routers = Array.from({ length: 4 }, () => createSeen())
    const given = Array.from({ length: 3000 }, (_, n) => ({ n, of: below(random, 2) ? one : two }))
    for (const { n, of } of given) {
      routers[below(random, 4)]?.add(of, below(random, 3 * block), n)
      if (n % 100 === 0) tell()
    }
    /** Each tells the next one only. */
    function tell(): boolean {
      const news = routers.map((router, nth) => {
        const { blocks } = travelled(router.changes())
        return routers[(nth + 1) % 4]?.join({ format: 1, blocks }) === true
      })
      return news.includes(true)
    }
    let rounds = 0
    while (tell()) rounds++
    expect(rounds).toBeLessThanOrEqual(4)
    const [first = '', ...others] = routers.map((router) => bytes(router.read()))
    expect(others).toEqual([first, first, first])
    expect(first.length).toBeGreaterThan(1000)
  })
})

it('says whether what others have seen is new', () => {
  const [mine, theirs] = [createSeen(), createSeen()]
  theirs.add(one, 1, 5)
  expect(mine.join(theirs.read())).toBe(true)
  expect(mine.join(theirs.read())).toBe(false)
  theirs.add(one, 1, 9)
  expect(mine.join(theirs.read())).toBe(false)
  theirs.add(one, 2, 9)
  expect(mine.join(noneSeen)).toBe(false)
  expect(mine.join(theirs.read())).toBe(true)
})

describe('a block in which nothing is missing', () => {
  it('is still its own: another one of another instance is not filled with it', () => {
    const seen = createSeen()
    for (let i = 0; i < block; i++) seen.add(one, i, 5)
    for (let i = 0; i < block; i++) if (seen.add(one, i, 6)) throw new Error(`${i} is new again`)
    expect(seen.add(two, 3, 0)).toBe(true)
    expect([seen.has(two, 4), seen.has(one, block)]).toEqual([false, false])
    expect(seen.read().blocks.map(({ youngestMs }) => youngestMs)).toEqual([5, 0])
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
    expect(seen.read()).toEqual(noneSeen)
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
    expect(seen.read().blocks.length).toBeLessThan(4)
  })
})
