import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { request as plain } from 'node:http'
import { request } from 'node:https'
import { dirname } from 'node:path'
import { expect, inject, it } from 'vitest'

const { url, token, ca, kubeconfig } = inject('apiServer')
const { port } = new URL(url)

/** What somebody hears who asks for the secrets of the cluster in this way. */
function asked(
  headers: { readonly [name: string]: string },
  { method = 'GET', path = '/api/v1/secrets' } = {},
): Promise<{ readonly status: number | undefined; readonly allowed: unknown }> {
  return new Promise((resolve, reject) => {
    // Node would look whether the certificate is for the name in the Host header.
    const checkServerIdentity = () => undefined
    const options = { ...(ca !== undefined && { ca }), checkServerIdentity, method, headers, path }
    const asking = request(url, options, (response) => {
      response.resume()
      const allowed = response.headers['access-control-allow-origin']
      resolve({ status: response.statusCode, allowed })
    })
    asking.on('error', reject)
    asking.end()
  })
}

const mine = { authorization: `Bearer ${token}` }
const refused = (status: number) => ({ status, allowed: undefined })

it('lets in whoever has the token', async () => {
  expect(await asked(mine)).toMatchObject({ status: 200 })
})

it.each([
  ['nothing', {}],
  ['another token', { authorization: 'Bearer 0000' }],
  ['a token that is longer', { authorization: `Bearer ${token}0` }],
  ['the token as a password', { authorization: `Basic ${btoa(`admin:${token}`)}` }],
  ['a cookie', { cookie: `token=${token}` }],
])('turns away who shows %s', async (_, headers) => {
  expect(await asked(headers)).toEqual(refused(401))
})

it.each([
  '/api',
  '/openapi/v3',
  '/version',
  '/readyz',
  '/nothing',
])('tells strangers nothing at %s', async (path) => {
  expect(await asked({}, { path })).toEqual(refused(401))
})

it('does not take the token from the address, where it would be logged', async () => {
  const path = `/api/v1/secrets?access_token=${token}&token=${token}`
  expect(await asked({}, { path })).toEqual(refused(401))
})

it.each([
  'evil.example',
  `evil.example:${port}`,
  `127.0.0.1.evil.example:${port}`,
  `127.0.0.1:${Number(port) + 1}`,
  '127.0.0.1',
])('answers to no other name, not even with the token: %s', async (host) => {
  expect(await asked({ ...mine, host })).toEqual(refused(421))
})

it('gives no page in a browser leave to ask with a token, or to read an answer', async () => {
  const origin = 'https://evil.example'
  const preflight = {
    ...{ origin, 'access-control-request-method': 'GET' },
    'access-control-request-headers': 'authorization',
  }
  expect(await asked(preflight, { method: 'OPTIONS' })).toEqual(refused(401))
  expect(await asked({ origin, ...mine })).toEqual({ status: 200, allowed: undefined })
})

it('takes no dots in a path for a way up', async () => {
  const path = '/api/v1/namespaces/default/configmaps/%2e%2e'
  expect(await asked(mine, { path })).toEqual(refused(404))
  expect(await asked(mine, { path: '//' })).toEqual(refused(404))
})

it('speaks TLS only', async () => {
  const answer = new Promise((resolve, reject) => {
    plain({ host: '127.0.0.1', port, headers: mine }, resolve).on('error', reject).end()
  })
  await expect(answer).rejects.toThrow()
})

it('keeps the kubeconfig for its owner', () => {
  expect(statSync(kubeconfig).mode & 0o777).toBe(0o600)
  expect(statSync(dirname(kubeconfig)).mode & 0o077).toBe(0)
})

it.runIf(process.getuid?.() === 0)('cannot be read by another user of this machine', () => {
  const { status, stdout } = spawnSync('cat', [kubeconfig], { uid: 65_534, gid: 65_534 })
  expect({ status, said: `${stdout}` }).toEqual({ status: 1, said: '' })
})
