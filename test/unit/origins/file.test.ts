import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import { systemDisk } from '../../../src/origins/disk.ts'
import { codeOf, failureOf, filesIn, givenOrigins, newFolder, shell } from './given.ts'
import { bytesBy, digestOf } from './store.ts'

const model = bytesBy(1, 1_500_000)
const digest = digestOf(model)

let folder: string
let path: string
let uri: string
beforeEach(() => {
  folder = newFolder()
  path = join(folder, 'iris.onnx')
  writeFileSync(path, model)
  uri = pathToFileURL(path).href
})

it('is copied, so that what is loaded later is what was verified', async () => {
  const { fetch, origins } = givenOrigins()
  const fetched = await fetch(uri, { sha256: digest })
  expect(fetched).toMatchObject({ digest, size: model.length, from: 'origin' })
  rmSync(path)
  expect((await origins.bytesOf(fetched)).equals(model)).toBe(true)
})

it('is read again where it was touched, and only then', async () => {
  const { fetch } = givenOrigins()
  await fetch(uri)
  expect(await fetch(uri)).toMatchObject({ from: 'cache' })
  utimesSync(path, 1, 1)
  expect(await fetch(uri)).toMatchObject({ digest, from: 'origin' })
})

it('that changes while it is read is read again, from its beginning', async () => {
  let isFirst = true
  const disk = {
    ...systemDisk,
    // By then it is open, and nothing of it is read.
    async writeFile(...given: Parameters<typeof systemDisk.writeFile>) {
      if (isFirst) appendFileSync(path, 'more')
      isFirst = false
      await systemDisk.writeFile(...given)
    },
  }
  const { fetch, troubles } = givenOrigins({ disk })
  const now = digestOf(Buffer.concat([model, Buffer.from('more')]))
  expect(await fetch(uri)).toMatchObject({ digest: now })
  expect(troubles.map(({ said }) => said)).toEqual(['it changed while it was read'])
})

describe('a failure', () => {
  const spoilt: readonly [what: string, spoil: () => unknown, code: string, said: string][] = [
    ['that is missing', () => {}, 'ModelMissing', 'there is no such file'],
    ['that leads nowhere', () => symlinkSync('nowhere', path), 'ModelMissing', 'no such file'],
    ['that leads to itself', () => symlinkSync(path, path), 'ModelMissing', 'no such file'],
    ['that is a folder', () => mkdirSync(path), 'ModelUriInvalid', 'is no file'],
    ['that is a pipe', () => shell(`mkfifo ${path}`), 'ModelUriInvalid', 'is no file'],
    ['that is a device', () => symlinkSync('/dev/zero', path), 'ModelUriInvalid', 'is no file'],
    ['that is empty', () => writeFileSync(path, ''), 'ModelAnswerInvalid', 'is empty'],
  ]
  it.each(spoilt)('of a file %s is named at once', async (_, spoil, code, said) => {
    rmSync(path)
    spoil()
    const { fetch, pauses, cache } = givenOrigins()
    const failure = await failureOf(fetch(uri))
    expect([failure.code, failure.message]).toEqual([code, expect.stringContaining(said)])
    expect(failure.message).toContain(`${uri}: `)
    expect(pauses).toEqual([])
    expect(filesIn(cache)).toEqual([])
  })

  it.each([
    ['/x', 'ModelMissing', 'there is no such file'],
    ['x'.repeat(300), 'ModelUriInvalid', 'name too long'],
  ])('of a file with %s at its end is named', async (end, code, said) => {
    const failure = await failureOf(givenOrigins().fetch(uri + end))
    expect([failure.code, failure.message]).toEqual([code, expect.stringContaining(said)])
  })

  it.skipIf(process.getuid?.() === 0)(
    'of a file that may not be read is one of access',
    async () => {
      chmodSync(path, 0)
      expect(await codeOf(givenOrigins().fetch(uri))).toBe('ModelAccessDenied')
    },
  )

  it('of a file that is too large is named', async () => {
    expect(await codeOf(givenOrigins({ limits: { modelBytes: 1_499_999 } }).fetch(uri))).toBe(
      'ModelTooLarge',
    )
  })
})

describe('allowed folders', () => {
  const within = (folders: readonly string[]) => givenOrigins({ policy: { folders } })

  it('have what is in them, however deep, and by whatever links they are reached', async () => {
    mkdirSync(join(folder, 'a/b'), { recursive: true })
    renameSync(path, join(folder, 'a/b/..iris.onnx'))
    symlinkSync(folder, join(folder, 'link'))
    const deep = pathToFileURL(join(folder, 'link/a/b/..iris.onnx')).href
    expect(await within(['/nowhere', join(folder, 'link')]).fetch(deep)).toMatchObject({ digest })
  })

  it('don’t have what only seems to be in them', async () => {
    const allowed = join(folder, 'allowed')
    mkdirSync(allowed)
    mkdirSync(`${allowed}-not`)
    writeFileSync(`${allowed}-not/iris.onnx`, model)
    symlinkSync(path, join(allowed, 'link.onnx'))
    symlinkSync(folder, join(allowed, 'folder'))
    const uris = [
      uri,
      ...[
        'link.onnx',
        'folder/iris.onnx',
        '../iris.onnx',
        '%2e%2e/iris.onnx',
        '../allowed-not/iris.onnx',
      ].map((each) => `${pathToFileURL(allowed).href}/${each}`),
    ]
    for (const each of uris) {
      expect(await codeOf(within([allowed]).fetch(each)), each).toBe('ModelOriginForbidden')
    }
    expect(await codeOf(within([]).fetch(uri))).toBe('ModelOriginForbidden')
  })
})
