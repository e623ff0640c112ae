import { expect, it } from 'vitest'
import { createQueue, type QueueOptions } from '../../../src/reconciler/queue.ts'
import { below, chance } from '../../chance.ts'

const options: QueueOptions = {
  backoff: { baseMs: 1000, capMs: 60_000, jitter: 0 },
  retries: { perSecond: 1000, burst: 1000 },
  restMs: 0,
  chance: () => 0,
}

/** All keys that are due, in the order in which they are given out. */
function takeAll(queue: ReturnType<typeof createQueue>, now: number): readonly string[] {
  const keys: string[] = []
  for (let taken = queue.take(now); taken !== undefined; taken = queue.take(now)) {
    keys.push(taken.key)
  }
  return keys
}

it('makes one of many wake-ups, and the earliest wins', () => {
  const queue = createQueue(options)
  queue.add('bikes', 0, 5000)
  queue.add('bikes', 0, 1000)
  queue.add('bikes', 0, 9000)
  expect(queue.depth()).toBe(1)
  expect(queue.idleMs(0)).toBe(1000)
  expect(takeAll(queue, 999)).toEqual([])
  expect(takeAll(queue, 1000)).toEqual(['bikes'])
  expect(queue.depth()).toBe(0)
  queue.done('bikes', 1000)
  expect(queue.idleMs(1000)).toBe(Number.POSITIVE_INFINITY)
})

it('gives out what is due first; and of what is due at once, what came first', () => {
  const queue = createQueue(options)
  for (const [key, afterMs] of [
    ['c', 30],
    ['a', 10],
    ['x', 20],
    ['b', 10],
  ] as const) {
    queue.add(key, 0, afterMs)
  }
  expect(takeAll(queue, 100)).toEqual(['a', 'b', 'x', 'c'])
})

it('says how long a key had been due', () => {
  const queue = createQueue(options)
  queue.add('bikes', 100, 50)
  expect(queue.take(400)).toEqual({ key: 'bikes', waitedMs: 250 })
})

it('never gives out a key that is out, and remembers who asked for it meanwhile', () => {
  const queue = createQueue(options)
  queue.add('bikes', 0)
  expect(takeAll(queue, 0)).toEqual(['bikes'])
  queue.add('bikes', 1)
  expect(takeAll(queue, 1)).toEqual([])
  queue.done('bikes', 2)
  expect(takeAll(queue, 2)).toEqual(['bikes'])
})

it('backs off from a failing key, up to a cap, and forgives after a success', () => {
  const queue = createQueue({ ...options, backoff: { baseMs: 1000, capMs: 5000, jitter: 0 } })
  const waits: number[] = []
  let now = 0
  queue.add('bikes', now)
  for (let n = 1; n <= 5; n++) {
    queue.take(now)
    if (n === 4) {
      queue.done('bikes', now)
      queue.add('bikes', now)
      queue.take(now)
    }
    queue.failed('bikes', now)
    waits.push(queue.idleMs(now))
    now += queue.idleMs(now)
  }
  expect(waits).toEqual([1000, 2000, 4000, 1000, 2000])
  queue.take(now)
  queue.failed('bikes', now)
  queue.take(now + 4000)
  queue.failed('bikes', now + 4000)
  expect(queue.idleMs(now + 4000)).toBe(5000)
})

it('leaves a part of each delay to chance', () => {
  const random = chance(7)
  const backoff = { baseMs: 1000, capMs: 60_000, jitter: 0.5 }
  const queue = createQueue({ ...options, backoff, chance: random })
  const keys = Array.from({ length: 50 }, (_, i) => `key-${i}`)
  for (const key of keys) queue.add(key, 0)
  takeAll(queue, 0)
  for (const key of keys) queue.failed(key, 0)
  const half = [500, 600, 700, 800, 900, 1000].map((now) => takeAll(queue, now).length)
  expect(half[0]).toBe(0)
  expect(half.slice(1).every((n) => n > 0 && n < 25)).toBe(true)
  expect(half.reduce((a, b) => a + b)).toBe(50)
})

it('waits as long as a failure demands', () => {
  const queue = createQueue(options)
  queue.add('bikes', 0)
  queue.take(0)
  queue.failed('bikes', 0, 30_000)
  expect(queue.idleMs(0)).toBe(30_000)
})

it('cuts a back-off short when the key is woken', () => {
  const queue = createQueue(options)
  queue.add('bikes', 0)
  queue.take(0)
  queue.failed('bikes', 0)
  queue.add('bikes', 10)
  expect(takeAll(queue, 10)).toEqual(['bikes'])
})

it('lets no wake-up cut short what a failure demands', () => {
  const queue = createQueue(options)
  queue.add('bikes', 0)
  queue.take(0)
  queue.add('bikes', 5)
  queue.failed('bikes', 10, 30_000)
  queue.add('bikes', 20)
  expect(queue.idleMs(20)).toBe(29_990)
})

it('lets a key rest after each pass, whoever wakes it', () => {
  const queue = createQueue({ ...options, restMs: 100 })
  queue.add('bikes', 0)
  queue.take(0)
  queue.add('bikes', 5)
  queue.done('bikes', 10)
  queue.add('bikes', 20)
  expect(queue.idleMs(20)).toBe(90)
  expect(takeAll(queue, 110)).toEqual(['bikes'])
})

it('spreads the retries of many keys, and lets wake-ups pass meanwhile', () => {
  const retries = { perSecond: 10, burst: 5 }
  const queue = createQueue({ ...options, retries, backoff: { baseMs: 1, capMs: 1, jitter: 0 } })
  const keys = Array.from({ length: 25 }, (_, i) => `key-${i}`)
  for (const key of keys) queue.add(key, 0)
  takeAll(queue, 0)
  for (const key of keys) queue.failed(key, 0)
  queue.add('fresh', 1)
  expect(takeAll(queue, 1)).toEqual(['key-0', 'key-1', 'key-2', 'key-3', 'key-4', 'fresh'])
  expect(takeAll(queue, 1001)).toHaveLength(10)
  expect(takeAll(queue, 2001)).toHaveLength(10)
})

it('counts a retry only when it comes up: keys that are woken all the time leave no debt', () => {
  const retries = { perSecond: 20, burst: 100 }
  const queue = createQueue({ ...options, retries })
  const noisy = Array.from({ length: 200 }, (_, i) => `noisy-${i}`)
  for (let now = 0; now < 3_600_000; now += 5_000) {
    for (const key of noisy) queue.add(key, now)
    for (const key of takeAll(queue, now)) queue.failed(key, now)
  }
  queue.add('innocent', 3_600_000)
  expect(takeAll(queue, 3_600_000)).toContain('innocent')
  queue.failed('innocent', 3_600_000)
  let now = 3_600_000
  while (!takeAll(queue, now).includes('innocent')) now += 100
  expect(now - 3_600_000).toBeLessThan(20_000)
})

it('keeps one wish of a key, however often it changes', () => {
  const queue = createQueue(options)
  for (let now = 0; now < 100_000; now += 10) {
    queue.add('bikes', now)
    queue.take(now)
    queue.done('bikes', now)
    queue.add('bikes', now, 3_600_000)
  }
  expect(queue.remembered()).toBeLessThan(100)
})

it('says how long a key has waited since it was wished for, rest included', () => {
  const queue = createQueue({ ...options, restMs: 100 })
  queue.add('bikes', 0)
  queue.take(0)
  queue.add('bikes', 10)
  queue.done('bikes', 500)
  expect(queue.take(600)).toEqual({ key: 'bikes', waitedMs: 590 })
})

it('remembers nothing of keys that have rested', () => {
  const queue = createQueue({ ...options, restMs: 100 })
  for (let n = 0; n < 10_000; n++) {
    queue.add(`key-${n}`, n)
    queue.take(n)
    queue.done(`key-${n}`, n)
  }
  expect(queue.remembered()).toBeLessThanOrEqual(101)
  expect(queue.idleMs(20_000)).toBe(Number.POSITIVE_INFINITY)
  expect(queue.remembered()).toBe(0)
})

/** Random adds, takes, ends and failures, with everything that must hold at each of them. */
it.each(
  Array.from({ length: 50 }, (_, i) => i + 1),
)('loses nothing, doubles nothing and stays fair (property, seed %d)', (seed) => {
  const random = chance(seed)
  const restMs = below(random, 3) * 5
  const queue = createQueue({
    backoff: { baseMs: 10, capMs: 500, jitter: 0.5 },
    retries: { perSecond: 200, burst: 5 },
    restMs,
    chance: random,
  })
  const restsUntil = new Map<string, number>()
  const out = new Set<string>()
  const unheard = new Map<string, number>() // the first wish since a key was taken
  const overtaken = new Map<string, Set<string>>() // who was taken while a key was due
  let now = 0
  const act = {
    add() {
      const key = `key-${below(random, 12)}`
      const afterMs = below(random, 2) * below(random, 300)
      queue.add(key, now, afterMs)
      const at = Math.max(now + afterMs, restsUntil.get(key) ?? 0)
      unheard.set(key, Math.min(unheard.get(key) ?? Number.POSITIVE_INFINITY, at))
    },
    take() {
      const taken = queue.take(now)
      if (taken === undefined) return
      const { key } = taken
      expect(out.has(key), `${key} was out`).toBe(false)
      out.add(key)
      unheard.delete(key)
      overtaken.delete(key)
      for (const [waiting, at] of unheard) {
        if (at > now || out.has(waiting)) continue
        const before = overtaken.get(waiting) ?? new Set()
        expect(before.has(key), `${key} was taken twice while ${waiting} was due`).toBe(false)
        overtaken.set(waiting, before.add(key))
      }
    },
    end() {
      const [key] = [...out].slice(below(random, out.size))
      if (key === undefined) return
      out.delete(key)
      overtaken.delete(key)
      restsUntil.set(key, now + restMs)
      const asked = unheard.get(key)
      if (asked !== undefined) unheard.set(key, Math.max(asked, now + restMs))
      if (random() < 0.3) {
        queue.failed(key, now)
        unheard.set(key, asked ?? Number.POSITIVE_INFINITY)
      } else queue.done(key, now)
    },
    pass() {
      now += below(random, 40)
    },
  }
  const acts = Object.values(act)
  for (let step = 0; step < 2000; step++) acts[below(random, acts.length)]?.()

  // Whatever was wished for comes out once everybody is served.
  for (let rounds = 0; rounds < 1000 && (unheard.size > 0 || out.size > 0); rounds++) {
    for (const key of out) queue.done(key, now)
    out.clear()
    overtaken.clear()
    now += 10
    act.take()
  }
  expect([...unheard.keys()]).toEqual([])
  expect(queue.depth()).toBe(0)
})
