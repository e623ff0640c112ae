import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createOwner } from '../../../src/origins/owner.ts'
import { isLeftover, partialsIn } from '../../../src/origins/partial-names.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { startFetcher } from './child.ts'
import { codeOf, filesIn, givenOrigins, newFolder } from './given.ts'
import { bytesBy, digestOf, type Store, startStore } from './store.ts'

vi.setConfig({ testTimeout: 60_000 }) // a busy machine is slow, not wrong

const mib = 2 ** 20
const model = bytesBy(1, 14 * mib)
const digest = digestOf(model)

let store: Store
let uri: string
let cache: string
beforeEach(async () => {
  store = await startStore()
  store.files.set('/big.onnx', { bytes: model, etag: '"1"' })
  uri = store.at('/big.onnx')
  cache = newFolder()
})

const from = (n: number) => Number(/\d+/.exec(store.asked[n]?.headers.range ?? '')?.[0] ?? 0)
const partials = () => filesIn(cache).filter((name) => name.startsWith('partial/'))

/** How much of the model has come to the longest file. */
const come = () => {
  const sizes = partials().flatMap((name) =>
    name.endsWith('.bytes') ? [statSync(join(cache, name)).size] : [],
  )
  return Math.max(0, ...sizes)
}

/** A process that gets so many bytes more, until so many are there; then it waits for the rest in vain. */
async function stalledAfter(bytes: number, size: number) {
  store.faults.push({ stallAfter: bytes })
  const asked = store.asked.length
  const child = startFetcher([cache, uri])
  const isThere = () => store.asked.length > asked && come() >= size
  await waitUntil(isThere, { what: `${size} bytes`, limitMs: 30_000 })
  return child
}

const killedAfter = async (bytes: number, size = bytes) => (await stalledAfter(bytes, size)).kill()

describe('a process that was killed in the middle', () => {
  it('is followed by one that goes on there, and leaves nothing behind', async () => {
    await killedAfter(10 * mib)
    expect(partials()).toHaveLength(2)
    expect(await startFetcher([cache, uri]).said()).toMatchObject({ digest, size: model.length })
    expect(from(1)).toBeGreaterThanOrEqual(8 * mib)
    expect(from(1)).toBeLessThanOrEqual(10 * mib)
    expect(partials()).toEqual([])
    expect(readFileSync(join(cache, 'sha256', digest)).equals(model)).toBe(true)
  })

  it('three times over is followed by one that comes to the end', async () => {
    await killedAfter(5 * mib)
    await killedAfter(5 * mib, 9 * mib)
    await killedAfter(1 * mib, 9 * mib)
    expect(partials().length).toBeLessThanOrEqual(2)
    expect(await startFetcher([cache, uri]).said()).toMatchObject({ digest })
    expect([from(1), from(2), from(3)].map((each) => each >= 4 * mib)).toEqual([true, true, true])
    expect(partials()).toEqual([])
  })

  it.each([
    ['in its first part', 100, 0],
    ['in its second part', 5 * mib, 4 * mib],
    ['after the last point', 8.5 * mib, 8 * mib],
  ])('and whose file was damaged %s is gone on with from before that', async (_, at, until) => {
    await killedAfter(9 * mib)
    const [name = ''] = partials()
    const bytes = readFileSync(join(cache, name))
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
    writeFileSync(join(cache, name), bytes)
    expect(await startFetcher([cache, uri]).said()).toMatchObject({ digest })
    expect(from(1)).toBeGreaterThanOrEqual(until)
    expect(from(1)).toBeLessThan(until + mib)
  })

  it('and whose model has changed since is not gone on with', async () => {
    await killedAfter(9 * mib)
    const other = bytesBy(2, 14 * mib)
    store.files.set('/big.onnx', { bytes: other, etag: '"2"' })
    expect(await startFetcher([cache, uri]).said()).toMatchObject({ digest: digestOf(other) })
  })
})

it('goes on after it gave up, in the same process', async () => {
  store.faults.push({ cutAfter: 9 * mib }, ...Array(3).fill({ status: 503 }))
  const { fetch } = givenOrigins({ cache, limits: { tries: 3 } })
  expect(await codeOf(fetch(uri))).toBe('ModelUnreachable')
  expect(partials()).toHaveLength(2)
  expect(await fetch(uri)).toMatchObject({ digest })
  expect(from(store.asked.length - 1)).toBeGreaterThanOrEqual(8 * mib)
  expect(partials()).toEqual([])
})

it('lets four processes fetch one model at once', async () => {
  const fetchers = [1, 2, 3, 4].map(() => startFetcher([cache, uri, digest]))
  for (const { said } of fetchers) expect(await said()).toMatchObject({ digest })
  expect(filesIn(cache).filter((name) => !name.startsWith('seen/'))).toEqual([`sha256/${digest}`])
})

it('takes what another process has so far, and leaves that alone', async () => {
  const slow = await stalledAfter(9 * mib, 9 * mib)
  expect(await givenOrigins({ cache }).fetch(uri)).toMatchObject({ digest })
  expect(from(1)).toBeGreaterThanOrEqual(8 * mib)
  expect(partials()).toHaveLength(2)
  await slow.kill()
})

it('goes on from the one of which the most can be trusted', async () => {
  await killedAfter(9 * mib)
  for (const name of partials()) {
    const [key, , , end] = name.split('/')[1]?.split('.') ?? []
    const text = readFileSync(join(cache, name))
    const part = end === 'marks' ? text.subarray(0, text.lastIndexOf('{')) : text
    for (const owner of ['a', 'zz']) {
      writeFileSync(join(cache, 'partial', `${key}.${owner}~1~1~x.1.${end}`), part)
    }
  }
  expect(partials()).toHaveLength(6)
  expect(await givenOrigins({ cache }).fetch(uri)).toMatchObject({ digest })
  expect(from(1)).toBeGreaterThanOrEqual(8 * mib)
})

it('sweeps what nobody has touched for an hour, whosever it was, and nothing that is not its own', async () => {
  await killedAfter(5 * mib)
  const left = partials()
  const long = new Date(Date.now() - 3_700_000)
  writeFileSync(join(cache, 'partial', 'notes.bytes'), '')
  for (const name of partials()) utimesSync(join(cache, name), long, long)
  store.files.set('/other.onnx', { bytes: model })
  await givenOrigins({ cache }).fetch(store.at('/other.onnx'))
  expect(left).toHaveLength(2)
  expect(partials()).toEqual(['partial/notes.bytes'])
})

describe('a leftover', () => {
  const key = 'a'.repeat(64)
  const owner = { name: 'me', isGone: (name: string) => name === 'dead' }
  const asks = { owner, active: new Set([`${key}.me.1`]), used: key }
  const is = (name: Partial<{ key: string; owner: string; number: string }>, silentMs: number) =>
    isLeftover({ name: { key, owner: 'other', number: '1', ...name }, silentMs }, asks)

  it('is what its owner, who has ended, left of the model that was taken over', () => {
    expect(is({ owner: 'dead' }, 0)).toBe(true)
    expect(is({ owner: 'dead', key: 'b'.repeat(64) }, 0)).toBe(false)
    expect(is({ owner: 'me', number: '2' }, 0)).toBe(true)
  })

  it('is never what is under way', () => {
    expect(is({ owner: 'me' }, 1e12)).toBe(false)
    expect(is({}, 100_000)).toBe(false)
  })

  it('is what has been silent for long', () => {
    expect(is({}, 121_000)).toBe(true)
    expect(is({ key: 'b'.repeat(64) }, 121_000)).toBe(false)
    expect(is({ key: 'b'.repeat(64) }, 3_601_000)).toBe(true)
  })

  it('has a name of ours', () => {
    const { name } = createOwner()
    expect(partialsIn([`${key}.${name}.12.bytes`])).toEqual([{ key, owner: name, number: '12' }])
    expect(partialsIn([`${key}.${name}.12.marks`, 'x.bytes', `${key}..1.bytes`, '..'])).toEqual([])
  })
})

describe('an owner', () => {
  it('is known to be gone once its process has ended, even where another has its number', async () => {
    const owner = createOwner()
    const [place, , begun] = owner.name.split('~')
    const child = startFetcher([cache, 'x:'])
    await child.said()
    expect(owner.isGone([place, child.pid, begun, 'x'].join('~'))).toBe(true)
    expect(owner.isGone([place, process.pid, begun, 'x'].join('~'))).toBe(false)
    expect(owner.isGone([place, process.pid, '1', 'x'].join('~'))).toBe(
      process.platform === 'linux',
    )
  })

  it('elsewhere is not known to be gone', () => {
    const { isGone } = createOwner()
    for (const name of ['elsewhere~1~1~x', '', '~~', 'x']) expect(isGone(name)).toBe(false)
  })
})
