import { expect, it } from 'vitest'
import type { Stored } from '../../../src/kube/objects.ts'
import { resources } from '../../../src/kube/resources.ts'
import { createSource } from '../../../src/kube/source.ts'
import type { Entry } from '../../../src/reconciler/source.ts'
import { json, object, openDoor, refused, startApi } from './api.ts'

const { configMaps, modelExperiments } = resources

const project = ({ metadata: { namespace, name, resourceVersion } }: Stored): Entry | undefined =>
  name === 'unseen' ? undefined : { key: `${namespace}/${name}`, version: resourceVersion }

it.each([
  ['refused', 403, { code: 'ApiForbidden' }],
  ['refused', 404, { code: 'CrdMissing' }],
  ['cut', 500, { code: 'ApiUnavailable' }],
])('says of a list that it was %s by %d', async (kind, status, cause) => {
  const api = await startApi((_, response) => json(response, refused(status), status))
  const source = createSource(openDoor(api.url), modelExperiments, { project })
  const { signal } = new AbortController()
  expect(await source.list(signal)).toMatchObject({ kind, cause })
  expect(await source.list(AbortSignal.abort())).toEqual({ kind: 'aborted' })
})

it('lists what the projection makes', async () => {
  const page = { metadata: { resourceVersion: '5' }, items: [object('a', 4), object('unseen', 5)] }
  const api = await startApi((_, response) => json(response, page))
  const source = createSource(openDoor(api.url), configMaps, { project })
  expect(await source.list(new AbortController().signal)).toEqual({
    kind: 'listed',
    version: '5',
    entries: [{ key: 'city/a', version: '4' }],
  })
})

it('counts under a name of its own how often it asked, and asks for metadata where told to', async () => {
  const page = { metadata: { resourceVersion: '5' }, items: [] }
  const api = await startApi(({ url }, response) => {
    if (url.searchParams.has('watch')) response.writeHead(200).end()
    else json(response, page)
  })
  const verbs: string[] = []
  const door = openDoor(api.url, { onCall: ({ verb }) => verbs.push(verb) })
  const source = createSource(door, configMaps, { project, metadataOnly: true })
  const { signal } = new AbortController()
  await source.list(signal)
  await source.watch('5', () => {}, signal)
  await source.watch('5', () => {}, signal)
  expect(verbs).toEqual(['list', 'watch', 'newest', 'watch'])
  const list = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1'
  const events = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1'
  expect(api.seen.map(({ headers }) => headers.accept)).toEqual([list, events, list, events])
})
