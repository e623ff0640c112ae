import { expect, it } from 'vitest'
import { below, chance } from '../../chance.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { difference } from '../../models/agreement.ts'
import type { TensorOf } from '../../models/tensors.ts'
import { areTold, figuresOf, generous, grown, growthOf } from '../figures.ts'
import { newFolder } from './folder.ts'
import { layerBy, outputOf, width, writeLasting } from './lasting.ts'
import { hasty, type Serving, startServing } from './process.ts'
import { heard, spoken } from './spoken.ts'

const swaps = Number(process.env['SWAPS'] ?? 60)

/** Of the same signature, with other weights: two that run on the loop, and one that is too slow for that. */
const times = [0, 1, 300]

function givenVersions() {
  const { at, put, want } = newFolder()
  const layers = times.map((_, nth) => layerBy(nth))
  const uris = layers.map((layer, nth) => put(`${nth}.onnx`, writeLasting(layer, times[nth] ?? 0)))
  const kindOf = (version: number) => version % times.length
  return {
    settings: at('settings'),
    spoil: () => void put('settings', 'models: ['),
    /** From now on this version is to answer. */
    swapTo(version: number): void {
      want([{ name: 'a', version: `${version}`, uri: uris[kindOf(version)] ?? '' }])
    },
    outputOf: (version: number, row: readonly number[]) =>
      outputOf(layers[kindOf(version)] ?? layerBy(0), row),
  }
}

type Versions = ReturnType<typeof givenVersions>

/** Clients that ask one after the other until they are told to stop. */
function startClients(address: string, versions: Versions, count: number) {
  const wrong: string[] = []
  const seen = new Set<number>()
  let [isOver, answers] = [false, 0]

  async function client(seed: number): Promise<void> {
    const random = chance(seed)
    let newest = 0
    for (let nth = 0; !isOver && wrong.length < 5; nth++) {
      const row = Array.from({ length: width }, () => Math.fround(random() - 0.5))
      const version = await ask(row, nth % 2 === 0).catch((cause) => void wrong.push(`${cause}`))
      if (version === undefined) continue
      if (version < newest) wrong.push(`version ${version} after ${newest}`)
      newest = version
      seen.add(version)
      answers++
    }
  }

  /** The version that says it has answered; what it answers must be its own. */
  async function ask(row: readonly number[], isBinary: boolean): Promise<number | undefined> {
    const input = { type: 'float32', shape: [1, width], values: Float32Array.from(row) } as const
    const { headers, body } = spoken(new Map([['input', input]]), isBinary ? 'binary' : 'JSON')
    const url = `${address}/v2/models/a/infer`
    const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) })
    const bytes = Buffer.from(await response.arrayBuffer())
    if (response.status !== 200) throw new Error(`${response.status} ${bytes}`)
    const answer = heard(bytes, response.headers.get('inference-header-content-length'))
    const version = Number(answer.version)
    const values = Float32Array.from(versions.outputOf(version, row))
    const should: TensorOf = { type: 'float32', shape: [1, 2], values }
    const found = difference(should, answer.outputs.get('output') ?? input)
    if (found !== undefined) throw new Error(`version ${version}: ${found}`)
    return version
  }

  const clients = Promise.all(Array.from({ length: count }, (_, nth) => client(nth)))
  return {
    wrong,
    /** That version has answered one of them. */
    met: (version: number) =>
      waitUntil(() => wrong.length > 0 || seen.has(version), {
        ...{ what: `an answer of version ${version}`, limitMs: 60_000, everyMs: 5 },
      }),
    async stop() {
      isOver = true
      await clients
      return { wrong, answers, versions: seen.size }
    },
  }
}

const published = (serving: Serving) =>
  serving.log().filter(({ event }) => event === 'ModelPublished')

const isServed = (serving: Serving, version: number) =>
  `${published(serving).at(-1)?.['versions']}` === `${version}`

const served = (serving: Serving, version: number) =>
  waitUntil(() => serving.hasEnded() || isServed(serving, version), {
    ...{ what: `version ${version} to answer`, limitMs: 60_000, everyMs: 5 },
  })

it(`loses no request in ${swaps} swaps, and keeps nothing of what it has swapped`, {
  timeout: 60_000 + swaps * 3_000,
}, async () => {
  const random = chance(7)
  const versions = givenVersions()
  versions.swapTo(1)
  const serving = startServing(['--settings', versions.settings], { program: hasty })
  const address = await serving.ready()
  const clients = startClients(address, versions, 16)
  const look = () => figuresOf({ pid: serving.pid, address })
  const looks: Awaited<ReturnType<typeof look>>[] = []
  let swapped = 0
  for (let version = 2; swapped < swaps && clients.wrong.length === 0; version++) {
    versions.swapTo(version)
    if (below(random, 10) === 0) continue // it is overtaken by the next
    await served(serving, version)
    swapped++
    if (areTold) looks.push(await look())
  }
  const found = await clients.stop()

  expect(found.wrong).toEqual([])
  expect(found.answers).toBeGreaterThan(swaps * 10)
  expect(found.versions).toBeGreaterThan(swaps / 2)
  expect(published(serving).length).toBeGreaterThan(swaps)
  const released = () => serving.log().filter(({ event }) => event === 'ModelReleased').length
  const loaded = () => serving.log().filter(({ event }) => event === 'ModelLoaded').length
  await waitUntil(() => released() === loaded() - 1, {
    ...{ what: 'all that was swapped to be released', limitMs: 30_000 },
  })
  report(`${found.answers} answers of ${found.versions} versions in ${swapped} swaps`)
  if (!areTold) return
  const growth = growthOf(looks)
  report(grown(growth, 'per swap'))
  expect(growth.outside).toBeLessThan(generous.outside)
  expect(growth.heap).toBeLessThan(generous.heap)
  const [first, end] = [looks[Math.floor(looks.length / 3)], await look()]
  report(`threads: ${first?.threads} after a third, ${end.threads} at the end`)
  expect(end.threads).toBeLessThanOrEqual((first?.threads ?? 0) + 2)
})

const report = (line: string) => void process.stderr.write(`swaps: ${line}\n`)

it('follows its settings file as users have it, and goes on where that is bad', async () => {
  const versions = givenVersions()
  versions.swapTo(1)
  const serving = startServing(['--settings', versions.settings])
  const clients = startClients(await serving.ready(), versions, 2)
  await clients.met(1)
  versions.swapTo(2)
  await clients.met(2)
  versions.spoil()
  await serving.told('the settings are refused', { code: 'SettingsInvalid' })
  versions.swapTo(3)
  await clients.met(3)
  const found = await clients.stop()
  expect(found.wrong).toEqual([])
})

it('would notice an answer of another version (a check of the tests above)', async () => {
  const versions = givenVersions()
  versions.swapTo(1)
  const serving = startServing(['--settings', versions.settings], { program: hasty })
  const mistaken = {
    ...versions,
    outputOf: (version: number, row: readonly number[]) => versions.outputOf(version + 1, row),
  }
  const clients = startClients(await serving.ready(), mistaken, 1)
  await waitUntil(() => clients.wrong.length > 0, { what: 'a complaint', limitMs: 30_000 })
  expect((await clients.stop()).wrong[0]).toMatch(/^Error: version 1: \[0\] is /)
})
