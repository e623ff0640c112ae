import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Disk, systemDisk } from '../../../src/origins/disk.ts'
import { startFetcher } from './child.ts'
import { failureOf, filesIn, givenOrigins, newFolder, shell } from './given.ts'
import { bytesBy, digestOf, type Store, startStore } from './store.ts'

vi.setConfig({ testTimeout: 30_000 })

const model = bytesBy(1, 6_000_000)
const digest = digestOf(model)

let store: Store
let uri: string
let cache: string
beforeEach(async () => {
  store = await startStore()
  store.files.set('/iris.onnx', { bytes: model, etag: '"1"' })
  uri = store.at('/iris.onnx')
  cache = newFolder()
})

const failure = (code: string) => Object.assign(new Error(`${code}: as a test wants it`), { code })

/** A disk where one thing fails, as long as it is so. */
function failing(what: string, code: string, isSo: () => boolean): Disk {
  const check = () => {
    if (isSo()) throw failure(code)
  }
  const spoilt = (handle: FileHandle) =>
    new Proxy(handle, {
      get(target, name) {
        const value = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return (...given: unknown[]) => {
          if (name === what) check()
          return value.apply(target, given)
        }
      },
    })
  const open: Disk['open'] = async (...given) => {
    if (what === 'open' && given[1] === 'wx+') check()
    return spoilt(await systemDisk.open(...given))
  }
  const others = ['mkdir', 'appendFile', 'writeFile', 'chmod', 'rename'] as const
  const acts = others.map((name) => [
    name,
    async (...given: unknown[]) => {
      if (name === what) check()
      return Reflect.apply(systemDisk[name], undefined, given)
    },
  ])
  return { ...systemDisk, ...Object.fromEntries(acts), open }
}

describe('a disk that refuses', () => {
  it.each([
    ['mkdir', 'EROFS'],
    ['open', 'EROFS'],
    ['open', 'EMFILE'],
    ['write', 'ENOSPC'],
    ['write', 'EIO'],
    ['appendFile', 'ENOSPC'],
    ['writeFile', 'ENOSPC'],
    ['sync', 'EIO'],
    ['chmod', 'EPERM'],
    ['rename', 'EXDEV'],
  ])('(%s: %s) is CacheUnwritable; nothing half stays, and it recovers', async (what, code) => {
    let isSo = true
    const { fetch, pauses } = givenOrigins({ cache, disk: failing(what, code, () => isSo) })
    const found = await failureOf(fetch(uri, { sha256: digest }))
    expect(found.code).toBe('CacheUnwritable')
    expect(found.message).toMatch(new RegExp(`^${cache}/\\w+: ${code}: as a test wants it$`))
    expect(filesIn(cache)).toEqual([])
    expect(pauses).toEqual([]) // that is the affair of whoever asks: here the network is not to blame
    isSo = false
    expect(await fetch(uri, { sha256: digest })).toMatchObject({ digest })
  })

  it('to remember what was seen costs no model', async () => {
    const disk: Disk = {
      ...systemDisk,
      async rename(from, to) {
        if (`${to}`.endsWith('.json')) throw failure('ENOSPC')
        await systemDisk.rename(from, to)
      },
    }
    expect(await givenOrigins({ cache, disk }).fetch(uri)).toMatchObject({ digest })
    expect(filesIn(cache)).toEqual([`sha256/${digest}`])
  })

  it('closes the connection', async () => {
    const { fetch } = givenOrigins({ cache, disk: failing('write', 'ENOSPC', () => true) })
    await failureOf(fetch(uri))
    await expect.poll(store.connections).toBe(0)
  })
})

it('gives a model its name once its bytes are safe, and says so once the name is', async () => {
  const acts: string[] = []
  const disk: Disk = {
    ...systemDisk,
    async open(...given) {
      const handle = await systemDisk.open(...given)
      const what = `${given[0]}`.endsWith('.bytes') ? 'bytes' : 'folder'
      const sync = handle.sync.bind(handle)
      return Object.assign(handle, {
        async sync() {
          await sync()
          acts.push(`${what} safe`)
        },
      })
    },
    async rename(from, to) {
      await systemDisk.rename(from, to)
      if (`${from}`.endsWith('.bytes')) acts.push('named')
    },
  }
  await givenOrigins({ cache, disk }).fetch(uri)
  expect(acts).toEqual(['bytes safe', 'named', 'folder safe'])
})

it.runIf(process.platform === 'linux')('leaves no file open, whatever goes wrong', async () => {
  const open = () => readdirSync('/proc/self/fd').length
  const round = async () => {
    store.faults.push({ cutAfter: 1_000_000 }, { status: 503 }, { status: 404 }, { cutAfter: 10 })
    const { fetch, changeOf } = givenOrigins({ cache: newFolder(), limits: { tries: 2 } })
    for (let n = 0; n < 3; n++) await fetch(uri, { sha256: digest }).catch(() => {})
    await fetch(uri, { sha256: '0'.repeat(64) }).catch(() => {})
    await changeOf(uri, digest).catch(() => {})
    const file = pathToFileURL(join(cache, 'file')).href
    await fetch(file).catch(() => {})
    await changeOf(file, digest)
    const spoilt = givenOrigins({ disk: failing('write', 'ENOSPC', () => true) })
    await spoilt.fetch(uri).catch(() => {})
    await spoilt.fetch(file).catch(() => {})
  }
  writeFileSync(join(cache, 'file'), model)
  await round()
  await expect.poll(store.connections).toBe(0)
  const before = open()
  for (let n = 0; n < 5; n++) await round()
  await expect.poll(open).toBeLessThanOrEqual(before)
})

it('keeps what a real limit on the size of files leaves it, and says so', async () => {
  const said = await startFetcher([cache, uri], 'ulimit -f 2000;').said()
  expect(said).toMatchObject({ code: 'CacheUnwritable', message: expect.stringContaining('EFBIG') })
  expect(filesIn(cache)).toEqual([])
  expect(await startFetcher([cache, uri]).said()).toMatchObject({ digest })
})

it('finds a folder that is none', async () => {
  const file = join(cache, 'file')
  writeFileSync(file, '')
  const found = await failureOf(givenOrigins({ cache: file }).fetch(uri))
  expect(found.code).toBe('CacheUnwritable')
})

/** Needs to be root, where that may mount. */
function mounted(folder: string, options: string): boolean {
  try {
    shell(`mount -t tmpfs -o ${options} tmpfs ${folder}`)
  } catch {
    return false
  }
  onTestFinished(() => void shell(`umount ${folder}`))
  return true
}

it('recovers from a disk that is really full, once there is room', async ({ skip }) => {
  const folder = join(cache, 'small')
  mkdirSync(folder)
  if (!mounted(folder, 'size=8m')) skip('nothing can be mounted here')
  writeFileSync(join(folder, 'ballast'), Buffer.alloc(4_000_000))
  const { fetch } = givenOrigins({ cache: folder })
  const found = await failureOf(fetch(uri))
  expect([found.code, found.message]).toEqual([
    'CacheUnwritable',
    expect.stringContaining('ENOSPC'),
  ])
  expect(filesIn(folder)).toEqual(['ballast'])
  writeFileSync(join(folder, 'ballast'), '')
  expect(await fetch(uri)).toMatchObject({ digest })
})

it('serves from a folder that may only be read', async ({ skip }) => {
  const folder = join(cache, 'readable')
  mkdirSync(folder)
  if (!mounted(folder, 'size=20m')) skip('nothing can be mounted here')
  await givenOrigins({ cache: folder }).fetch(uri)
  shell(`mount -o remount,ro ${folder}`)
  const { fetch, origins } = givenOrigins({ cache: folder })
  const fetched = await fetch(uri, { sha256: digest })
  expect(fetched).toMatchObject({ digest, from: 'cache' })
  expect((await origins.bytesOf(fetched)).equals(model)).toBe(true)
  const found = await failureOf(fetch(uri, { sha256: '0'.repeat(64) }))
  expect([found.code, found.message]).toEqual(['CacheUnwritable', expect.stringContaining('EROFS')])
})
