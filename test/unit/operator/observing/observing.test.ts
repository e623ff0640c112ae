import { expect, it } from 'vitest'
import { createObserving } from '../../../../src/operator/observing/observing.ts'
import type { SeenPod } from '../../../../src/operator/observing/seen-pod.ts'
import { createTending } from '../../../../src/operator/observing/tending.ts'
import type { Answer } from '../../../../src/operator/observing/wire.ts'
import type { SpecVariant, Variant } from '../../../../src/plan/variants/variant.ts'
import { createHands } from '../../../hands.ts'
import { deployment, pod, service, storedService, unready } from './objects.ts'

const variant = (spec: object): Variant => ({
  ...{ key: 'v1@0a1b2c3d', name: 'v1', revision: '0a1b2c3d' },
  spec: { name: 'v1', ...spec } as SpecVariant,
})
const model = variant({ model: { uri: 's3://m/1.onnx' } })
const secured = variant({ model: { uri: 's3://m/1.onnx', credentials: { secretName: 's3' } } })
const legacy = variant({ service: { name: 'legacy', port: 8080, path: '/predict' } })

type Web = { [url: string]: Answer }

/** The operator's eyes, over a web and an API that a test makes up. */
function looking(subject: Variant, web: Web = {}) {
  const hands = createHands()
  const woken: number[] = []
  const urls: string[] = []
  const world = { pods: [] as readonly SeenPod[], objects: {} as { [kind: string]: object } }
  const tending = createTending({
    ...{ clock: hands, chance: () => 0.5, failed: () => {} },
    wake: () => void woken.push(hands.now()),
  })
  const { observe } = createObserving({
    children: {
      deployment: () => deployment({ replicas: 2 }),
      service: () => service({ clusterIP: '10.1.0.1', ports: [{ port: 80, targetPort: 'http' }] }),
      podsOf: () => world.pods,
    },
    ...{ tending, cluster: 'Kubernetes', clock: hands },
    door: { get: async ({ kind }) => world.objects[kind] as never },
    get: async (url) => {
      urls.push(url)
      return web[url] ?? { failed: 'connect ECONNREFUSED' }
    },
  })
  /** A pass, and time for what it asks. */
  const pass = async (ms = 0) => {
    observe({ key: 'city/bikes' }, [subject])
    await hands.turn(ms)
    const { workloads, warnings } = observe({ key: 'city/bikes' }, [subject])
    return { workload: workloads[subject.key], warning: warnings[subject.key] }
  }
  return { hands, woken, urls, world, web, pass, tending }
}

const hex = '9f'.repeat(32)
const metadata = { status: 200, document: { parameters: { digest: hex } } }
const model1 = 'http://10.0.0.1:8080/v2/models/bikes'
const ready1 = 'http://10.0.0.1:8080/v2/health/ready'

it('asks each pod that is ready once which bytes it serves, and again only a container that began anew', async () => {
  const { world, pass, urls, woken } = looking(model, { [model1]: metadata })
  world.pods = [pod('a')]
  expect((await pass(1)).workload).toMatchObject({ ready: 1, digests: [`sha256:${hex}`] })
  expect(woken).toEqual([0, 0])
  await pass(3_600_000)
  expect(urls.filter((url) => url === model1)).toHaveLength(1)
  world.pods = [pod('a', { containerStatuses: [{ name: 's', restartCount: 1 }] })]
  await pass(1)
  expect(urls.filter((url) => url === model1)).toHaveLength(2)
})

it('asks until it is answered', async () => {
  const { world, pass, urls, web } = looking(model)
  world.pods = [pod('a')]
  expect((await pass(12_000)).workload?.digests).toEqual([])
  expect(urls.filter((url) => url === model1)).toHaveLength(3)
  web[model1] = metadata
  expect((await pass(5_000)).workload?.digests).toEqual([`sha256:${hex}`])
})

it.each([
  ['no document', 'hello'],
  ['a document without one', {}],
  ['a digest that is none', { parameters: { digest: '../9f' } }],
])('takes nothing for a digest that isn’t: %s', async (_, document) => {
  const { world, pass } = looking(model, { [model1]: { status: 200, document } })
  world.pods = [pod('a')]
  expect((await pass(1)).workload?.digests).toEqual([])
})

it('notes within a minute that a model has changed where it came from, which is no trouble', async () => {
  const { world, pass, web } = looking(model, {
    [model1]: metadata,
    [ready1]: { status: 200, document: { ready: true } },
  })
  world.pods = [pod('a')]
  expect((await pass(1)).warning).toBeUndefined()
  const warning = 'bikes: ModelDigestChanged: s3://m/1.onnx: its sha256 was 9f and is 2c'
  web[ready1] = { status: 200, document: { ready: true, warning } }
  const seen = await pass(61_000)
  expect(seen.warning).toEqual({
    code: 'ModelDigestChanged',
    detail: 's3://m/1.onnx: its sha256 was 9f and is 2c',
  })
  expect(seen.workload).toMatchObject({ ready: 1 })
  expect(seen.workload).not.toHaveProperty('trouble')
})

it('hears from a pod itself why it is not ready, until it is', async () => {
  const error = 'bikes: ModelMissing: s3://m/1.onnx: 404; bikes is being loaded'
  const { world, pass, urls } = looking(model, {
    [ready1]: { status: 503, document: { ready: false, error } },
  })
  world.pods = [pod('a', unready)]
  expect((await pass(1)).workload?.trouble).toMatchObject({ code: 'ModelMissing' })
  world.pods = [pod('a')]
  urls.length = 0
  expect((await pass(1)).workload).not.toHaveProperty('trouble')
})

it('looks for a Secret that is named while nothing is ready', async () => {
  const { world, pass } = looking(secured)
  expect((await pass(1)).workload?.trouble).toEqual({
    code: 'SecretMissing',
    detail: 'there is no Secret city/s3',
  })
  world.objects['Secret'] = storedService({})
  expect((await pass(31_000)).workload).not.toHaveProperty('trouble')
  world.objects = {}
  world.pods = [pod('a')]
  expect((await pass(31_000)).workload).not.toHaveProperty('trouble')
})

const probe = 'http://10.1.0.9:8080/predict'
const there = storedService({ clusterIP: '10.1.0.9', ports: [{ port: 8080 }] })

it.each([
  200, 301, 404, 405, 422, 499,
])('takes a Service for ready that answers %i', async (status) => {
  const { world, pass } = looking(legacy, { [probe]: { status, document: '' } })
  world.objects['Service'] = there
  await pass(1)
  expect((await pass(1)).workload).toEqual({
    ...{ ready: 1, asked: 1, endpoints: [], digests: [], restarts: 0, service: '10.1.0.9:8080' },
  })
})

it.each([
  [{ status: 503, document: '' }, `GET ${probe} answers 503`],
  [{ failed: 'connect ECONNREFUSED' }, `GET ${probe} does not answer: connect ECONNREFUSED`],
])('does not take it for ready before it has answered: %j', async (answer, detail) => {
  const { world, pass } = looking(legacy, { [probe]: answer })
  world.objects['Service'] = there
  expect((await pass(1)).workload).toMatchObject({ ready: 0 })
  expect((await pass(1)).workload).toMatchObject({
    ready: 0,
    trouble: { code: 'ServiceUnanswering', detail },
  })
})

it('forgives two probes that fail, not three, and believes it again at once', async () => {
  const well = { status: 200, document: '' }
  const { world, pass, web } = looking(legacy, { [probe]: well })
  world.objects['Service'] = there
  await pass(1)
  await pass(1)
  web[probe] = { failed: 'late' }
  expect((await pass(12_500)).workload?.ready).toBe(1) // two have failed by now
  expect((await pass(2_000)).workload).toMatchObject({
    ready: 0,
    trouble: { code: 'ServiceUnanswering' },
  })
  web[probe] = well
  expect((await pass(2_000)).workload).not.toHaveProperty('trouble')
})

it.each([
  ['there is none', undefined, 'there is no Service city/legacy'],
  [
    'it lacks the port',
    storedService({ clusterIP: '10.1.0.9', ports: [{ port: 80 }] }),
    'Service city/legacy has no port 8080',
  ],
  [
    'it leads elsewhere',
    storedService({ type: 'ExternalName', ports: [{ port: 8080 }] }),
    'Service city/legacy is a name for a host elsewhere',
  ],
])('says what is wrong with a Service: %s', async (_, object, detail) => {
  const { world, pass, urls } = looking(legacy)
  if (object !== undefined) world.objects['Service'] = object
  await pass(1)
  const { workload } = await pass(1)
  expect(workload).toMatchObject({ ready: 0, trouble: { code: 'ServiceMissing', detail } })
  expect(urls).toEqual([])
  world.objects['Service'] = there
  await pass(10_000)
  expect((await pass(1)).workload?.trouble?.code).toBe('ServiceUnanswering')
})

it('reaches a Service without an address by its name', async () => {
  const { world, pass, urls } = looking(legacy)
  world.objects['Service'] = storedService({ clusterIP: 'None', ports: [{ port: 8080 }] })
  await pass(1)
  await pass(1)
  expect(urls).toContain('http://legacy.city.svc:8080/predict')
})

it('asks nothing of users’ own servers, and nothing at all once it is told to forget', async () => {
  const { world, pass, urls, hands, tending } = looking(variant({ template: { spec: {} } }))
  world.pods = [pod('a'), pod('b', unready)]
  expect((await pass(60_000)).workload?.ready).toBe(1)
  expect(urls).toEqual([])
  tending.close()
  expect(hands.sleepers()).toBe(0)
})
