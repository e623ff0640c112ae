import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { createOwnCertificate } from '../../../src/local/server/certificate.ts'
import { failureOf, givenOrigins, newFolder } from './given.ts'
import { bytesBy, digestOf, type Store, startStore } from './store.ts'

const model = bytesBy(1, 1000)
const digest = digestOf(model)

let store: Store
beforeEach(async () => {
  store = await startStore()
  store.files.set('/iris.onnx', { bytes: model, etag: '"1"' })
})

const to = (location: string, status = 302) => ({ status, headers: { location } })

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('(%i) is followed on the same host', async (status) => {
    store.faults.push(to('/iris.onnx?x=1', status))
    expect(await givenOrigins().fetch(store.at('/a'))).toMatchObject({ digest })
    expect(store.asked.map(({ url }) => url)).toEqual(['/a', '/iris.onnx?x=1'])
  })

  it('is followed five times, not six', async () => {
    const onward = Array(5).fill(to('/iris.onnx'))
    store.faults.push(...onward)
    expect(await givenOrigins().fetch(store.at('/a'))).toMatchObject({ digest })
    store.faults.push(...onward, to('/iris.onnx'))
    expect(await failureOf(givenOrigins().fetch(store.at('/a')))).toMatchObject({
      code: 'ModelAnswerInvalid',
      message: expect.stringContaining('leads on and on'),
    })
  })

  it.each([
    'http://other.test/iris.onnx',
    'http://localhost:{port}/iris.onnx',
    'http://127.0.0.1:1/iris.onnx',
    'http://127.0.0.1/iris.onnx',
    'http://127.1.0.1:{port}/iris.onnx',
    'http://[::1]:{port}/iris.onnx',
    'http://169.254.169.254/latest/meta-data/',
    'file:///etc/passwd',
    'ftp://127.0.0.1:{port}/iris.onnx',
    '//other.test/iris.onnx',
  ])('to %s is refused, and nobody is asked there', async (location) => {
    const other = await startStore()
    store.faults.push(to(location.replace('{port}', `${store.port}`)))
    const failure = await failureOf(givenOrigins().fetch(store.at('/a')))
    expect(failure).toMatchObject({
      code: 'ModelOriginForbidden',
      message: expect.stringContaining('leads to another host'),
    })
    expect([store.asked.length, other.asked.length]).toEqual([1, 0])
  })

  it.each([undefined, 'http://'])('to %j leads nowhere', async (location) => {
    store.faults.push({ status: 302, headers: location === undefined ? {} : { location } })
    const { code } = await failureOf(givenOrigins().fetch(store.at('/a')))
    expect(code).toBe('ModelAnswerInvalid')
  })

  it('never leads from https to http', async () => {
    const pair = createOwnCertificate()
    const secure = await startStore(pair)
    secure.faults.push(to(`http://127.0.0.1:${secure.port}/iris.onnx`))
    const folder = secretOf({ 'ca.crt': pair.cert })
    const { code } = await failureOf(givenOrigins({ secret: { folder } }).fetch(secure.at('/a')))
    expect(code).toBe('ModelOriginForbidden')
  })
})

/** As the kubelet mounts it: files that are links, through a folder with a name of its own. */
function secretOf(keys: { readonly [name: string]: string }): string {
  const folder = newFolder()
  mkdirSync(join(folder, '..2025'))
  symlinkSync('..2025', join(folder, '..data'))
  for (const [name, text] of Object.entries(keys)) {
    writeFileSync(join(folder, '..2025', name), text)
    symlinkSync(join('..data', name), join(folder, name))
  }
  return folder
}

describe('a mounted credential', () => {
  const basic = `Basic ${Buffer.from('ann:p:ss wörd').toString('base64')}`
  const host = () => `http://127.0.0.1:${store.port}`

  it.each([
    ['a token', { token: 'abc.def\n' }, 'Bearer abc.def'],
    ['a name and a password', { username: 'ann', password: 'p:ss wörd' }, basic],
  ])('%s goes to the host that it is for', async (_, keys, authorization) => {
    const folder = secretOf({ ...keys, host: host() })
    await givenOrigins({ secret: { folder } }).fetch(store.at('/iris.onnx'))
    expect(store.asked[0]?.headers.authorization).toBe(authorization)
  })

  it('goes along a redirect on that host', async () => {
    store.faults.push(to('/iris.onnx'))
    const secret = { folder: secretOf({ token: 'abc' }), host: host() }
    await givenOrigins({ secret }).fetch(store.at('/a'))
    expect(store.asked.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer abc',
      'Bearer abc',
    ])
  })

  it.each([
    ['another host', 'http://models.test'],
    ['another port', 'http://127.0.0.1:1'],
    ['the port of https', 'https://127.0.0.1:{port}'],
    ['this host, by https', '127.0.0.1:{port}'],
    ['nobody', undefined],
  ])('for %s does not go to this one, and whoever is refused hears why', async (_, named) => {
    const keys = { token: 'abc', ...(named && { host: named.replace('{port}', `${store.port}`) }) }
    store.faults.push({ status: 401 })
    const { message } = await failureOf(
      givenOrigins({ secret: { folder: secretOf(keys) } }).fetch(store.at('/iris.onnx')),
    )
    expect(message).toMatch(/\(the credentials (are for|name no host)/)
    expect(store.asked[0]?.headers).not.toHaveProperty('authorization')
  })

  it('is read anew for each request, since it may be renewed', async () => {
    const folder = secretOf({ token: 'old', host: host() })
    const { fetch } = givenOrigins({
      secret: { folder },
      trouble: () => writeFileSync(join(folder, 'token'), 'new'),
    })
    store.faults.push({ status: 503 })
    await fetch(store.at('/iris.onnx'))
    expect(store.asked.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer old',
      'Bearer new',
    ])
  })

  it('with characters that no header may have is refused, and not told', async () => {
    const folder = secretOf({ token: 'ab\ncd', host: host() })
    const failure = await failureOf(
      givenOrigins({ secret: { folder } }).fetch(store.at('/iris.onnx')),
    )
    expect(failure.code).toBe('ModelAccessDenied')
    expect(failure.message).not.toMatch(/ab|cd/)
  })

  it('that is not mounted is missed', async () => {
    const folder = join(newFolder(), 'secret')
    const { code } = await failureOf(
      givenOrigins({ secret: { folder } }).fetch(store.at('/iris.onnx')),
    )
    expect(code).toBe('ModelAccessDenied')
  })
})

describe('https', () => {
  it('is trusted by the usual authorities alone', async () => {
    const secure = await startStore(createOwnCertificate())
    const { code, message } = await failureOf(givenOrigins().fetch(secure.at('/iris.onnx')))
    expect(code).toBe('ModelOriginUntrusted')
    expect(message).toContain('self-signed certificate')
    expect(secure.asked).toEqual([])
  })

  it('is trusted for the names in its certificate alone', async () => {
    const pair = createOwnCertificate()
    const secure = await startStore(pair)
    const lookup = async () => [{ address: '127.0.0.1', family: 4 }]
    const { fetch } = givenOrigins({
      lookup,
      secret: { folder: secretOf({ 'ca.crt': pair.cert }) },
    })
    const { code } = await failureOf(fetch(`https://models.test:${secure.port}/iris.onnx`))
    expect([code, secure.asked]).toEqual(['ModelOriginUntrusted', []])
  })

  it('is trusted by a mounted ca.crt, too', async () => {
    const pair = createOwnCertificate()
    const secure = await startStore(pair)
    secure.files.set('/iris.onnx', { bytes: model, etag: '"1"' })
    const folder = secretOf({ 'ca.crt': pair.cert, token: 'abc', host: `127.0.0.1:${secure.port}` })
    expect(await givenOrigins({ secret: { folder } }).fetch(secure.at('/iris.onnx'))).toMatchObject(
      { digest },
    )
    expect(secure.asked[0]?.headers.authorization).toBe('Bearer abc')
  })
})
