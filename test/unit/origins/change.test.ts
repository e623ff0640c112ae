import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import { codeOf, filesIn, givenOrigins, newFolder } from './given.ts'
import { bytesBy, digestOf, type Store, type Stored, startStore } from './store.ts'

const [model, other] = [bytesBy(1, 100_000), bytesBy(2, 100_000)]
const digest = digestOf(model)

let store: Store
let uri: string
beforeEach(async () => {
  store = await startStore()
  uri = store.at('/iris.onnx')
})
const has = (stored: Stored) => void store.files.set('/iris.onnx', stored)
const conditions = () =>
  store.asked.map(({ headers }) => headers['if-none-match'] ?? headers['if-modified-since'])

describe('a second look', () => {
  it.each(['"1"', 'W/"1"'])('where the ETag is still %s needs no bytes', async (etag) => {
    has({ bytes: model, etag })
    const { fetch, changeOf } = givenOrigins()
    await fetch(uri)
    expect(await changeOf(uri, digest)).toBeUndefined()
    expect(conditions()).toEqual([undefined, etag])
  })

  it('finds other bytes, and says so in words for whoever is not ready', async () => {
    has({ bytes: model, etag: '"1"' })
    const { fetch, changeOf, cache } = givenOrigins()
    await fetch(uri)
    has({ bytes: other, etag: '"2"' })
    expect(await changeOf(uri, digest)).toMatchObject({
      code: 'ModelDigestChanged',
      message: `${uri}: its sha256 was ${digest} and is ${digestOf(other)}`,
    })
    expect(filesIn(join(cache, 'sha256'))).toEqual([digest])
  })

  it('fetches what has changed once, however often it looks, and sees when it is put back', async () => {
    has({ bytes: model, etag: '"1"' })
    const { fetch, changeOf } = givenOrigins()
    await fetch(uri)
    has({ bytes: other, etag: '"2"' })
    for (let n = 0; n < 3; n++)
      expect((await changeOf(uri, digest))?.code).toBe('ModelDigestChanged')
    expect(conditions()).toEqual([undefined, '"1"', '"2"', '"2"'])
    has({ bytes: model, etag: '"3"' })
    expect(await changeOf(uri, digest)).toBeUndefined()
  })

  it('doesn’t take a new ETag for new bytes', async () => {
    has({ bytes: model, etag: '"1"' })
    const { fetch, changeOf } = givenOrigins()
    await fetch(uri)
    has({ bytes: model, etag: '"2"' })
    expect(await changeOf(uri, digest)).toBeUndefined()
    expect(await changeOf(uri, digest)).toBeUndefined()
    expect(conditions()).toEqual([undefined, '"1"', '"2"'])
  })

  it('takes the date where there is no ETag, if it is old enough to tell', async () => {
    has({ bytes: model, modified: 'Sat, 22 Nov 2025 04:17:00 GMT' })
    const { fetch, changeOf } = givenOrigins()
    await fetch(uri)
    expect(await changeOf(uri, digest)).toBeUndefined()
    expect(conditions()).toEqual([undefined, 'Sat, 22 Nov 2025 04:17:00 GMT'])
  })

  it('takes no date of just now: within that second there may be another file', async () => {
    has({ bytes: model, modified: new Date().toUTCString() })
    const { fetch, changeOf } = givenOrigins()
    await fetch(uri)
    has({ bytes: other, modified: new Date().toUTCString() })
    expect((await changeOf(uri, digest))?.code).toBe('ModelDigestChanged')
    expect(conditions()).toEqual([undefined, undefined])
  })

  it('reads it all where there is nothing to tell by', async () => {
    has({ bytes: model })
    const { fetch, changeOf } = givenOrigins()
    await fetch(uri)
    expect(await changeOf(uri, digest)).toBeUndefined()
    has({ bytes: other })
    expect((await changeOf(uri, digest))?.code).toBe('ModelDigestChanged')
  })

  it('reads nothing where the same ETag comes with everything', async () => {
    has({ bytes: model, etag: '"1"' })
    const { fetch, changeOf } = givenOrigins({ limits: { tries: 1 } })
    await fetch(uri)
    store.faults.push({ headers: { etag: '"1"' }, stallAfter: 10 })
    store.files.set('/iris.onnx', { bytes: other, etag: '"odd"' })
    expect(await changeOf(uri, digest)).toBeUndefined()
    await expect.poll(store.connections).toBe(0)
  })

  it('reads it all once where it was found in the cache, and nobody had asked', async () => {
    has({ bytes: model, etag: '"1"' })
    const cache = newFolder()
    await givenOrigins({ cache }).fetch(store.at('/iris.onnx?copy'))
    const { fetch, changeOf } = givenOrigins({ cache })
    await fetch(uri, { sha256: digest })
    for (let n = 0; n < 2; n++) expect(await changeOf(uri, digest)).toBeUndefined()
    expect(conditions()).toEqual([undefined, undefined, '"1"'])
  })

  it('that cannot be had is no change', async () => {
    has({ bytes: model, etag: '"1"' })
    const { fetch, changeOf } = givenOrigins()
    await fetch(uri)
    store.faults.push(...Array(5).fill({ status: 503 }))
    expect(await codeOf(changeOf(uri, digest))).toBe('ModelUnreachable')
    store.files.clear()
    expect(await codeOf(changeOf(uri, digest))).toBe('ModelMissing')
  })
})

it('sees a file that was written in place, with its size and its times as before', async () => {
  const path = join(newFolder(), 'iris.onnx')
  writeFileSync(path, model)
  const { fetch, changeOf } = givenOrigins()
  const file = pathToFileURL(path).href
  await fetch(file)
  expect(await changeOf(file, digest)).toBeUndefined()
  appendFileSync(path, 'x')
  expect((await changeOf(file, digest))?.code).toBe('ModelDigestChanged')
  writeFileSync(path, model)
  expect(await changeOf(file, digest)).toBeUndefined()
})
