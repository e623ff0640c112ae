import { getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import {
  type ControllerOptions,
  createController,
  type Reconcile,
} from '../../../src/reconciler/controller.ts'
import { below, chance } from '../../chance.ts'
import { createHands } from '../../hands.ts'

type Pass = { readonly key: string; readonly at: number }

/** A controller under way, its clock, and the passes that it has begun. */
function started(reconcile: Reconcile = async () => ({}), more: Partial<ControllerOptions> = {}) {
  const hands = createHands()
  const [stop, drop] = [new AbortController(), new AbortController()]
  const passes: Pass[] = []
  const told: string[] = []
  const controller = createController({
    clock: hands,
    workers: 2,
    queue: {
      backoff: { baseMs: 2000, capMs: 60_000, jitter: 0 },
      retries: { perSecond: 1000, burst: 1000 },
      restMs: 0,
      chance: () => 0,
    },
    afterFailure: () => ({ retry: true }),
    reconcile: (key, signal) => {
      passes.push({ key, at: hands.now() })
      return reconcile(key, signal)
    },
    meter: {
      depth: (keys) => told.push(`depth ${keys}`),
      began: (waitedMs) => told.push(`began after ${waitedMs}`),
      passed: (end, tookMs) => told.push(`${end} in ${tookMs}`),
      retried: () => told.push('retried'),
    },
    ...more,
  })
  const ended = controller.run({ stop: stop.signal, drop: drop.signal })
  return { wake: controller.wake, hands, passes, told, stop, drop, ended }
}

const never = new AbortController().signal

it('works on a key once for many wake-ups, and again when the pass says so', async () => {
  const { wake, hands, passes } = started(async () => ({ lookAgainMs: 15_000 }))
  wake('bikes', 5000)
  wake('bikes', 1000)
  await hands.turn(40_000)
  expect(passes.map(({ at }) => at)).toEqual([1000, 16_000, 31_000])
})

it('backs off from a failing key, without delaying another', async () => {
  const { wake, hands, passes } = started(
    async (key) => {
      if (key === 'bad') throw new Error('down')
      return { lookAgainMs: 4000 }
    },
    { workers: 1 },
  )
  wake('bad')
  wake('good')
  await hands.turn(13_999)
  const at = (wanted: string) => passes.filter(({ key }) => key === wanted).map((pass) => pass.at)
  expect(at('bad')).toEqual([0, 2000, 6000])
  expect(at('good')).toEqual([0, 4000, 8000, 12_000])
})

it('tells of what was thrown, and does as it is answered', async () => {
  const causes: unknown[] = []
  const bug = new TypeError('undefined is not a function')
  const { wake, hands, passes, told } = started(
    async () => {
      throw bug
    },
    {
      afterFailure: (key, cause) => {
        causes.push([key, cause])
        return causes.length === 1 ? { retry: true, atLeastMs: 30_000 } : { retry: false }
      },
    },
  )
  wake('bikes')
  await hands.turn(3_600_000)
  expect(causes).toEqual([
    ['bikes', bug],
    ['bikes', bug],
  ])
  expect(passes.map(({ at }) => at)).toEqual([0, 30_000])
  expect(told.filter((what) => what === 'retried')).toHaveLength(1)
})

it('even survives a pass that throws before its first await', async () => {
  const { wake, hands, passes } = started(() => {
    throw new Error('at once')
  })
  wake('bikes')
  await hands.turn(2000)
  expect(passes).toHaveLength(2)
})

it('stops after the passes under way, and begins no other', async () => {
  const steps: string[] = []
  const { wake, hands, stop, ended } = started(
    async (key) => {
      await hands.sleep(500, never)
      steps.push(key)
      return {}
    },
    { workers: 1 },
  )
  wake('first')
  wake('second')
  await hands.turn(100)
  stop.abort()
  void ended.then(() => steps.push('ended'))
  await hands.turn(399)
  expect(steps).toEqual([])
  await hands.turn(1000)
  expect(steps).toEqual(['first', 'ended'])
})

it('tells the passes under way to give up, and calls that no failure', async () => {
  const failures: unknown[] = []
  const { wake, hands, drop, ended, told } = started(
    async (_, signal) => {
      await hands.sleep(60_000, signal)
      signal.throwIfAborted()
      return {}
    },
    { afterFailure: (_, cause) => ({ retry: failures.push(cause) > 0 }) },
  )
  wake('bikes')
  await hands.turn(100)
  drop.abort()
  await hands.turn(0)
  await ended
  expect(failures).toEqual([])
  expect(told).toContain('dropped in 100')
})

it('leaves nothing behind when it has ended', async () => {
  const { wake, hands, stop, ended } = started()
  wake('bikes', 5000)
  await hands.turn(0)
  stop.abort()
  await ended
  expect(hands.sleepers()).toBe(0)
})

it('counts what it does', async () => {
  const { wake, hands, told } = started(async () => {
    await hands.sleep(30, never)
    return {}
  })
  wake('bikes', 100)
  await hands.turn(1000)
  expect(told).toEqual([
    ...['depth 0', 'depth 1', 'began after 0', 'depth 0'], // taken
    ...['done in 30', 'depth 0'],
  ])
})

it('counts a pass that was told to give up neither as failed nor as retried, and leaves no depth', async () => {
  const { wake, hands, drop, ended, told } = started(async (_, signal) => {
    await hands.sleep(60_000, signal)
    throw new Error('given up')
  })
  wake('bikes')
  wake('signals', 30_000)
  await hands.turn(100)
  drop.abort()
  await hands.turn(0)
  await ended
  expect(told.slice(-2)).toEqual(['dropped in 100', 'depth 0'])
  expect(told).not.toContain('retried')
})

it('lets a bug of whoever judges failures out, once the other passes have ended', async () => {
  const bug = new TypeError('undefined is not a function')
  const steps: string[] = []
  const { wake, hands, ended } = started(
    async (key) => {
      if (key === 'bad') throw new Error('down')
      await hands.sleep(500, never)
      steps.push('the other pass has ended')
      return {}
    },
    {
      afterFailure: () => {
        throw bug
      },
    },
  )
  const failed = ended.catch((cause) => steps.push(`run threw ${cause === bug}`))
  wake('good')
  wake('bad')
  await hands.turn(1000)
  await failed
  expect(steps).toEqual(['the other pass has ended', 'run threw true'])
})

it('leaves no listener on the signals that it was given', async () => {
  const { wake, hands, stop, drop, ended } = started()
  wake('bikes')
  await hands.turn(100)
  stop.abort()
  await hands.turn(0)
  await ended
  expect(getEventListeners(drop.signal, 'abort')).toEqual([])
})

/** Random load on two workers. A key waits at most for one pass of each other key, and the two under way. */
it.each(
  Array.from({ length: 30 }, (_, i) => i + 1),
)('hears every wish, in bounded time, and never twice at once (property, seed %d)', async (seed) => {
  const random = chance(seed)
  const [keys, longestMs, workers] = [5, 300, 2]
  const running = new Set<string>()
  const broken: string[] = []
  const { wake, hands, passes, stop, ended } = started(async (key) => {
    if (running.has(key)) broken.push(`${key} twice at once`)
    running.add(key)
    if (running.size > workers) broken.push('more than the workers')
    await hands.sleep(below(random, longestMs), never)
    running.delete(key)
    if (random() < 0.2) throw new Error('now and then')
    return random() < 0.2 ? { lookAgainMs: below(random, 50) } : {}
  })
  const wishes: (Pass & { readonly before: number })[] = []
  for (let i = 0; i < 300; i++) {
    const afterMs = below(random, 2) * below(random, 500)
    const key = `key-${below(random, keys)}`
    const wish = { key, at: hands.now() + afterMs, before: passes.length }
    wake(wish.key, afterMs)
    wishes.push(wish)
    await hands.turn(below(random, 100))
  }
  await hands.turn(60_000)
  stop.abort()
  await hands.turn(1000)
  await ended
  const boundMs = longestMs + (keys * longestMs) / workers + longestMs
  // A wish for later is fulfilled by a pass that comes earlier, if it comes after the wish.
  const lateness = wishes.map(({ key, at, before }) => {
    const heard = passes.slice(before).find((pass) => pass.key === key)
    return heard === undefined ? Number.POSITIVE_INFINITY : heard.at - at
  })
  expect(broken).toEqual([])
  expect(Math.max(...lateness)).toBeLessThanOrEqual(boundMs)
})
