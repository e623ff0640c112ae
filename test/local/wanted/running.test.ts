import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { variantsOf } from '../../../src/plan/variants/variants.ts'
import { numbered } from '../../../src/plan/wanted/numbering.ts'
import { planContents } from '../../../src/plan/wanted/plan-document.ts'
import type { Pin } from '../../../src/plan/wanted/running.ts'
import { wantedObjects } from '../../../src/plan/wanted/wanted-objects.ts'
import { chance } from '../../chance.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { anExperiment } from '../../unit/plan/experiments.ts'
import { startMachine } from './machine.ts'

const image = 'contender:1'
const experiment = { namespace: 'default', name: 'iris', uid: 'u-1' }
const file = resolve(import.meta.dirname, '../../../deploy/examples/models/iris.onnx')
const variants = variantsOf({
  variants: [{ name: 'v1', model: { uri: pathToFileURL(file).href } }],
})
const children = variants.map(({ name, revision }) => `iris-${name}-${revision}`)
const { spec: anySpec } = anExperiment(chance(1))
const spec = {
  ...anySpec,
  metrics: [],
  traffic: { fallback: { timeout: '10s' }, allowOverride: false },
}

let machine: Awaited<ReturnType<typeof startMachine>>
beforeAll(async () => {
  machine = await startMachine(image)
})
afterAll(() => machine.stop())

/** As an operator would, by what it knows. */
async function pass({ pin, last = { revision: 0, digest: '' }, epoch = 1 }: Passing = {}) {
  const services = await Promise.all(children.map(machine.addressOf))
  const siblings = await machine.addressOf('iris-router')
  const contents = planContents({
    ...{ experiment, departed: [], before: undefined, spec },
    round: { number: 1, slices: { startMs: 1_790_000_000_000, lengthMs: 60_000 }, acceptForMs: 1 },
    epoch: { epoch, champion: variants[0]?.key ?? '', shares: [] },
    variants: variants.map((variant, nth) => {
      const service = services[nth]
      return { variant, at: { endpoints: [], ...(service !== undefined && { service }) } }
    }),
    keys: { sign: 'k1', accept: ['k1'] },
  })
  const { plan } = numbered(contents, last)
  const objects = wantedObjects({
    ...{ experiment, plan, keysName: 'iris-keys', settings: { image, cluster: 'Embedded' } },
    spec: { router: { replicas: 2 } },
    variants: variants.map((variant) => ({ variant, replicas: 1, ...(pin && { pin }) })),
    ...(siblings !== undefined && { siblings }),
  })
  expect(await machine.apply(objects)).toHaveProperty('done')
  const isPlaced = siblings !== undefined && services.every((service) => service !== undefined)
  return { plan, isPlaced }
}

type Passing = {
  readonly pin?: Pin
  readonly last?: { readonly revision: number; readonly digest: string }
  readonly epoch?: number
}

const body = JSON.stringify({
  inputs: [{ name: 'X', shape: [1, 4], datatype: 'FP32', data: [6.1, 2.8, 4.7, 1.2] }],
})

async function predict(): Promise<Response> {
  const url = `http://${await machine.addressOf('iris')}/v2/models/iris/infer`
  return fetch(url, { method: 'POST', body })
}

const isReady = async () =>
  (await machine.readyOf(children[0] ?? '')) === 1 && (await machine.readyOf('iris-router')) === 2

it('runs: servers and routers come up in any order, and a prediction at the door of the experiment has its receipt', async () => {
  await pass() // no address is known yet, no key is there: routers wait
  await machine.makeKeys('iris-keys')
  const isPlaced = async () => (await pass()).isPlaced
  await waitUntil(isPlaced, { what: 'addresses', limitMs: 60_000, everyMs: 200 })
  await pass()
  await waitUntil(isReady, { what: 'pods that are ready', limitMs: 150_000, everyMs: 200 })
  const answer = await predict()
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('outputs')])
  expect(answer.headers.get('x-contender-variant')).toBe(variants[0]?.key)
  expect(answer.headers.get('x-contender-receipt')).toBeTruthy()
})

it('has routers that find each other', async () => {
  const ports = (await machine.pods()).flatMap(({ admin }) => admin ?? [])
  expect(ports).toHaveLength(2)
  const seen = async (port: number) => {
    const page = await fetch(`http://127.0.0.1:${port}/metrics`)
    return /^contender_route_siblings (\d+)$/m.exec(await page.text())?.[1]
  }
  const all = async () => (await Promise.all(ports.map(seen))).every((count) => count === '1')
  await waitUntil(all, { what: 'siblings', limitMs: 30_000, everyMs: 200 })
})

it('restarts nothing for another plan or a pinned digest', async () => {
  const before = await machine.pods()
  const pin = { seen: 'ab'.repeat(32) }
  const { plan } = await pass({ pin, last: { revision: 1, digest: '' }, epoch: 2 })
  expect(plan.planRevision).toBe(2)
  // What is pinned is not what runs: its server says so, and goes on.
  const warned = async () => {
    const url = `http://${await machine.addressOf(children[0] ?? '')}/metrics`
    return (await (await fetch(url)).text()).includes('ModelDigestChanged')
  }
  await waitUntil(warned, { what: 'the pin', limitMs: 90_000, everyMs: 200 })
  expect(await machine.pods()).toEqual(before)
  expect((await predict()).status).toBe(200)
})
