import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { encoded, queryOf, signed } from '../../../src/origins/signing.ts'
import recorded from './signing/recorded/signatures.json' with { type: 'json' }

const { id, secret, requests } = recorded

function askedAgain({ url, at, region, token, path, query }: (typeof requests)[number]) {
  const pairs = query.map(([name = '', value = '']) => [name, value] as const)
  const { host } = new URL(url)
  const keys = { id, secret, token: token ?? undefined }
  return signed({ host, path, query: pairs, region, wallMs: Date.parse(at) }, keys)
}

it.each(requests)('signs GET $url in $region as Amazon’s own library does', (request) => {
  const { authorization, ...headers } = askedAgain(request)
  expect(authorization).toBe(request.authorization)
  for (const [name, value] of Object.entries(headers)) {
    expect(request.canonical).toContain(`\n${name}:${value}\n`)
  }
})

it('signs another time, region, path, host or token otherwise (what is recorded could be a constant)', () => {
  const signatures = requests.map((request) => askedAgain(request).authorization.slice(-64))
  expect(new Set(signatures).size).toBe(requests.length)
})

/** In «Authenticating Requests: Using the Authorization Header» of Amazon's reference of S3. */
it.each([
  [
    'lifecycle',
    [['lifecycle', '']],
    'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  ],
  [
    'a list',
    [
      ['prefix', 'J'],
      ['max-keys', '2'],
    ],
    '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  ],
] as const)('signs the published example of %s as published', (_, query, signature) => {
  const keys = { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }
  const host = 'examplebucket.s3.amazonaws.com'
  const wallMs = Date.UTC(2013, 4, 24)
  const request = { host, path: '/', query, region: 'us-east-1', wallMs }
  expect(signed(request, keys).authorization).toMatch(new RegExp(`Signature=${signature}$`))
})

it('signs that there is no body', () => {
  const [request] = requests
  const digest = createHash('sha256').digest('hex')
  expect(request && askedAgain(request)['x-amz-content-sha256']).toBe(digest)
})

it('leaves only what needs no encoding as it is', () => {
  expect(encoded('aZ09-._~')).toBe('aZ09-._~')
  expect(encoded("/ +!'()*%&=ä🙂")).toBe('%2F%20%2B%21%27%28%29%2A%25%26%3D%C3%A4%F0%9F%99%82')
  expect(
    queryOf([
      ['b', '1 2'],
      ['a', '/'],
    ]),
  ).toBe('a=%2F&b=1%202')
})
