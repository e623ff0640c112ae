import { expect, it } from 'vitest'
import { createLeaseStore } from '../../../src/kube/leases.ts'
import { resources } from '../../../src/kube/resources.ts'
import { json, object, openDoor, refused, startApi } from './api.ts'

const { configMaps, deployments, modelExperiments } = resources
const ref = { namespace: 'city', name: 'bikes' }
const seen = { uid: 'u-1', resourceVersion: '41' }
const wanted = { apiVersion: 'v1', kind: 'ConfigMap', metadata: ref, data: { a: '1' } }
const known = { ...wanted, metadata: { ...ref, uid: 'u-1' } }
const base = '/api/v1/namespaces/city/configmaps'

type Door = ReturnType<typeof openDoor>

async function start(answer: object = object('bikes', 42), status = 200) {
  const api = await startApi((_, response) => json(response, answer, status))
  return { api, door: openDoor(api.url) }
}

/** Each way to write, and what goes over the wire for it. */
const writes = {
  create: {
    go: (door, options) => door.create(wanted, options),
    wire: ['POST', `${base}?fieldManager=contender`, 'application/json', wanted],
  },
  apply: {
    go: (door, options) => door.apply(known, options),
    wire: [
      'PATCH',
      `${base}/bikes?fieldManager=contender&force=true`,
      'application/apply-patch+yaml',
      known,
    ],
  },
  applyStatus: {
    go: (door, options) =>
      door.applyStatus(modelExperiments, { ...ref, ...seen }, { stage: 'Settled' }, options),
    wire: [
      'PATCH',
      '/apis/contender.dev/v1alpha1/namespaces/city/modelexperiments/bikes/status?fieldManager=contender&force=true',
      'application/apply-patch+yaml',
      {
        apiVersion: 'contender.dev/v1alpha1',
        kind: 'ModelExperiment',
        metadata: { ...ref, ...seen },
        status: { stage: 'Settled' },
      },
    ],
  },
  patch: {
    go: (door, options) =>
      door.patch(
        configMaps,
        ref,
        { metadata: { labels: { a: null }, uid: '' }, data: {} },
        seen,
        options,
      ),
    wire: [
      'PATCH',
      `${base}/bikes?fieldManager=contender`,
      'application/merge-patch+json',
      { metadata: { labels: { a: null }, ...seen }, data: {} },
    ],
  },
  scale: {
    go: (door, options) => door.scale(deployments, ref, 3, { uid: 'u-1' }, options),
    wire: [
      'PATCH',
      '/apis/apps/v1/namespaces/city/deployments/bikes/scale?fieldManager=contender',
      'application/merge-patch+json',
      { metadata: { uid: 'u-1' }, spec: { replicas: 3 } },
    ],
  },
  bind: {
    go: (door, options) => door.bind(ref, 'local', seen, options),
    wire: [
      'POST',
      '/api/v1/namespaces/city/pods/bikes/binding?fieldManager=contender',
      'application/json',
      {
        ...{ apiVersion: 'v1', kind: 'Binding', metadata: { ...ref, ...seen } },
        target: { apiVersion: 'v1', kind: 'Node', name: 'local' },
      },
    ],
  },
} satisfies {
  readonly [name: string]: {
    readonly go: (door: ReturnType<typeof openDoor>, options: object) => Promise<unknown>
    readonly wire: readonly [string, string, string, object]
  }
}

it.each(Object.entries(writes))('%s says this, and no more', async (_, { go, wire }) => {
  const { api, door } = await start()
  const before = structuredClone({ wanted, known, ref, seen })
  await go(door, {})
  expect({ wanted, known, ref, seen }).toEqual(before)
  const [request] = api.seen
  const path = `${request?.url.pathname}${request?.url.search}`
  const sent = JSON.parse(request?.body ?? '')
  expect([request?.method, path, request?.headers['content-type'], sent]).toEqual(wire)
})

it.each(Object.entries(writes))('%s can be a dry run', async (_, { go }) => {
  const { api, door } = await start()
  await go(door, { dryRun: true })
  expect(api.seen.map(({ url }) => url.searchParams.get('dryRun'))).toEqual(['All'])
})

it.each(Object.entries(writes))('%s is refused by name, and tried once', async (_, { go }) => {
  const { api, door } = await start(refused(409, { reason: 'Conflict', message: 'newer' }), 409)
  await expect(go(door, {})).rejects.toMatchObject({
    code: 'StaleWrite',
    message: expect.stringMatching(/^cannot [a-z ]+ [A-Z]\w+ city\/bikes: newer$/),
  })
  expect(api.seen.length).toBe(1)
})

const nothing = [undefined, null, '', 0] as const
const noVersions = [...nothing, '0', '-1', '1e3', '007', 'any']

it.each<[string, readonly unknown[], (door: Door, value: never) => Promise<unknown>]>([
  ['apply, uid', nothing, (d, uid) => d.apply({ ...known, metadata: { ...ref, uid } })],
  [
    'apply, resourceVersion',
    noVersions.slice(1),
    (d, resourceVersion) => d.apply({ ...known, metadata: { ...known.metadata, resourceVersion } }),
  ],
  [
    'applyStatus, uid',
    nothing,
    (d, uid) => d.applyStatus(modelExperiments, { ...ref, ...seen, uid }, {}),
  ],
  [
    'applyStatus, resourceVersion',
    noVersions,
    (d, resourceVersion) =>
      d.applyStatus(modelExperiments, { ...ref, ...seen, resourceVersion }, {}),
  ],
  ['patch, uid', nothing.slice(1), (d, uid) => d.patch(configMaps, ref, {}, { ...seen, uid })],
  [
    'patch, resourceVersion',
    noVersions,
    (d, resourceVersion) => d.patch(configMaps, ref, {}, { ...seen, resourceVersion }),
  ],
  ['scale, uid', nothing, (d, uid) => d.scale(deployments, ref, 3, { uid })],
  [
    'scale, resourceVersion',
    noVersions.slice(1),
    (d, resourceVersion) => d.scale(deployments, ref, 3, { ...seen, resourceVersion }),
  ],
  ['bind, uid', nothing, (d, uid) => d.bind(ref, 'local', { uid })],
  [
    'bind, resourceVersion',
    noVersions.slice(1),
    (d, resourceVersion) => d.bind(ref, 'local', { ...seen, resourceVersion }),
  ],
])('sends no write whose precondition says nothing: %s', async (_, values, go) => {
  const { api, door } = await start()
  for (const value of values) {
    await expect(go(door, value as never), `${value}`).rejects.toThrow(TypeError)
  }
  expect(api.seen).toEqual([])
})

it.each(['name', 'namespace', 'uid'])('takes an object without %s for no answer', async (field) => {
  const { metadata } = object('bikes', 42)
  const { door } = await start({ metadata: { ...metadata, [field]: '' } })
  for (const go of [() => door.get(configMaps, ref), () => door.apply(known)]) {
    await expect(go()).rejects.toMatchObject({ code: 'ApiUnreachable' })
  }
})

it('adopts once what it created, so that an apply can take it away', async () => {
  const created = { manager: 'contender', operation: 'Update', fieldsV1: { 'f:data': {} } }
  const applied = { manager: 'contender', operation: 'Apply', fieldsV1: {} }
  const status = { ...created, subresource: 'status' }
  const others = { ...created, manager: 'kubectl' }
  const { metadata } = object('bikes', 42)
  const managedFields = [applied, status, others, created]
  const { api, door } = await start({ metadata: { ...metadata, managedFields } })
  await door.apply(known)
  expect(api.seen.map(({ body }) => JSON.parse(body).metadata)).toEqual([
    { ...ref, uid: 'u-1' },
    {
      resourceVersion: '42',
      uid: 'uid-bikes',
      managedFields: [status, others, { ...created, operation: 'Apply' }],
    },
    { ...ref, uid: 'u-1', resourceVersion: '42' },
  ])
  await door.apply(known, { dryRun: true })
  expect(api.seen.length).toBe(4)
})

it('records what happened once, and says so; the note is cut where a character ends', async () => {
  let answer = 201
  const api = await startApi((_, response) => {
    if (answer === 201) json(response, object('bikes', 1), 201)
    else json(response, refused(answer, answer === 409 ? { reason: 'AlreadyExists' } : {}), answer)
  })
  const door = openDoor(api.url)
  const regarding = { apiVersion: 'v1', kind: 'ConfigMap', ...ref, uid: 'u-1' }
  const event = {
    ...{ ...ref, regarding, reason: 'Promoted', action: 'Promote', type: 'Normal' as const },
    ...{ note: `a${'é'.repeat(600)}`, reportingController: 'contender.dev/operator' },
    reportingInstance: 'x'.repeat(200),
  }
  expect(await door.recordEvent(event)).toBe('recorded')
  const sent = JSON.parse(api.seen[0]?.body ?? '')
  expect(sent.note).toBe(`a${'é'.repeat(511)}`)
  expect(sent.reportingInstance.length).toBe(128)
  expect(sent.eventTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  await door.recordEvent({ ...event, happenedMs: Date.UTC(2026, 0, 1) + 1.234 })
  expect(JSON.parse(api.seen[1]?.body ?? '').eventTime).toBe('2026-01-01T00:00:00.001234Z')
  answer = 409
  expect(await door.recordEvent(event)).toBe('known')
  answer = 403
  await expect(door.recordEvent(event)).rejects.toMatchObject({ code: 'ApiForbidden' })
})

it('reads a lease that others have made, whatever it lacks', async () => {
  const { door } = await start()
  const { signal } = new AbortController()
  expect(await createLeaseStore(door, ref).read(signal)).toEqual({
    version: '42',
    lease: { holder: '', durationMs: 0, term: 0, acquiredAt: 0, renewedAt: 0 },
  })
})

it.each([409, 404])('says of a lease that another was quicker: %d', async (status) => {
  const { door } = await start(refused(status, { details: { name: 'bikes' } }), status)
  const lease = { holder: 'a', durationMs: 1, term: 1, acquiredAt: 0, renewedAt: 0 }
  const { signal } = new AbortController()
  expect(await createLeaseStore(door, ref).write(lease, '41', signal)).toBeUndefined()
})

it.each([403, 500])('rejects where a lease cannot be written: %d', async (status) => {
  const { door } = await start(refused(status), status)
  const lease = { holder: 'a', durationMs: 1, term: 1, acquiredAt: 0, renewedAt: 0 }
  const { signal } = new AbortController()
  await expect(createLeaseStore(door, ref).write(lease, undefined, signal)).rejects.toThrow()
})
