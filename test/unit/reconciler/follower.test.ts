import { expect, it } from 'vitest'
import { createCache } from '../../../src/reconciler/cache.ts'
import { createFollower } from '../../../src/reconciler/follower.ts'
import type { Change, Entry, Source, WatchEnd } from '../../../src/reconciler/source.ts'
import { createHands } from '../../hands.ts'

type List = Awaited<ReturnType<Source<Entry>['list']>>
/** What a watch brings, and how and after how long it ends; one that never ends is aborted. */
type Watch = {
  readonly opens?: false
  readonly tells?: readonly Change<Entry>[]
  readonly afterMs?: number
  readonly end?: WatchEnd
}

const entry = (key: string, version: string): Entry => ({ key, version })
const put = (key: string, version: string): Change<Entry> => ({
  kind: 'put',
  entry: entry(key, version),
})
const listed = (version: string, ...entries: readonly Entry[]): List => ({
  kind: 'listed',
  version,
  entries,
})
const cut: WatchEnd = { kind: 'cut', cause: new Error('reset') }
const refused: WatchEnd = { kind: 'refused', cause: new Error('no such resource') }

/** What a follower is given where a test is not about it. */
const quiet = {
  cache: { put: () => undefined, drop: () => undefined, replace: () => [] },
  changed: () => {},
  chance: () => 0,
  backoff: { baseMs: 1000, capMs: 30_000, jitter: 0 },
  silenceMs: 90_000,
  report: () => {},
  meter: { listed: () => {}, watchEnded: () => {} },
}

/** A follower of a source that answers by a script: what it asked for, and when; and what it said. */
function started(lists: readonly List[], watches: readonly Watch[]) {
  const hands = createHands()
  const end = new AbortController()
  const [asked, told, counted]: [string[], string[], string[]] = [[], [], []]
  const woken: string[] = []
  const cache = createCache<Entry>({})
  const source: Source<Entry> = {
    name: 'things',
    list: async () => {
      const answer = lists[asked.filter((what) => what.includes('list')).length]
      asked.push(`${hands.now()} list`)
      return answer ?? listed('0')
    },
    watch: async (from, tell, signal) => {
      const script = watches[asked.filter((what) => what.includes('watch')).length] ?? {}
      const { opens = true, tells = [], end, afterMs = 0 } = script
      asked.push(`${hands.now()} watch ${from}`)
      if (opens) tell({ kind: 'open' })
      for (const change of tells) tell(change)
      await hands.sleep(end === undefined ? Number.POSITIVE_INFINITY : afterMs, signal)
      return signal.aborted ? { kind: 'aborted' } : (end ?? { kind: 'ended' })
    },
  }
  const follower = createFollower({
    source,
    cache,
    changed: ({ before, after }) => woken.push(after?.key ?? `${before?.key} gone`),
    clock: hands,
    chance: () => 0,
    backoff: { baseMs: 1000, capMs: 30_000, jitter: 0.5 },
    silenceMs: 90_000,
    report: (name, trouble) =>
      told.push(
        trouble === undefined
          ? `${name} goes on`
          : `${name}: ${trouble.cause.message}, again in ${trouble.againMs}`,
      ),
    meter: {
      listed: (_, kind) => counted.push(kind),
      watchEnded: (_, kind) => counted.push(`watch ${kind}`),
    },
  })
  const ran = follower.run(end.signal)
  const stop = async () => {
    end.abort()
    await hands.turn(0)
    await ran
    return hands.sleepers()
  }
  return { hands, asked, told, counted, woken, cache, follower, ran, stop }
}

it('lists, then watches from there, and wakes for every change', async () => {
  const { hands, asked, woken, cache, stop } = started(
    [listed('5', entry('a', '3'), entry('b', '5'))],
    [{ tells: [put('a', '6'), { kind: 'drop', key: 'b', version: '7' }, put('a', '6')] }],
  )
  await hands.turn(0)
  expect(asked).toEqual(['0 list', '0 watch 5'])
  expect(woken).toEqual(['a', 'b', 'a', 'b gone'])
  expect([...cache.values()]).toEqual([entry('a', '6')])
  expect(await stop()).toBe(0)
})

it('is synced when it has shown a list, not before', async () => {
  const { hands, follower, stop } = started([cut, listed('5')], [])
  let isSynced = false
  void follower.synced.then(() => {
    isSynced = true
  })
  await hands.turn(999)
  expect(isSynced).toBe(false)
  await hands.turn(1)
  expect(isSynced).toBe(true)
  await stop()
})

/** What follows from each end of a watch that had told one change and a bookmark, 60 s after its begin. */
it.each<[WatchEnd['kind'], WatchEnd, readonly string[]]>([
  ['expired', { kind: 'expired' }, ['61000 list', '61000 watch 9']],
  ['ended', { kind: 'ended' }, ['60000 watch 8']],
  ['cut', cut, ['61000 watch 8']],
  ['cut', { kind: 'cut', cause: new Error('busy'), retryAfterMs: 7000 }, ['67000 watch 8']],
  ['refused', refused, ['61000 list', '61000 watch 9']],
])('goes on after a watch that ended as %s', async (kind, end, then) => {
  const bookmark: Change<Entry> = { kind: 'bookmark', version: '8' }
  const { hands, asked, counted, stop } = started(
    [listed('5'), listed('9')],
    [{ tells: [put('a', '7'), bookmark], afterMs: 60_000, end }],
  )
  await hands.turn(80_000)
  expect(asked).toEqual(['0 list', '0 watch 5', ...then])
  expect(counted).toContain(`watch ${kind}`)
  expect(await stop()).toBe(0)
})

it.each<[string, Change<Entry>]>([
  ['a change', put('a', '7')],
  ['a deletion', { kind: 'drop', key: 'a', version: '7' }],
  ['a bookmark', { kind: 'bookmark', version: '7' }],
])('resumes from %s that was told last', async (_, change) => {
  const { hands, asked, stop } = started(
    [listed('5', entry('a', '3'))],
    [{ tells: [change], end: cut }],
  )
  await hands.turn(2_000)
  expect(asked.at(-1)).toMatch(/ watch 7$/)
  await stop()
})

it('ends when it is told to, and calls that by its name', async () => {
  const { hands, counted, stop } = started([listed('5')], [{}])
  await hands.turn(1000)
  expect(await stop()).toBe(0)
  expect(counted).toEqual(['listed', 'watch aborted'])
})

it('notices a stream that says nothing more, and goes on from where it was', async () => {
  const { hands, asked, counted, stop } = started([listed('5')], [{ tells: [put('a', '7')] }, {}])
  await hands.turn(89_999)
  expect(asked).toHaveLength(2)
  await hands.turn(1)
  expect(asked.at(-1)).toBe('90000 watch 7')
  expect(counted).toEqual(['listed', 'watch silent'])
  await stop()
})

it('hears bookmarks as signs of life', async () => {
  const { hands, asked, stop } = started([listed('5')], [])
  await hands.turn(0)
  await stop()
  expect(asked).toHaveLength(2)

  const clock = createHands()
  const end = new AbortController()
  const counted: string[] = []
  const follower = createFollower({
    ...quiet,
    source: {
      name: 'things',
      list: async () => listed('5'),
      watch: async (_, tell, signal) => {
        while (!signal.aborted) {
          await clock.sleep(60_000, signal)
          if (!signal.aborted) tell({ kind: 'bookmark', version: '6' })
        }
        return { kind: 'aborted' }
      },
    },
    clock,
    meter: { listed: (_, kind) => counted.push(kind), watchEnded: (_, kind) => counted.push(kind) },
  })
  const ran = follower.run(end.signal)
  await clock.turn(3_600_000)
  expect(counted).toEqual(['listed'])
  end.abort()
  await ran
})

it('finds in a list the deletions that it missed', async () => {
  const { hands, woken, cache, stop } = started(
    [listed('5', entry('a', '1'), entry('b', '2')), listed('9', entry('b', '2'), entry('c', '8'))],
    [{ end: { kind: 'expired' } }, {}],
  )
  await hands.turn(2000)
  expect(woken).toEqual(['a', 'b', 'a gone', 'c'])
  expect([...cache.keys()]).toEqual(['b', 'c'])
  await stop()
})

it('tries ever more slowly as long as nothing is heard, and says what it waits for', async () => {
  const failing = Array.from({ length: 7 }, () => refused)
  const { hands, asked, told, stop } = started([...failing, listed('5')], [{}])
  await hands.turn(200_000)
  expect(asked.slice(0, 8).map((what) => Number.parseInt(what, 10) / 1000)).toEqual([
    0, 1, 3, 7, 15, 31, 61, 91,
  ])
  expect(told[0]).toBe('things: no such resource, again in 1000')
  expect(told.slice(6)).toEqual(['things: no such resource, again in 30000', 'things goes on'])
  await stop()
})

it('says that it goes on as soon as a stream is open, however quiet', async () => {
  const { hands, told, stop } = started([listed('5')], [{ end: refused, opens: false }, {}])
  await hands.turn(5_000)
  expect(told).toEqual(['things: no such resource, again in 1000', 'things goes on'])
  await stop()
})

it('forgives where a stream was open for a while, and not where it only took long to fail', async () => {
  const opened: Watch = { afterMs: 30_000, end: cut }
  const long: Watch = { ...opened, opens: false }
  const { hands, told, stop } = started([listed('5')], [long, long, long, opened, long])
  await hands.turn(170_000)
  expect(told.filter((what) => !what.includes('goes on'))).toEqual(
    [1000, 2000, 4000, 1000, 2000].map((ms) => `things: reset, again in ${ms}`),
  )
  await stop()
})

it('does not run hot where lists are granted and watches refused', async () => {
  const watches = Array.from({ length: 9 }, () => ({ end: refused, opens: false as const }))
  const { hands, asked, told, stop } = started([], watches)
  await hands.turn(60_000)
  expect(asked.filter((what) => what.includes('list'))).toHaveLength(6)
  expect(told.filter((what) => what.includes('goes on'))).toEqual([])
  await stop()
})

/** As by a proxy that is sick, or by a server whose memory of versions is short for its changes. */
it.each<[string, readonly Change<Entry>[], WatchEnd]>([
  ['ends every watch at once', [], { kind: 'ended' }],
  ['tells a bookmark and ends', [{ kind: 'bookmark', version: '6' }], { kind: 'ended' }],
  ['tells a change and cuts', [put('a', '6')], cut],
  ['tells a change and has forgotten', [put('a', '6')], { kind: 'expired' }],
])('does not run hot against a server that %s', async (_, tells, end) => {
  const watches = Array.from({ length: 999 }, () => ({ tells, end }))
  const { hands, asked, stop } = started([], watches)
  await hands.turn(60_000)
  expect(asked.length).toBeLessThan(15)
  await stop()
})

it('says so when versions expire again and again', async () => {
  const watches = Array.from({ length: 9 }, () => ({ end: { kind: 'expired' } as const }))
  const { hands, told, stop } = started([], watches)
  await hands.turn(8_000)
  expect(told[0]).toMatch(/^things: the server forgets its versions .*, again in 4000$/)
  await stop()
})

it('gives up a stream that never opens, and a list that never comes, and says so', async () => {
  const { hands, told, counted, stop } = started([listed('5')], [{ opens: false }, {}])
  await hands.turn(91_000)
  expect(told).toEqual([
    'things: the server has not opened the stream, again in 1000',
    'things goes on',
  ])
  expect(counted).toEqual(['listed', 'watch cut'])
  await stop()

  const clock = createHands()
  const [end, said]: [AbortController, string[]] = [new AbortController(), []]
  const hangs: Source<Entry> = {
    name: 'things',
    list: () => new Promise(() => {}),
    watch: async () => ({ kind: 'aborted' }),
  }
  const follower = createFollower({
    ...quiet,
    source: hangs,
    clock,
    report: (_, trouble) => said.push(`${trouble?.cause.message}`),
    meter: { listed: (_, kind) => said.push(kind), watchEnded: () => {} },
  })
  const ran = follower.run(end.signal)
  await clock.turn(90_000)
  expect(said).toEqual(['cut', 'no answer within 90 s'])
  end.abort()
  await clock.turn(0)
  await ran
})

it('lets a bug out: what the callback throws ends it', async () => {
  const bug = new TypeError('undefined is not a function')
  const follower = createFollower({
    ...quiet,
    source: {
      name: 'things',
      list: async () => listed('5'),
      watch: async (_, tell) => {
        tell(put('a', '6'))
        return { kind: 'ended' }
      },
    },
    cache: createCache<Entry>({}),
    changed: () => {
      throw bug
    },
    clock: createHands(),
  })
  await expect(follower.run(new AbortController().signal)).rejects.toThrow(bug)
})
