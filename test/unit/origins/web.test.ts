import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { codeOf, failureOf, filesIn, givenOrigins } from './given.ts'
import { bytesBy, digestOf, type Fault, type Store, startStore } from './store.ts'
import { by } from './weather.ts'

const model = bytesBy(1, 2_000_000)
const digest = digestOf(model)
const other = bytesBy(2, 2_000_000)
const [first, second] = ['"first"', '"second"']

let store: Store
let uri: string
beforeEach(async () => {
  store = await startStore()
  store.files.set('/iris.onnx', { bytes: model, etag: first })
  uri = store.at('/iris.onnx')
})

/** What was asked for: the whole, or the rest. What was on its way when a line broke is lost. */
const parts = () =>
  store.asked.map(({ headers }) => (fromOf(headers.range) > 800_000 ? 'rest' : 'whole'))

const fromOf = (range = '') => Number(/^bytes=(\d+)-$/.exec(range)?.[1] ?? 0)

describe('a whole model', () => {
  it('is on the disk under its digest, and nothing else is', async () => {
    const { fetch, cache } = givenOrigins()
    const path = join(cache, 'sha256', digest)
    expect(await fetch(uri)).toEqual({ path, digest, size: model.length, from: 'origin' })
    expect(readFileSync(path).equals(model)).toBe(true)
    expect(statSync(path).mode & 0o777).toBe(0o400)
    expect(filesIn(cache).filter((name) => !name.startsWith('seen/'))).toEqual([`sha256/${digest}`])
  })

  it('is asked for as it is, by a name', async () => {
    await givenOrigins().fetch(uri)
    const [{ headers } = { headers: {} }] = store.asked
    expect(headers).toMatchObject({ 'accept-encoding': 'identity', 'user-agent': 'contender' })
    expect(headers).not.toHaveProperty('range')
    expect(headers).not.toHaveProperty('authorization')
  })

  it('comes without a length, too', async () => {
    store.faults.push({ isChunked: true })
    expect(await givenOrigins().fetch(uri)).toMatchObject({ digest, size: model.length })
  })

  it('is asked of nobody once it is there, if it is known which one is meant', async () => {
    const { fetch } = givenOrigins()
    await fetch(uri, { sha256: `sha256:${digest.toUpperCase()}` })
    await store.close()
    expect(await fetch(uri, { sha256: digest })).toMatchObject({ digest, from: 'cache' })
    expect(await fetch(uri, { seen: digest })).toMatchObject({ digest, from: 'cache' })
    expect(store.asked).toHaveLength(1)
  })

  it('is asked for again where nobody says which is meant, and not sent while it is the same', async () => {
    const { fetch } = givenOrigins()
    await fetch(uri)
    expect(await fetch(uri)).toMatchObject({ digest, from: 'cache' })
    expect(store.asked[1]?.headers['if-none-match']).toBe(first)
    store.files.set('/iris.onnx', { bytes: other, etag: second })
    expect(await fetch(uri)).toMatchObject({ digest: digestOf(other), from: 'origin' })
  })

  it('is the former one while its origin is away, and that is told', async () => {
    const { fetch, troubles } = givenOrigins()
    await fetch(uri)
    await store.close()
    expect(await fetch(uri)).toMatchObject({ digest, from: 'cache' })
    expect(troubles.at(-1)?.said).toMatch(/ECONNREFUSED.*; the former one is used$/)
  })

  it('is not the former one where the origin says that there is none any more', async () => {
    const { fetch } = givenOrigins()
    await fetch(uri)
    store.files.clear()
    expect(await codeOf(fetch(uri))).toBe('ModelMissing')
  })
})

describe('a digest', () => {
  it('that was wanted and is another is ModelDigestMismatch, and nothing is kept', async () => {
    const { fetch, cache } = givenOrigins()
    const { code, message } = await failureOf(fetch(uri, { sha256: digestOf(other) }))
    expect(code).toBe('ModelDigestMismatch')
    expect(message).toBe(`${uri}: its sha256 should be ${digestOf(other)} and is ${digest}`)
    expect(filesIn(cache)).toEqual([])
  })

  it('that was seen and is another is ModelDigestChanged', async () => {
    const { code, message } = await failureOf(givenOrigins().fetch(uri, { seen: digestOf(other) }))
    expect(code).toBe('ModelDigestChanged')
    expect(message).toBe(`${uri}: its sha256 was ${digestOf(other)} and is ${digest}`)
  })

  it.each([
    '',
    'abc',
    `${'0'.repeat(63)}g`,
    `../../${'0'.repeat(58)}`,
  ])('%j is none', async (sha256) => {
    expect(await codeOf(givenOrigins().fetch(uri, { sha256 }))).toBe('UsageInvalid')
    expect(store.asked).toEqual([])
  })
})

describe('a download that breaks off', () => {
  it('goes on where it was, on the condition that nothing has changed', async () => {
    store.faults.push({ cutAfter: 1_000_000 }, { cutAfter: 500_000 })
    const { fetch, pauses, troubles } = givenOrigins()
    expect(await fetch(uri)).toMatchObject({ digest })
    expect(parts()).toEqual(['whole', 'rest', 'rest'])
    expect(store.asked[1]?.headers['if-range']).toBe(first)
    expect(pauses).toHaveLength(2)
    expect(troubles[0]).toMatchObject({ uri, againInMs: pauses[0] })
  })

  it('starts again where the origin knows no ranges', async () => {
    store.faults.push({ cutAfter: 1_000_000 }, { isPlain: true })
    expect(await givenOrigins().fetch(uri)).toMatchObject({ digest })
  })

  it('starts again where the file has become another: half of each is neither', async () => {
    store.faults.push({ cutAfter: 1_000_000 })
    const { fetch, troubles } = givenOrigins({
      trouble: () => void store.files.set('/iris.onnx', { bytes: other, etag: second }),
    })
    expect(await fetch(uri)).toMatchObject({ digest: digestOf(other) })
    expect(parts()).toEqual(['whole', 'rest'])
    expect(troubles).toEqual([])
  })

  it.each<[string, Fault]>([
    ['other bytes than asked for', { headers: { 'content-range': 'bytes 5-9/2000000' } }],
    ['bytes of another tag', { headers: { etag: second } }],
    ['bytes without a tag', { headers: { etag: '' } }],
    ['a part, and says not which', { headers: { 'content-range': '' } }],
  ])('starts again where the origin sends %s', async (_, fault) => {
    store.faults.push({ cutAfter: 1_000_000 }, fault)
    expect(await givenOrigins().fetch(uri)).toMatchObject({ digest })
    expect(parts()).toEqual(['whole', 'rest', 'whole'])
  })

  it('leaves nothing of what had come when what comes instead is shorter', async () => {
    const short = bytesBy(4, 1000)
    store.faults.push({ cutAfter: 1_000_000 })
    const { fetch } = givenOrigins({
      trouble: () => void store.files.set('/iris.onnx', { bytes: short, etag: second }),
    })
    const { path, size } = await fetch(uri)
    expect([size, readFileSync(path).equals(short)]).toEqual([1000, true])
  })

  it('goes on, too, where a part is shorter than it was said to be', async () => {
    store.faults.push({ cutAfter: 1_000_000 }, { headers: { 'content-length': '10' } })
    const { fetch, troubles } = givenOrigins()
    expect(await fetch(uri)).toMatchObject({ digest })
    expect(troubles[1]?.said).toMatch(/^it ended after \d+ of 2000000 bytes$/)
    expect(parts()).toEqual(['whole', 'rest', 'rest'])
  })

  it('starts again where the file has become shorter, whatever its tag says', async () => {
    store.faults.push({ cutAfter: 1_000_000 }, { status: 416 })
    expect(await givenOrigins().fetch(uri)).toMatchObject({ digest })
    expect(parts()).toEqual(['whole', 'rest', 'whole'])
  })

  it.each(['W/"weak"', undefined])('never goes on from the tag %s', async (etag) => {
    store.files.set('/iris.onnx', { bytes: model, ...(etag !== undefined && { etag }) })
    store.faults.push({ cutAfter: 1_000_000 })
    expect(await givenOrigins().fetch(uri)).toMatchObject({ digest })
    expect(parts()).toEqual(['whole', 'whole'])
  })

  it('is fetched whole once more before an origin that gives one tag to different bytes is believed', async () => {
    const swap = () => void store.files.set('/iris.onnx', { bytes: other, etag: first })
    store.faults.push({ cutAfter: 1_000_000 })
    const { fetch } = givenOrigins({ trouble: swap })
    expect(await fetch(uri, { sha256: digestOf(other) })).toMatchObject({ digest: digestOf(other) })
    expect(parts()).toEqual(['whole', 'rest', 'whole'])
  })

  it('brings the right bytes through any weather (200 seeds)', async () => {
    const small = bytesBy(3, 400_000)
    store.files.set('/iris.onnx', { bytes: small, etag: first })
    for (let seed = 1; seed <= 200; seed++) {
      store.faults.push(...by(seed, small.length))
      const { fetch } = givenOrigins({ limits: { tries: 20 } })
      expect(await fetch(uri), `seed ${seed}`).toMatchObject({ digest: digestOf(small) })
      store.faults.length = 0
    }
    expect(store.asked.filter(({ headers }) => headers.range !== undefined).length).toBeGreaterThan(
      100,
    )
  }, 60_000)
})

describe('a failure', () => {
  it.each<[Fault, string, RegExp]>([
    [{ status: 401 }, 'ModelAccessDenied', /answers 401 \(asked without credentials\)/],
    [{ status: 403 }, 'ModelAccessDenied', /answers 403/],
    [{ status: 404 }, 'ModelMissing', /answers 404/],
    [{ status: 410 }, 'ModelMissing', /answers 410/],
    [{ status: 400 }, 'ModelAnswerInvalid', /answers 400/],
    [{ status: 304 }, 'ModelAnswerInvalid', /304, which nobody asked for/],
    [{ status: 206 }, 'ModelAnswerInvalid', /sends a part/],
    [{ status: 204 }, 'ModelAnswerInvalid', /answers 204/],
    [{ status: 416 }, 'ModelAnswerInvalid', /answers 416/],
    [{ status: 200 }, 'ModelAnswerInvalid', /is empty/],
    [{ headers: { 'content-type': 'text/html; charset=utf-8' } }, 'ModelAnswerInvalid', /a page/],
    [{ headers: { 'content-encoding': 'gzip' } }, 'ModelAnswerInvalid', /comes as gzip/],
  ])('%j is %s at once', async (fault, code, said) => {
    store.faults.push(fault)
    const { fetch, cache } = givenOrigins()
    const failure = await failureOf(fetch(uri))
    expect([failure.code, failure.message]).toEqual([code, expect.stringMatching(said)])
    expect(store.asked).toHaveLength(1)
    expect(filesIn(cache)).toEqual([])
    await expect.poll(store.connections).toBe(0)
  })

  it.each<Fault>([
    { status: 500 },
    { status: 503 },
    { status: 429 },
    { status: 408 },
    { cutAfter: 0 },
  ])('%j is tried again, after pauses that grow', async (fault) => {
    store.faults.push(fault, fault, fault, fault)
    const { fetch, pauses } = givenOrigins()
    expect(await fetch(uri)).toMatchObject({ digest })
    expect(pauses).toHaveLength(4)
    for (const [n, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThan(500 * 2 ** n * 0.5)
      expect(pause).toBeLessThanOrEqual(500 * 2 ** n)
    }
  })

  it('that stays is ModelUnreachable in the end, with the last reason', async () => {
    store.faults.push(...Array(5).fill({ status: 503 }))
    const { code, message } = await failureOf(givenOrigins().fetch(uri))
    expect([code, message]).toEqual([
      'ModelUnreachable',
      `${uri}: tried 5 times in vain: answers 503`,
    ])
    expect(store.asked).toHaveLength(5)
  })

  it('counts anew after real progress, so that a long way over a bad line comes to its end', async () => {
    const long = bytesBy(3, 9 * 2 ** 20)
    store.files.set('/long.onnx', { bytes: long, etag: first })
    store.faults.push(...Array(7).fill({ cutAfter: 1.2 * 2 ** 20 }))
    const limits = { tries: 2 }
    expect(await givenOrigins({ limits }).fetch(store.at('/long.onnx'))).toMatchObject({
      digest: digestOf(long),
    })
    store.faults.push(...Array(7).fill({ cutAfter: 1000 }))
    expect(await codeOf(givenOrigins({ limits }).fetch(store.at('/long.onnx')))).toBe(
      'ModelUnreachable',
    )
  })

  it('does not count as progress what was there before', async () => {
    store.files.set('/long.onnx', { bytes: bytesBy(3, 3 * 2 ** 20) })
    for (let n = 0; n < 10; n++) store.faults.push({ cutAfter: 2 ** 21 }, { cutAfter: 0 })
    const { fetch } = givenOrigins({ limits: { tries: 3 } })
    expect(await codeOf(fetch(store.at('/long.onnx')))).toBe('ModelUnreachable')
    expect(store.asked.length).toBeLessThan(10)
  })

  it('waits as long as it is asked to, and no longer than is bearable', async () => {
    store.faults.push({ status: 503, headers: { 'retry-after': '40' } })
    const patient = givenOrigins()
    await patient.fetch(uri)
    expect(patient.pauses).toEqual([40_000])
    const date = new Date(Date.now() + 50_000).toUTCString()
    store.faults.push({ status: 503, headers: { 'retry-after': date } })
    const dated = givenOrigins()
    await dated.fetch(uri)
    expect(dated.pauses[0]).toBeGreaterThan(40_000)
    store.faults.push({ status: 429, headers: { 'retry-after': '3600' } })
    expect(await failureOf(givenOrigins().fetch(uri))).toMatchObject({
      code: 'ModelUnreachable',
      retryAfterMs: 3_600_000,
    })
  })

  it('of a dead origin is one of reaching it', async () => {
    await store.close()
    const { code, message } = await failureOf(givenOrigins().fetch(uri))
    expect([code, message]).toEqual(['ModelUnreachable', expect.stringContaining('ECONNREFUSED')])
  })

  it('of a name that nobody knows is one of reaching it', async () => {
    const lookup = () =>
      Promise.reject(
        Object.assign(new Error('getaddrinfo ENOTFOUND x.test'), { code: 'ENOTFOUND' }),
      )
    const { code, message } = await failureOf(
      givenOrigins({ lookup }).fetch('http://x.test/a.onnx'),
    )
    expect([code, message]).toEqual([
      'ModelUnreachable',
      expect.stringContaining('ENOTFOUND x.test'),
    ])
  })
})

describe('an origin that lies about the length', () => {
  it('and sends less is found out', async () => {
    store.faults.push(...Array(5).fill({ headers: { 'content-length': '2000001' } }))
    const { code } = await failureOf(givenOrigins({ limits: { tries: 2 } }).fetch(uri))
    expect(code).toBe('ModelUnreachable')
  })

  it('and sends more is found out by the digest', async () => {
    store.faults.push({ headers: { 'content-length': '1999999' } })
    expect(await codeOf(givenOrigins().fetch(uri, { sha256: digest }))).toBe('ModelDigestMismatch')
  })
})

describe('a model that is too large', () => {
  it('is not fetched where its length is told', async () => {
    store.faults.push({ stallAfter: 0 })
    const { fetch, cache } = givenOrigins({ limits: { modelBytes: 1_999_999 } })
    const { code, message } = await failureOf(fetch(uri))
    expect([code, message]).toEqual([
      'ModelTooLarge',
      `${uri}: is longer than 1999999 bytes, which is the limit`,
    ])
    expect(filesIn(cache)).toEqual([])
    await expect.poll(store.connections).toBe(0)
  })

  it('is given up as soon as it is, where nothing is told', async () => {
    store.faults.push({ isChunked: true })
    const { fetch, cache } = givenOrigins({ limits: { modelBytes: 1_999_999 } })
    expect(await codeOf(fetch(uri))).toBe('ModelTooLarge')
    expect(filesIn(cache)).toEqual([])
  })

  it('is one that is longer than the limit, not one that is as long', async () => {
    expect(await givenOrigins({ limits: { modelBytes: 2_000_000 } }).fetch(uri)).toMatchObject({
      digest,
    })
  })
})
