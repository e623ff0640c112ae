import { describe, expect, it } from 'vitest'
import { createPolicy, usualPolicy } from '../../../src/origins/policy.ts'
import { placeOf } from '../../../src/origins/uri.ts'
import { codeOf, givenOrigins } from './given.ts'
import { startStore } from './store.ts'

const admits = (hosts: readonly string[], uri: string) => {
  const { admitHost } = createPolicy({ ...usualPolicy, hosts })
  return () => admitHost(new URL(uri), uri)
}

it.each([
  ['*', 'https://any.where/'],
  ['models.example.com', 'https://models.example.com/a'],
  ['models.example.com', 'https://MODELS.example.COM./a'],
  ['Models.Example.com', 'https://models.example.com/a'],
  ['*.example.com', 'https://models.example.com/'],
  ['*.example.com', 'https://a.b.example.com/'],
  ['minio:9000', 'http://minio:9000/'],
  ['minio:80', 'http://minio/'],
  ['minio:443', 'https://minio/'],
  ['*.svc:9000', 'http://minio.models.svc:9000/'],
  ['10.1.2.3', 'http://10.1.2.3:8080/'],
  ['[fd12::1]:9000', 'http://[fd12::1]:9000/'],
])('%s allows %s', (pattern, uri) => expect(admits(['x.test', pattern], uri)).not.toThrow())

it.each([
  ['models.example.com', 'https://example.com/'],
  ['models.example.com', 'https://models.example.com.evil.test/'],
  ['models.example.com', 'https://evilmodels.example.com/'],
  ['*.example.com', 'https://example.com/'],
  ['*.example.com', 'https://evilexample.com/'],
  ['*.example.com', 'https://example.com.evil.test/'],
  ['minio:9000', 'http://minio:9001/'],
  ['minio:9000', 'http://minio/'],
  ['minio:80', 'https://minio/'],
  ['fd12::1', 'http://[fd12::2]/'],
])('%s does not allow %s', (pattern, uri) =>
  expect(admits([pattern], uri)).toThrow(/is none of the allowed hosts/))

it('allows nothing where nothing is allowed', () => {
  expect(admits([], 'https://models.example.com/')).toThrow('allowed hosts')
})

it.each([
  'file:///a',
  'http://a/b',
  'https://a/b',
  's3://a/b',
])('refuses %s by its scheme', (uri) => {
  const place = placeOf(uri)
  const others = usualPolicy.schemes.filter((scheme) => scheme !== place.scheme)
  const { admitScheme } = createPolicy({ ...usualPolicy, schemes: others })
  expect(() => admitScheme(place)).toThrow(`${place.scheme}: is none of the allowed schemes`)
  expect(() => createPolicy(usualPolicy).admitScheme(place)).not.toThrow()
})

describe('before anybody is asked', () => {
  it('a host that is not allowed is refused, the store of s3, too', async () => {
    const store = await startStore()
    const policy = { hosts: ['models.test'] }
    const environment = { AWS_ENDPOINT_URL: store.at('') }
    const { fetch } = givenOrigins({ policy, environment })
    expect(await codeOf(fetch(store.at('/a')))).toBe('ModelOriginForbidden')
    expect(await codeOf(fetch('s3://bucket/key'))).toBe('ModelOriginForbidden')
    expect(store.asked).toEqual([])
  })
})
