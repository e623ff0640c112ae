import { expect, it } from 'vitest'
import { resources } from '../../../src/kube/resources.ts'
import { json, object, openDoor, type Request, refused, startApi } from './api.ts'

const { configMaps, modelExperiments } = resources
const names = Array.from({ length: 7 }, (_, n) => `cm-${n}`)
const nameOf = ({ metadata: { name } }: { readonly metadata: { readonly name: string } }) => name

/** A collection in pages; `forgets` says on which requests it no longer knows where the list began. */
async function startCollection(forgets: (n: number) => boolean = () => false) {
  const api = await startApi(({ url }, response) => {
    const from = Number(url.searchParams.get('continue') ?? 0)
    const size = Number(url.searchParams.get('limit') ?? names.length)
    if (from > 0 && forgets(api.seen.length)) return json(response, refused(410), 410)
    const rest = from + size < names.length ? `${from + size}` : ''
    const items = names.slice(from, from + size).map((name, n) => object(name, n + 1))
    json(response, { metadata: { resourceVersion: '9', continue: rest }, items })
  })
  return api
}

const limitOf = ({ url }: Request) => url.searchParams.get('limit')

it('lists all pages, and keeps what is made of the objects', async () => {
  const api = await startCollection()
  const project = (found: { readonly metadata: { readonly name: string } }) =>
    nameOf(found) === 'cm-3' ? undefined : nameOf(found)
  const { list } = openDoor(api.url)
  const listed = await list(configMaps, {
    project,
    limit: 2,
    namespace: 'city',
    labelSelector: 'a',
  })
  const entries = names.filter((name) => name !== 'cm-3')
  expect(listed).toEqual({ entries, version: '9' })
  expect(api.seen.map(({ url }) => `${url.pathname}${url.search}`)).toEqual([
    '/api/v1/namespaces/city/configmaps?labelSelector=a&limit=2',
    '/api/v1/namespaces/city/configmaps?labelSelector=a&limit=2&continue=2',
    '/api/v1/namespaces/city/configmaps?labelSelector=a&limit=2&continue=4',
    '/api/v1/namespaces/city/configmaps?labelSelector=a&limit=2&continue=6',
  ])
})

it('begins anew where the server forgets the beginning, and tells nothing twice', async () => {
  const api = await startCollection((n) => n === 3)
  const { entries } = await openDoor(api.url).list(configMaps, { project: nameOf, limit: 3 })
  expect(entries).toEqual(names)
})

it('comes in one piece where the server forgets again and again', async () => {
  const api = await startCollection(() => true)
  const { entries } = await openDoor(api.url).list(configMaps, { project: nameOf, limit: 3 })
  expect(entries).toEqual(names)
  expect(api.seen.map(limitOf)).toEqual(['3', '3', '3', '3', '3', '3', null])
})

it('begins anew where a page is of another moment than the first', async () => {
  const answers = [
    { metadata: { resourceVersion: '9', continue: 'a' }, items: [object('old', 1)] },
    { metadata: { resourceVersion: '10' }, items: [object('new', 10)] },
    { metadata: { resourceVersion: '10', continue: 'a' }, items: [object('a', 1)] },
    { metadata: { resourceVersion: '10' }, items: [object('new', 10)] },
  ]
  const api = await startApi((_, response) => json(response, answers[api.seen.length - 1]))
  const listed = await openDoor(api.url).list(configMaps, { project: nameOf })
  expect(listed).toEqual({ entries: ['a', 'new'], version: '10' })
})

it.each([
  ['tells nothing new', () => 'same', true, 10_000, /not Kubernetes/],
  [
    'never ends',
    (n: number) => `${n}`,
    true,
    100,
    /cannot list configmaps: no answer within 0.5 s/,
  ],
  ['is never of one moment', (n: number) => `${n}`, false, 10_000, /not Kubernetes/],
])('gives up a list that %s', async (_, next, isOfMoment, timeoutMs, message) => {
  const api = await startApi((_request, response) => {
    const { length: n } = api.seen
    const resourceVersion = isOfMoment ? '9' : `${n}`
    const metadata = { resourceVersion, continue: next(n) }
    setTimeout(() => json(response, { metadata, items: [] }), 2)
  })
  const listed = openDoor(api.url, { timeoutMs }).list(configMaps, { project: nameOf })
  await expect(listed).rejects.toMatchObject({
    code: 'ApiUnreachable',
    message: expect.stringMatching(message),
  })
  const { length } = api.seen
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(api.seen.length).toBeLessThanOrEqual(length + 1)
})

it('takes two hundred thousand objects in one piece', async () => {
  const { metadata } = object('a', 1)
  const items = Array.from({ length: 200_000 }, () => ({ metadata }))
  const api = await startApi((_, response) =>
    json(response, { metadata: { resourceVersion: '9' }, items }),
  )
  const { entries } = await openDoor(api.url).list(configMaps, { project: nameOf })
  expect(entries.length).toBe(200_000)
})

it.each([
  [undefined, '250', 'application/json'],
  [true, '500', 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1'],
])('asks for metadata alone (%s), and for pages of %s', async (metadataOnly, limit, accept) => {
  const api = await startCollection()
  await openDoor(api.url).list(configMaps, { project: nameOf, metadataOnly })
  expect([api.seen.map(limitOf), api.seen[0]?.headers.accept]).toEqual([[limit], accept])
})

it.each([
  ['is no list', { metadata: { resourceVersion: '1' }, items: [{}] }],
  ['has no version', { metadata: {}, items: [] }],
])('takes a list that %s for no answer', async (_, body) => {
  const api = await startApi((_request, response) => json(response, body))
  const listed = openDoor(api.url).list(configMaps, { project: nameOf })
  await expect(listed).rejects.toMatchObject({ code: 'ApiUnreachable' })
})

it('reads an empty list, as a program in Go may write it', async () => {
  const empty = { metadata: { resourceVersion: '1' }, items: null }
  const api = await startApi((_, response) => json(response, empty))
  const listed = await openDoor(api.url).list(configMaps, { project: nameOf })
  expect(listed).toEqual({ entries: [], version: '1' })
})

it('lets out what a projection throws', async () => {
  const api = await startCollection()
  const project = () => {
    throw new RangeError('bug')
  }
  await expect(openDoor(api.url).list(configMaps, { project })).rejects.toThrow(RangeError)
})

it('gives an object with all its fields, known or not', async () => {
  const whole = object('bikes', 3, { later: { creationTimestamp: '2026-01-01T00:00:00Z' } })
  const api = await startApi((_, response) => json(response, whole))
  const ref = { namespace: 'city', name: 'bikes' }
  expect(await openDoor(api.url).get(configMaps, ref)).toEqual(whole)
})

it('knows an object that is not there from a kind that is not there', async () => {
  const ref = { namespace: 'city', name: 'bikes' }
  const missing = refused(404, { reason: 'NotFound', details: { name: 'bikes' } })
  const api = await startApi(({ url }, response) =>
    url.pathname.includes('configmaps')
      ? json(response, missing, 404)
      : response.writeHead(404).end('404 page not found\n'),
  )
  const { get } = openDoor(api.url)
  expect(await get(configMaps, ref)).toBeUndefined()
  await expect(get(modelExperiments, ref)).rejects.toMatchObject({ code: 'CrdMissing' })
  await expect(get(resources.leases, ref)).rejects.toMatchObject({ code: 'ResourceMissing' })
})
