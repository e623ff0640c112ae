import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { Agent, createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { CoreV1Api, KubeConfig, Watch } from '@kubernetes/client-node'
import { afterEach, expect, it } from 'vitest'
import { createOwnCertificate } from '../../../src/local/server/certificate.ts'
import { below, chance } from '../../chance.ts'
import { kubectl } from '../kubectl.ts'
import { waitUntil } from '../waiting.ts'
import { create, hits, maps, named, server, start, touch, watch } from './ground.ts'
import { hear, hearAll } from './wire.ts'

const merge = { 'content-type': 'application/merge-patch+json' }
const enlarge = { body: JSON.stringify({ data: { large: 'x'.repeat(300_000) } }), headers: merge }
const asGzip = { headers: { 'accept-encoding': 'gzip' } }
const asProtobuf = { headers: { accept: 'application/vnd.kubernetes.protobuf' } }

it('without faults 200 mixed requests and their answers pass unchanged, and nothing is counted', async () => {
  await create(server, maps, 'mixed')
  const { text } = await hearAll(server, 'PATCH', `${maps}/mixed`, enlarge)
  const { resourceVersion } = JSON.parse(text).metadata
  const list = `${maps}?resourceVersion=${resourceVersion}&resourceVersionMatch=Exact&limit=500`
  const mixed = [
    ['GET', `${maps}/mixed`],
    ['HEAD', `${maps}/mixed`],
    ['GET', list],
    ['GET', list, asGzip],
    ['GET', list, asProtobuf],
    ['PATCH', `${maps}/mixed`, enlarge],
    ['POST', maps, { body: named('mixed') }],
    ['POST', maps, { body: named('No Name') }],
    ['DELETE', `${maps}/none?dryRun=All`],
    ['GET', '/version'],
  ] as const
  const proxy = await start()
  const { ca } = proxy.access
  const agents = [new Agent({ keepAlive: true, ca: server.ca }), new Agent({ keepAlive: true, ca })]
  const random = chance(5)
  const compare = async () => {
    const [method, path, sent = {}] = mixed[below(random, mixed.length)] ?? mixed[0]
    const [direct, through] = await Promise.all(
      [server, proxy.access].map((access, i) =>
        hearAll(access, method, path, { ...sent, ...(agents[i] && { agent: agents[i] }) }),
      ),
    )
    for (const heard of [direct, through]) {
      delete heard?.headers['date']
      delete heard?.headers['audit-id']
    }
    expect(through).toEqual(direct)
  }
  for (let i = 0; i < 50; i += 1) await Promise.all([compare(), compare(), compare(), compare()])
  for (const agent of agents) agent.destroy()
  expect(proxy.requests).toHaveLength(200)
  expect(hits(proxy)).toEqual({})
})

it('without faults a watch passes unchanged, large lines too, and ends as the server ends it', async () => {
  const version = await create(server, maps, 'watched')
  const proxy = await start()
  const [direct, through] = await Promise.all(
    [server, proxy.access].map((access) => watch(access, 'watched', version, '&timeoutSeconds=2')),
  )
  await hearAll(server, 'PATCH', `${maps}/watched`, enlarge)
  await touch('watched', 10)
  expect([await direct?.ended, await through?.ended]).toEqual(['cleanly', 'cleanly'])
  expect(through?.text()).toBe(direct?.text())
  expect(through?.text().split('\n')).toHaveLength(12)
  expect(proxy.requests).toMatchObject([{ lines: 11, bytes: direct?.body().length }])
  expect(hits(proxy)).toEqual({})
})

it('the official client lists and watches through it, and kubectl too', async () => {
  const version = await create(server, maps, 'official')
  const proxy = await start()
  const config = new KubeConfig()
  config.loadFromFile(proxy.access.kubeconfig)
  const { items } = await config.makeApiClient(CoreV1Api).listNamespace()
  expect(items.map(({ metadata }) => metadata?.name)).toContain('default')
  const seen: string[] = []
  const query = { resourceVersion: version, fieldSelector: 'metadata.name=official' }
  const watching = await new Watch(config).watch(
    maps,
    query,
    (type) => seen.push(type),
    () => {},
  )
  await touch('official')
  await waitUntil(() => seen.length > 0, { what: 'an event', limitMs: 30_000 })
  watching.abort()
  expect(seen).toEqual(['MODIFIED'])
  const { code, out, err } = await kubectl(['get', 'ns'], '', proxy.access)
  expect(code, err).toBe(0)
  expect(out).toMatch(/^default +Active/m)
  expect(proxy.requests.at(-1)?.path).toBe('/api/v1/namespaces')
})

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A server that lets in whoever shows its own certificate, and does as it is told. */
async function serverThat(answers: RequestListener) {
  const { cert, key } = createOwnCertificate()
  const strict = { requestCert: true, rejectUnauthorized: true, keepAliveTimeout: 0 }
  const own = createServer({ cert, key, ca: cert, ...strict }, answers).listen(0, '127.0.0.1')
  closing.push(() => {
    own.close()
    own.closeAllConnections()
  })
  await once(own, 'listening')
  const url = `https://127.0.0.1:${(own.address() as AddressInfo).port}`
  const connections = promisify(own.getConnections.bind(own))
  return { url, kubeconfig: '', ca: cert, cert, key, connections }
}

it('bodies and headers reach the server byte for byte, but for host, connection and our token', async () => {
  let heard: readonly string[] = []
  const access = await serverThat((asked, answer) => {
    heard = asked.rawHeaders
    asked.pipe(answer)
  })
  const proxy = await start({ access })
  const body = randomBytes(1_000_000)
  const headers = { 'X-Twice': ['a', 'b'], 'content-type': 'application/octet-stream' }
  const echoed = await hearAll(proxy.access, 'POST', '/echo?a=%20b', { body, headers })
  expect(echoed.body.equals(body)).toBe(true)
  expect(heard.join(' ')).toContain('X-Twice a X-Twice b')
  expect(heard.join(' ')).toContain(`Host ${new URL(access.url).host}`)
  expect(heard.join(' ')).not.toMatch(/bearer/i)
  expect(proxy.requests[0]).toMatchObject({ path: '/echo', query: 'a=%20b', bytes: 1_000_000 })
})

it('a server that asks for a certificate is shown it, but only for who knows our token', async () => {
  const access = await serverThat((_, answer) => answer.end('welcome'))
  await expect(hearAll({ ...access, cert: '', key: '' }, 'GET', '/')).rejects.toThrow()
  const proxy = await start({ access })
  expect(await hearAll(proxy.access, 'GET', '/')).toMatchObject({ status: 200, text: 'welcome' })
  const stranger = { ...proxy.access, token: 'guessed' }
  expect(await hearAll(stranger, 'GET', '/')).toMatchObject({ status: 401 })
  const config = new KubeConfig()
  config.loadFromFile(proxy.access.kubeconfig)
  expect(config.getCurrentUser()?.token).toBe(proxy.access.token)
})

it('when the client leaves, the server is left too', async () => {
  let left = 0
  const access = await serverThat((_, answer) => {
    answer.write('a line\n')
    answer.on('close', () => {
      left += 1
    })
  })
  const proxy = await start({ access })
  proxy.inject('silence', { match: ({ query }) => query.endsWith('1') })
  const paths = ['/?watch=true&n=1', '/?watch=true&n=2', '/']
  const heard = await Promise.all(paths.map((path) => hear(proxy.access, 'GET', path)))
  for (const { leave } of heard) leave()
  await waitUntil(() => left === 3, { what: 'the server to be left', limitMs: 30_000 })
})

it('keeps its connection to the server for the next request, and closes it when it is closed', async () => {
  const access = await serverThat((_, answer) => answer.end('welcome'))
  const proxy = await start({ access })
  for (let i = 0; i < 3; i += 1) await hearAll(proxy.access, 'GET', '/')
  expect(await access.connections()).toBe(1)
  await proxy.close()
  const isLeft = async () => (await access.connections()) === 0
  await waitUntil(isLeft, { what: 'the server to be left', limitMs: 30_000 })
})

it('when the server breaks off, the client hears no clean end', async () => {
  const access = await serverThat((asked, answer) => {
    if (asked.url === '/before') answer.destroy()
    else answer.write('{"half":', () => answer.destroy())
  })
  const proxy = await start({ access })
  const before = hear(proxy.access, 'GET', '/before')
  await expect(before).rejects.toMatchObject({ code: 'ECONNRESET' })
  const half = await hearAll(proxy.access, 'GET', '/half')
  expect(half).toMatchObject({ text: '{"half":', ended: 'ECONNRESET' })
  const nobody = await start({ access: { ...access, url: 'https://127.0.0.1:1' } })
  await expect(hear(nobody.access, 'GET', '/')).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect([hits(proxy), hits(nobody)]).toEqual([{}, {}])
})

const program = `
  import { existsSync } from 'node:fs'
  import { startFaultProxy } from ${JSON.stringify(import.meta.resolve('./proxy.ts'))}
  import { hear } from ${JSON.stringify(import.meta.resolve('./wire.ts'))}
  const { access, counts, inject, close } = await startFaultProxy({ access: JSON.parse(process.env.ACCESS) })
  const ask = (path) => hear(access, 'GET', path).then(({ ended }) => ended).catch(({ code }) => code)
  inject('delay', { delayMs: 3_600_000 })
  inject('silence', { times: 2 })
  const asked = ['/version', '/version', '/api/v1/pods?watch=true', '/api/v1/pods?watch=true'].map(ask)
  while (counts.delay + counts.silence < 3) await new Promise(setImmediate)
  await close()
  await close()
  const after = await ask('/version')
  console.log(JSON.stringify({ ended: await Promise.all(asked), after, isThere: existsSync(access.kubeconfig) }))
`
it('a process that closes its proxy, with answers silent, late and running, ends by itself', async () => {
  const env = { ...process.env, ACCESS: JSON.stringify(server) }
  const args = ['--input-type=module', '--eval', program]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  closing.push(() => child.kill('SIGKILL'))
  const [out] = await Promise.all([text(child.stdout), once(child, 'exit')])
  const broken = Array.from({ length: 4 }, () => 'ECONNRESET')
  expect(JSON.parse(out)).toEqual({ ended: broken, after: 'ECONNREFUSED', isThere: false })
  expect(child.exitCode).toBe(0)
})
