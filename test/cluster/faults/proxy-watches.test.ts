import { expect, it } from 'vitest'
import { waitUntil } from '../waiting.ts'
import { create, hits, maps, server, start, touch, watch, watchPath } from './ground.ts'
import { hear, hearAll } from './wire.ts'

type Watching = Awaited<ReturnType<typeof hear>>

const linesOf = (watching: Watching) => watching.text().split('\n').slice(0, -1)
const untilLines = (watching: Watching, count: number) =>
  waitUntil(() => linesOf(watching).length >= count, { what: `${count} lines`, limitMs: 20_000 })

/** What each kind leaves of a watch, of which it spared two lines; `third` came from the server. */
const leavings = [
  ['cut', 'a part of the third', 'ECONNRESET'],
  ['truncate', 'a part of the third', 'cleanly'],
  ['garbage', 'a part of the third, and the fourth', 'not at all'],
  ['expiredEvent', 'an ERROR of code 410', 'cleanly'],
  ['silence', 'nothing', 'not at all'],
] as const

it.each(leavings)('%s: after two lines %s, and the end comes %s', async (kind, rest, end) => {
  const version = await create(server, maps, kind.toLowerCase())
  const proxy = await start()
  proxy.inject(kind, { afterLines: 2, part: 0.4 })
  const harmed = await watch(proxy.access, kind.toLowerCase(), version)
  // Opened later, by the same way: what it has heard, the other would have heard too.
  const sound = await watch(proxy.access, kind.toLowerCase(), version)
  await touch(kind.toLowerCase(), 4)
  await untilLines(sound, 4)
  if (end !== 'not at all') expect(await harmed.ended).toBe(end)
  if (kind === 'garbage') await untilLines(harmed, 4)
  expect(harmed.isOpen()).toBe(end === 'not at all')

  const [first, second, third = '', fourth] = linesOf(sound)
  const [one, two, ...left] = harmed.text().split('\n')
  expect([one, two]).toEqual([first, second])
  const part = third.slice(0, Math.floor(0.4 * third.length))
  const expected = {
    'a part of the third': [part],
    'a part of the third, and the fourth': [part, fourth, ''],
    'an ERROR of code 410': [
      expect.stringMatching(/^{"type":"ERROR".*"reason":"Expired","code":410/),
      '',
    ],
    nothing: [''],
  }
  expect(left).toEqual(expected[rest])
  expect(hits(proxy)).toEqual({ [kind]: 1 })
  expect(proxy.requests[0]).toMatchObject({ hits: [kind], bytes: harmed.body().length })
  expect(proxy.requests[1]).toMatchObject({ hits: [], lines: 4, bytes: sound.body().length })
})

it.each(leavings)('%s strikes all quiet watches at once, and no other', async (kind, _, end) => {
  const name = `quiet-${kind.toLowerCase()}`
  const version = await create(server, maps, name)
  const proxy = await start()
  const [one, two, other] = await Promise.all(
    ['', '&timeoutSeconds=300', '&timeoutSeconds=301'].map((more) =>
      watch(proxy.access, name, version, more),
    ),
  )
  if (!one || !two || !other) throw new Error('three watches, of which one is missing')
  expect(proxy.strike(kind, ({ query }) => !query.endsWith('301'))).toBe(2)
  expect(hits(proxy)).toEqual({ [kind]: 2 })
  // Only where a watch goes on is there something left to strike.
  if (kind !== 'garbage') expect(proxy.strike(kind, ({ query }) => !query.endsWith('301'))).toBe(0)
  if (end !== 'not at all') expect([await one.ended, await two.ended]).toEqual([end, end])
  await touch(name)
  await untilLines(other, 1)
  expect([one.isOpen(), two.isOpen(), other.isOpen()]).toEqual([
    end === 'not at all',
    end === 'not at all',
    true,
  ])
  const begun = '{"type":"MODIFIED","object":{"apiVersion":"'
  const left = {
    cut: begun,
    truncate: begun,
    garbage: `${begun}\n${other.text()}`,
    expiredEvent: expect.stringMatching(/"code":410}}\n$/),
    silence: '',
  }
  if (kind === 'garbage') await untilLines(two, 2)
  if (kind === 'garbage') await untilLines(one, 2)
  expect([one.text(), two.text()]).toEqual([left[kind], left[kind]])
})

it('a watch that the server refuses cannot be broken, and is not counted', async () => {
  const proxy = await start()
  const path = '/apis/nowhere.dev/v1/nothing?watch=true'
  proxy.inject('cut')
  const { status, ended, text } = await hearAll(proxy.access, 'GET', path)
  expect({ status, ended, text }).toEqual({
    status: 404,
    ended: 'cleanly',
    text: '404 page not found\n',
  })
  expect(hits(proxy)).toEqual({})
})

it('after calm, what was planned does not strike a running watch either', async () => {
  const version = await create(server, maps, 'calm')
  const proxy = await start()
  proxy.inject('cut', { afterLines: 1 })
  const watching = await watch(proxy.access, 'calm', version)
  proxy.calm()
  await touch('calm', 3)
  await untilLines(watching, 3)
  expect(hits(proxy)).toEqual({})
})

it('down: all connections are reset and new ones refused, until up', async () => {
  const version = await create(server, maps, 'down')
  const proxy = await start()
  const watching = await watch(proxy.access, 'down', version)
  proxy.down()
  expect(await watching.ended).toBe('ECONNRESET')
  for (const path of [maps, watchPath('down', version)]) {
    const asked = hear(proxy.access, 'GET', path)
    await expect(asked).rejects.toMatchObject({ code: 'ECONNRESET' })
  }
  expect(hits(proxy)).toEqual({ refused: 3 })
  expect(proxy.requests).toHaveLength(1)
  proxy.up()
  expect((await hearAll(proxy.access, 'GET', maps)).status).toBe(200)
})

it('the log tells lists, writes and watches apart, and counts lines, bookmarks among them', async () => {
  await create(server, maps, 'log')
  const proxy = await start()
  const before = performance.now()
  await hearAll(proxy.access, 'GET', `${maps}?limit=500`)
  await hearAll(proxy.access, 'DELETE', `${maps}/none`)
  // With its initial events a watch gets a bookmark at once, not only after a minute.
  const initial =
    '&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan'
  const watching = await watch(proxy.access, 'log', '', initial)
  await untilLines(watching, 2)
  expect(linesOf(watching).map((line) => JSON.parse(line).type)).toEqual(['ADDED', 'BOOKMARK'])
  const query = expect.stringContaining('sendInitialEvents=true')
  const common = { startedAt: expect.any(Number), hits: [] }
  expect(proxy.requests).toEqual([
    {
      ...common,
      method: 'GET',
      path: maps,
      query: 'limit=500',
      role: 'read',
      isWatch: false,
      status: 200,
      lines: 0,
      bytes: expect.any(Number),
    },
    {
      ...common,
      method: 'DELETE',
      path: `${maps}/none`,
      query: '',
      role: 'write',
      isWatch: false,
      status: 404,
      lines: 0,
      bytes: expect.any(Number),
    },
    {
      ...common,
      method: 'GET',
      path: maps,
      query,
      role: 'watch',
      isWatch: true,
      status: 200,
      lines: 2,
      bytes: watching.body().length,
    },
  ])
  expect(proxy.requests[0]?.startedAt).toBeGreaterThanOrEqual(before)
})
