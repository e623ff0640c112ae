import { chmodSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { systemDisk } from '../../../src/origins/disk.ts'
import { codeOf, failureOf, filesIn, givenOrigins, newFolder } from './given.ts'
import { bytesBy, digestOf, type Store, startStore } from './store.ts'

const models = [1, 2, 3, 4].map((seed) => bytesBy(seed, 100_000))
const digests = models.map(digestOf)
const [model = Buffer.alloc(0)] = models
const [digest = ''] = digests

let store: Store
let cache: string
let path: string
beforeEach(async () => {
  store = await startStore()
  for (const [n, bytes] of models.entries())
    store.files.set(`/${n}.onnx`, { bytes, etag: `"${n}"` })
  cache = newFolder()
  path = join(cache, 'sha256', digest)
})
const uri = (n = 0) => store.at(`/${n}.onnx`)

/** As a disk, or somebody, might. */
function damage(): void {
  chmodSync(path, 0o600)
  const bytes = readFileSync(path)
  bytes.writeUInt8(bytes.readUInt8(50_000) ^ 1, 50_000)
  writeFileSync(path, bytes)
}

describe('a model in the cache', () => {
  it.each([
    ['a wanted one', { sha256: digest }],
    ['one that was seen', { seen: digest }],
    ['the newest', {}],
  ])('that was damaged is fetched anew (%s), and that is told', async (_, more) => {
    const { fetch, troubles, origins } = givenOrigins({ cache })
    await fetch(uri())
    damage()
    const fetched = await fetch(uri(), more)
    expect(fetched).toMatchObject({ digest, from: 'origin' })
    expect(troubles).toEqual([
      { uri: path, said: expect.stringContaining('the disk gave back other bytes') },
    ])
    expect((await origins.bytesOf(fetched)).equals(model)).toBe(true)
  })

  it('is verified by the very read that loads it', async () => {
    const { fetch, origins } = givenOrigins({ cache })
    const fetched = await fetch(uri())
    damage()
    const found = await failureOf(origins.bytesOf(fetched))
    expect(found.code).toBe('CacheDamaged')
    expect(filesIn(join(cache, 'sha256'))).toEqual([])
    expect(await fetch(uri())).toMatchObject({ digest, from: 'origin' })
  })

  it('that is longer or shorter than it was is damaged, too', async () => {
    for (const bytes of [model.subarray(0, 10), Buffer.concat([model, model]), Buffer.alloc(0)]) {
      const { fetch, origins } = givenOrigins({ cache })
      const fetched = await fetch(uri())
      rmSync(path)
      writeFileSync(path, bytes)
      expect(await codeOf(origins.bytesOf(fetched))).toBe('CacheDamaged')
    }
  })

  it('that somebody has removed is CacheDamaged, and fetched anew', async () => {
    const { fetch, origins } = givenOrigins({ cache })
    const fetched = await fetch(uri())
    rmSync(path)
    expect(await codeOf(origins.bytesOf(fetched))).toBe('CacheDamaged')
    expect(await fetch(uri(), { sha256: digest })).toMatchObject({ from: 'origin' })
  })

  it('that cannot be read is fetched anew', async () => {
    await givenOrigins({ cache }).fetch(uri())
    const open: typeof systemDisk.open = async (file, ...given) => {
      if (file === path) throw Object.assign(new Error('EIO: a bad block'), { code: 'EIO' })
      return systemDisk.open(file, ...given)
    }
    const { fetch, troubles } = givenOrigins({ cache, disk: { ...systemDisk, open } })
    expect(await fetch(uri(), { sha256: digest })).toMatchObject({ from: 'origin' })
    expect(troubles.map(({ said }) => said)).toEqual(['EIO: a bad block'])
  })
})

describe('the limit of the cache', () => {
  const limits = { cacheBytes: 250_000 }
  const ago = (n: number, minutes: number) => {
    const then = new Date(Date.now() - minutes * 60_000)
    utimesSync(join(cache, 'sha256', digests[n] ?? ''), then, then)
  }
  const kept = () =>
    filesIn(join(cache, 'sha256'))
      .map((name) => digests.indexOf(name))
      .sort()

  it('takes those that were fetched the longest ago', async () => {
    const { fetch } = givenOrigins({ cache, limits })
    for (const n of [0, 1]) await fetch(uri(n))
    ago(0, 30)
    ago(1, 60)
    await fetch(uri(2))
    expect(kept()).toEqual([0, 2])
  })

  it('counts a use from the cache as a fetch', async () => {
    const { fetch } = givenOrigins({ cache, limits })
    for (const n of [0, 1]) await fetch(uri(n))
    ago(0, 60)
    ago(1, 30)
    await fetch(uri(0), { sha256: digest })
    await fetch(uri(2))
    expect(kept()).toEqual([0, 2])
  })

  it('takes none that is in use, nor one that anybody has fetched just now', async () => {
    const { fetch } = givenOrigins({ cache, limits, inUse: () => [digest] })
    for (const n of [0, 1, 2]) await fetch(uri(n))
    ago(0, 60)
    await fetch(uri(3))
    expect(kept()).toEqual([0, 1, 2, 3])
    for (const n of [1, 2]) ago(n, 20)
    await fetch(uri(3))
    expect(kept()).toEqual([0, 3])
  })

  it('takes nothing that is not its own', async () => {
    const { fetch } = givenOrigins({ cache, limits: { cacheBytes: 1 } })
    await fetch(uri(0))
    writeFileSync(join(cache, 'sha256', 'notes'), 'x')
    ago(0, 60)
    await fetch(uri(1))
    expect(filesIn(join(cache, 'sha256'))).toEqual([digests[1] ?? '', 'notes'].sort())
  })
})

it('forgets what it cannot read of what was seen, and fetches', async () => {
  const { fetch } = givenOrigins({ cache })
  await fetch(uri())
  const [name = ''] = filesIn(join(cache, 'seen'))
  writeFileSync(join(cache, 'x'), 'of others')
  for (const text of ['', '{', 'null', '[]', '{"digest":"../x"}', '{"digest":1}']) {
    writeFileSync(join(cache, 'seen', name), text)
    expect(await fetch(uri()), text).toMatchObject({ digest, from: 'origin' })
  }
  expect(readFileSync(join(cache, 'x'), 'utf8')).toBe('of others')
})
