import type { ServerResponse } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import type { Stored } from '../../../src/kube/objects.ts'
import { resources } from '../../../src/kube/resources.ts'
import { createSource } from '../../../src/kube/source.ts'
import type { Change, Entry } from '../../../src/reconciler/source.ts'
import { createHands } from '../../hands.ts'
import { json, object, openDoor, refused, startApi } from './api.ts'

const { configMaps } = resources

const project = ({ metadata: { namespace, name, resourceVersion } }: Stored): Entry | undefined =>
  name === 'unseen' ? undefined : { key: `${namespace}/${name}`, version: resourceVersion }

const event = (type: string, body: unknown) => `${JSON.stringify({ type, object: body })}\n`
const added = (name: string, version: number | '', more: object = {}) =>
  event('ADDED', { metadata: { ...object(name, version).metadata, ...more } })
const bookmark = (version: number) =>
  event('BOOKMARK', { metadata: { resourceVersion: `${version}` } })

type Watched = (response: ServerResponse) => void

/** A collection at version 5, and a watch that goes as it is told. */
async function startWatched(watched: Watched, newest = 5) {
  const page = { metadata: { resourceVersion: `${newest}` }, items: [] }
  const api = await startApi(({ url }, response) => {
    if (url.searchParams.has('watch')) watched(response)
    else json(response, page)
  })
  const clock = createHands()
  const options = { project, chance: () => 0.5, clock }
  const source = createSource(openDoor(api.url), configMaps, options)
  const told: Change<Entry>[] = []
  const end = new AbortController()
  const listen = (change: Change<Entry>) => void (change.kind !== 'open' && told.push(change))
  const watch = (tell = listen) => source.watch('5', tell, end.signal)
  const isFree = () => vi.waitFor(() => expect(api.sockets.busy).toBe(0))
  const asked = () => api.seen.map(({ url }) => (url.searchParams.has('watch') ? 'watch' : 'list'))
  return { api, source, clock, told, end, watch, asked, isFree }
}

const says = (text: string, then: Watched = (response) => response.end()): Watched => {
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write(text || '\n'.slice(1), () => then(response))
  }
}
const answers =
  (status: number, body: unknown, headers = {}): Watched =>
  (response) =>
    json(response, body, status, headers)
const cutOff: Watched = (response) => void response.destroy()

const unknown = { kind: 'cut', cause: { code: 'ApiUnreachable' } }

it.each<[string, Watched, object]>([
  ['the time of the server is up', says(added('a', 6)), { kind: 'ended' }],
  ['nothing was said at all', (response) => response.writeHead(200).end(), { kind: 'ended' }],
  ['it stops in the middle of a line', says('{"type":"ADD'), unknown],
  ['the socket is cut', says(added('a', 6), cutOff), unknown],
  ['the socket is cut at once', cutOff, unknown],
  ['a line cannot be read', says('{"type":\n'), unknown],
  ['a line is no event', says('7\n'), unknown],
  ['an event is of no known type', says(event('MOVED', object('a', 6))), unknown],
  ['an object has no metadata', says(event('ADDED', {})), unknown],
  ['an object has no version', says(added('a', '')), unknown],
  ['an object has no uid', says(added('a', 6, { uid: '' })), unknown],
  ['a bookmark has no version', says(event('BOOKMARK', { metadata: {} })), unknown],
  ['the answer is a page', says('<html>\n</html>'), unknown],
  ['the stream says 410', says(event('ERROR', refused(410))), { kind: 'expired' }],
  ['the answer is 410', answers(410, refused(410)), { kind: 'expired' }],
  [
    'the server has not reached that version',
    answers(504, refused(504, { details: { causes: [{ reason: 'ResourceVersionTooLarge' }] } })),
    { kind: 'expired' },
  ],
  ['an event is from before', says(added('a', 7) + added('b', 6)), { kind: 'expired' }],
  ['a bookmark is from before', says(bookmark(4)), { kind: 'expired' }],
  [
    'the stream says 500',
    says(event('ERROR', refused(500, { message: 'etcd', details: { retryAfterSeconds: 2 } }))),
    { kind: 'cut', cause: { message: 'cannot watch configmaps: etcd' }, retryAfterMs: 2000 },
  ],
  ['the stream says 403', says(event('ERROR', refused(403))), { kind: 'cut' }],
  ['the stream says an error without a code', says(event('ERROR', null)), { kind: 'cut' }],
  [
    'the server is busy',
    answers(429, refused(429), { 'retry-after': '7' }),
    { kind: 'cut', cause: { code: 'ApiUnavailable' }, retryAfterMs: 7000 },
  ],
  ['the server is ill', answers(503, '<html>'), { kind: 'cut', cause: { code: 'ApiUnavailable' } }],
  [
    'we are nobody',
    answers(401, refused(401)),
    { kind: 'refused', cause: { code: 'ApiUnauthorized' } },
  ],
  ['we may not', answers(403, refused(403)), { kind: 'refused', cause: { code: 'ApiForbidden' } }],
  [
    'the kind is gone',
    answers(404, refused(404)),
    { kind: 'refused', cause: { code: 'ResourceMissing' } },
  ],
])('ends by name when %s', async (_, watched, end) => {
  const { watch, isFree } = await startWatched(watched)
  expect(await watch()).toMatchObject(end)
  await isFree()
})

it('tells what came, what went and what means nothing, in their order', async () => {
  const lines = [
    added('a', 6),
    event('MODIFIED', object('a', 7)),
    bookmark(8),
    event('MODIFIED', object('unseen', 9)),
    event('DELETED', object('a', 10)),
  ]
  const { watch, told, api } = await startWatched(says(lines.join('')))
  expect(await watch()).toEqual({ kind: 'ended' })
  expect(told).toEqual([
    { kind: 'put', entry: { key: 'city/a', version: '6' } },
    { kind: 'put', entry: { key: 'city/a', version: '7' } },
    { kind: 'bookmark', version: '8' },
    { kind: 'drop', key: 'city/unseen', version: '9' },
    { kind: 'drop', key: 'city/a', version: '10' },
  ])
  const asked = api.seen.find(({ url }) => url.searchParams.has('watch'))
  expect(asked?.url.search).toBe(
    '?watch=1&allowWatchBookmarks=true&resourceVersion=5&timeoutSeconds=900',
  )
})

it('tells that the stream is there before anything is heard from it', async () => {
  const { watch, end, api } = await startWatched((response) =>
    response.writeHead(200).flushHeaders(),
  )
  const told: unknown[] = []
  const ended = watch((change) => void told.push(change))
  await vi.waitFor(() => expect(told).toEqual([{ kind: 'open' }]))
  end.abort()
  await ended
  expect(api.seen.length).toBe(2)
  const refusing = await startWatched(answers(403, refused(403)))
  await refusing.watch((change) => void told.push(change))
  expect(told.length).toBe(1)
})

it('does not watch a server that is behind: it was restored, and would say nothing', async () => {
  const { watch, api } = await startWatched(says(added('a', 6)), 4)
  expect(await watch()).toEqual({ kind: 'expired' })
  expect(api.seen.length).toBe(1)
})

it('asks how far the server is where it cannot know: not after a list, nor when the time was up', async () => {
  let watched: Watched = says('')
  const { source, end, watch, asked, clock } = await startWatched((response) => watched(response))
  await watch()
  await source.list(end.signal)
  await watch()
  expect(asked()).toEqual(['list', 'watch', 'list', 'watch'])
  await watch() // the one before ended long before its time
  expect(asked().slice(4)).toEqual(['list', 'watch'])
  watched = (response) => void clock.turn(900_000).then(() => says('')(response))
  await watch()
  watched = cutOff
  await watch()
  expect(asked().slice(6)).toEqual(['list', 'watch', 'watch'])
  await watch()
  expect(asked().slice(9)).toEqual(['list', 'watch'])
})

it('tells what stood in one chunk before its end', async () => {
  const { watch, told } = await startWatched(says(`${added('a', 6)}{"type":`))
  expect(await watch()).toMatchObject({ kind: 'cut' })
  expect(told.length).toBe(1)
})

it('ends when it is told to: before, while it asks, and while it listens', async () => {
  for (const when of ['before', 'asked', 'listening'] as const) {
    const { watch, end, told, api, isFree } = await startWatched((response) => {
      if (when === 'listening') says(added('a', 6), () => {})(response)
    })
    if (when === 'before') end.abort()
    const ended = watch()
    if (when === 'asked') await vi.waitFor(() => expect(api.seen.length).toBe(2))
    if (when === 'listening') await vi.waitFor(() => expect(told.length).toBe(1))
    end.abort()
    expect(await ended).toEqual({ kind: 'aborted' })
    await isFree()
  }
})

it('tells nothing more once it was told to end, were the lines there already', async () => {
  const { watch, end } = await startWatched(says(added('a', 6) + added('b', 7)))
  const told: unknown[] = []
  const ended = watch((change) => {
    told.push(change.kind)
    if (change.kind === 'put') end.abort()
  })
  expect(await ended).toEqual({ kind: 'aborted' })
  await nextTurn()
  expect(told).toEqual(['open', 'put'])
})

it.each([
  'open',
  'put',
])('lets out what is thrown by who is told of %s, and hangs up', async (kind) => {
  const { watch, isFree } = await startWatched(says(added('a', 6), () => {}))
  const ended = watch((change) => {
    if (change.kind === kind) throw new RangeError('bug')
  })
  await expect(ended).rejects.toThrow(RangeError)
  await isFree()
})

it('lets out what a projection throws, in a watch and in a list', async () => {
  const page = { metadata: { resourceVersion: '5' }, items: [object('a', 5)] }
  const api = await startApi(({ url }, response) => {
    if (url.searchParams.has('watch')) says(added('a', 6), () => {})(response)
    else json(response, page)
  })
  const buggy = () => {
    throw new RangeError('bug')
  }
  const source = createSource(openDoor(api.url), configMaps, { project: buggy })
  const { signal } = new AbortController()
  await expect(source.list(signal)).rejects.toThrow(RangeError)
  await expect(source.watch('5', () => {}, signal)).rejects.toThrow(RangeError)
  await vi.waitFor(() => expect(api.sockets.busy).toBe(0))
})
