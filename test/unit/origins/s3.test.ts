import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { addressOf } from '../../../src/origins/s3.ts'
import { s3AccessIn } from '../../../src/origins/s3-access.ts'
import { signed } from '../../../src/origins/signing.ts'
import { failureOf, givenOrigins, newFolder } from './given.ts'
import { bytesBy, digestOf, type Store, startStore } from './store.ts'

const model = bytesBy(1, 1_500_000)
const digest = digestOf(model)

let store: Store
let environment: { [name: string]: string }
beforeEach(async () => {
  store = await startStore()
  store.files.set('/models/iris/3.onnx', { bytes: model, etag: '"1"' })
  environment = {
    AWS_ENDPOINT_URL: store.at(''),
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'hush',
  }
})

const uri = 's3://models/iris/3.onnx'
const fault = (status: number, code: string, more = '') => ({
  status,
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>x</Message>${more}</Error>`,
})

/** As a store would: signs what it was asked, and compares. */
function isSigned(n: number, region = 'us-east-1', token?: string): boolean {
  const { url = '', headers } = store.asked[n] ?? {}
  const asked = new URL(url, 'http://x')
  const time = `${headers?.['x-amz-date']}`.replace(
    /^(....)(..)(..T..)(..)(..Z)$/,
    (_, ...[y, m, d, min, s]) => `${y}-${m}-${d}:${min}:${s}`,
  )
  const wallMs = Date.parse(time)
  const query = [...asked.searchParams]
  const request = { host: headers?.host ?? '', path: asked.pathname, query, region, wallMs }
  return (
    signed(request, { id: 'id', secret: 'hush', token }).authorization === headers?.authorization
  )
}

describe('a model in a bucket', () => {
  it('is asked for by its path, signed, and brought', async () => {
    const { fetch, cache } = givenOrigins({ environment })
    expect(await fetch(uri, { sha256: digest })).toMatchObject({ digest })
    expect(store.asked[0]?.url).toBe('/models/iris/3.onnx')
    expect(isSigned(0)).toBe(true)
    expect(isSigned(0, 'eu-west-1')).toBe(false)
    expect(cache).not.toContain('hush')
  })

  it('is signed anew for each request, and gone on with like any other', async () => {
    store.faults.push({ cutAfter: 1_000_000 })
    expect(await givenOrigins({ environment }).fetch(uri)).toMatchObject({ digest })
    expect(store.asked[1]?.headers).toMatchObject({
      range: expect.stringMatching(/^bytes=\d+-$/),
      'if-range': '"1"',
    })
    expect([isSigned(0), isSigned(1)]).toEqual([true, true])
  })

  it('may have any key', async () => {
    const key = "ä b/+!'()*&=#%20"
    store.files.set(
      `/models/${encodeURIComponent(key)
        .replace('%2F', '/')
        .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`,
      { bytes: model },
    )
    expect(await givenOrigins({ environment }).fetch(`s3://models/${key}`)).toMatchObject({
      digest,
    })
    expect(isSigned(0)).toBe(true)
  })

  it('may be one of several versions', async () => {
    await givenOrigins({ environment }).fetch(`${uri}?versionId=3/L4+`)
    expect(store.asked[0]?.url).toBe('/models/iris/3.onnx?versionId=3%2FL4%2B')
    expect(isSigned(0)).toBe(true)
  })

  it('is asked for with the token of keys that last for hours', async () => {
    environment['AWS_SESSION_TOKEN'] = 'token+/='
    await givenOrigins({ environment }).fetch(uri)
    expect(store.asked[0]?.headers['x-amz-security-token']).toBe('token+/=')
    expect(isSigned(0, 'us-east-1', 'token+/=')).toBe(true)
  })

  it('is asked for without a signature where there are no keys', async () => {
    environment = { AWS_ENDPOINT_URL: store.at('') }
    await givenOrigins({ environment }).fetch(uri)
    expect(store.asked[0]?.headers).not.toHaveProperty('authorization')
    expect(store.asked[0]?.headers).not.toHaveProperty('x-amz-date')
  })

  it('is asked for below the path of an endpoint that has one', async () => {
    store.files.set('/gateway/models/iris/3.onnx', { bytes: model })
    environment['AWS_ENDPOINT_URL'] = store.at('/gateway/')
    expect(await givenOrigins({ environment }).fetch(uri)).toMatchObject({ digest })
    expect(isSigned(0)).toBe(true)
  })
})

describe('a store', () => {
  it.each([
    [fault(403, 'AccessDenied'), 'ModelAccessDenied', 'answers 403 AccessDenied'],
    [
      fault(403, 'SignatureDoesNotMatch', '<StringToSign>hush</StringToSign>'),
      'ModelAccessDenied',
      'answers 403 SignatureDoesNotMatch',
    ],
    [fault(400, 'ExpiredToken'), 'ModelAccessDenied', 'answers 400 ExpiredToken'],
    [fault(404, 'NoSuchKey'), 'ModelMissing', 'answers 404 NoSuchKey'],
    [fault(404, 'NoSuchBucket'), 'ModelMissing', 'answers 404 NoSuchBucket'],
    [fault(400, 'InvalidRequest'), 'ModelAnswerInvalid', 'answers 400 InvalidRequest'],
    [
      { status: 307, headers: { location: 'http://other.test/' } },
      'ModelAnswerInvalid',
      'answers 307',
    ],
    [
      { status: 302, headers: { location: '/models/iris/3.onnx' } },
      'ModelAnswerInvalid',
      'answers 302',
    ],
  ] as const)('that says %j is understood', async (answer, code, said) => {
    store.faults.push(answer)
    const failure = await failureOf(givenOrigins({ environment }).fetch(uri))
    expect([failure.code, failure.message]).toEqual([code, `${uri}: ${said}`])
  })

  it('that refuses whoever shows no keys gives a clue', async () => {
    store.faults.push(fault(403, 'AccessDenied'), fault(403, 'AccessDenied'))
    environment = { AWS_ENDPOINT_URL: store.at('') }
    const first = await failureOf(givenOrigins({ environment }).fetch(uri))
    expect(first.message).toContain('(asked without credentials)')
    environment['AWS_ROLE_ARN'] = 'arn:aws:iam::123456789012:role/a'
    const second = await failureOf(givenOrigins({ environment }).fetch(uri))
    expect(second.message).toContain('a role of the service account is not supported')
  })

  it('that wants to be asked more slowly is', async () => {
    store.faults.push(fault(503, 'SlowDown'))
    expect(await givenOrigins({ environment }).fetch(uri)).toMatchObject({ digest })
  })

  it.each([
    ['in a header', { status: 301, headers: { 'x-amz-bucket-region': 'eu-west-1' } }],
    ['in words', fault(400, 'AuthorizationHeaderMalformed', '<Region>eu-west-1</Region>')],
  ])('that names another region %s is asked there', async (_, answer) => {
    store.faults.push(answer)
    expect(await givenOrigins({ environment }).fetch(uri)).toMatchObject({ digest })
    expect([isSigned(0), isSigned(1), isSigned(1, 'eu-west-1')]).toEqual([true, false, true])
  })

  it('that has named its region is asked there from then on', async () => {
    store.faults.push(
      { status: 301, headers: { 'x-amz-bucket-region': 'eu-west-1' } },
      { cutAfter: 100 },
    )
    await givenOrigins({ environment }).fetch(uri)
    expect([0, 1, 2].map((n) => isSigned(n, 'eu-west-1'))).toEqual([false, true, true])
  })

  it('that names one region after the other is asked in two', async () => {
    const named = (region: string) =>
      fault(400, 'AuthorizationHeaderMalformed', `<Region>${region}</Region>`)
    store.faults.push(named('eu-west-1'), named('eu-west-2'), named('eu-west-3'))
    const { code } = await failureOf(givenOrigins({ environment }).fetch(uri))
    expect([code, store.asked.length]).toEqual(['ModelAccessDenied', 2])
  })

  it('that names a region that is none is not believed', async () => {
    store.faults.push(fault(400, 'AuthorizationHeaderMalformed', '<Region>evil.test/</Region>'))
    const { code } = await failureOf(givenOrigins({ environment }).fetch(uri))
    expect([code, store.asked.length]).toEqual(['ModelAccessDenied', 1])
  })
})

describe('the address', () => {
  const at = (bucket: string, region: string, endpoint?: string) => {
    const place = { scheme: 's3', bucket, key: 'a/b c', version: undefined } as const
    const { url, path } = addressOf(
      place,
      endpoint === undefined ? undefined : new URL(endpoint),
      region,
    )
    return url.origin + path
  }

  it.each([
    ['models', 'eu-west-1', undefined, 'https://models.s3.eu-west-1.amazonaws.com/a/b%20c'],
    ['with.dots', 'eu-west-1', undefined, 'https://s3.eu-west-1.amazonaws.com/with.dots/a/b%20c'],
    ['Upper', 'us-east-1', undefined, 'https://s3.us-east-1.amazonaws.com/Upper/a/b%20c'],
    ['models', 'cn-north-1', undefined, 'https://models.s3.cn-north-1.amazonaws.com.cn/a/b%20c'],
    ['models', 'x', 'http://minio:9000', 'http://minio:9000/models/a/b%20c'],
    ['models', 'x', 'https://host/s3/', 'https://host/s3/models/a/b%20c'],
  ])('of %s in %s at %s is %s', (bucket, region, endpoint, address) => {
    expect(at(bucket, region, endpoint)).toBe(address)
  })
})

describe('access', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'hush' }
  const mine = { id: 'id', secret: 'hush', token: undefined }

  it.each([
    ['Amazon’s names', keys],
    ['KServe’s old names', { awsAccessKeyID: 'id', awsSecretAccessKey: 'hush' }],
    [
      'Seldon’s, for rclone',
      { RCLONE_CONFIG_S3_ACCESS_KEY_ID: 'id', RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: 'hush' },
    ],
  ])('is given by %s, in a Secret or in the environment', (_, given) => {
    expect(s3AccessIn(given, {}).keys).toEqual(mine)
    expect(s3AccessIn({}, given).keys).toEqual(mine)
  })

  it('is the Secret’s as a whole before the environment’s, and never half of each', () => {
    const rotated = { ...keys, AWS_SESSION_TOKEN: 'token' }
    expect(
      s3AccessIn({ AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }, rotated).keys,
    ).toEqual({
      ...{ id: 'a', secret: 'b', token: undefined },
    })
    expect(() => s3AccessIn({ AWS_ACCESS_KEY_ID: 'a' }, rotated)).toThrow(
      'AWS_SECRET_ACCESS_KEY is missing',
    )
    expect(() => s3AccessIn({ AWS_SECRET_ACCESS_KEY: 'a' }, rotated)).toThrow(
      'AWS_ACCESS_KEY_ID is missing',
    )
  })

  it('with the keys of the environment is never given to the endpoint of a Secret', () => {
    const { keys: found, endpoint } = s3AccessIn({ AWS_ENDPOINT_URL: 'https://evil.test' }, keys)
    expect([found, endpoint?.href]).toEqual([undefined, 'https://evil.test/'])
  })

  it('is anybody’s where somebody says so', () => {
    expect(s3AccessIn({}, { ...keys, awsAnonymousCredential: 'True' }).keys).toBeUndefined()
    expect(s3AccessIn({}, { ...keys, awsAnonymousCredential: 'False' }).keys).toEqual(mine)
  })

  it.each([
    [{}, 'us-east-1'],
    [{ AWS_DEFAULT_REGION: 'b' }, 'b'],
    [{ AWS_REGION: 'a', AWS_DEFAULT_REGION: 'b' }, 'a'],
    [{ RCLONE_CONFIG_S3_REGION: 'c' }, 'c'],
  ])('%j is in %s', (given, region) => {
    expect(s3AccessIn(given, { AWS_REGION: region }).region).toBe(region)
    expect(s3AccessIn({}, given).region).toBe(region)
  })

  it.each([
    [{ AWS_ENDPOINT_URL_S3: 'http://a:1', AWS_ENDPOINT_URL: 'http://b:2' }, 'http://a:1/'],
    [{ AWS_ENDPOINT_URL: 'http://b:2', S3_ENDPOINT: 'c' }, 'http://b:2/'],
    [{ AWS_S3_ENDPOINT: 'https://c' }, 'https://c/'],
    [{ S3_ENDPOINT: 'minio:9000' }, 'https://minio:9000/'],
    [{ S3_ENDPOINT: 'minio:9000', S3_USE_HTTPS: '0' }, 'http://minio:9000/'],
    [{ RCLONE_CONFIG_S3_ENDPOINT: 'http://minio:9000' }, 'http://minio:9000/'],
    [{ AWS_ENDPOINT_URL: '' }, undefined],
  ])('%j is at %s', (given, endpoint) => {
    expect(s3AccessIn(given, {}).endpoint?.href).toBe(endpoint)
  })

  it.each([
    'ftp://a',
    'http://',
    'http://user:pass@a',
    'https://a?b',
  ])('is not at %s', (endpoint) => {
    expect(() => s3AccessIn({ AWS_ENDPOINT_URL: endpoint }, {})).toThrow(/^(?!.*pass).*endpoint/)
  })

  it('is read from a mounted folder', async () => {
    const folder = join(newFolder(), 'secret')
    mkdirSync(folder)
    for (const [name, text] of Object.entries(environment))
      writeFileSync(join(folder, name), `${text}\n`)
    expect(await givenOrigins({ secret: { folder } }).fetch(uri)).toMatchObject({ digest })
    expect(isSigned(0)).toBe(true)
  })
})
