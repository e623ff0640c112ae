import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer as createProxy } from 'node:http'
import { createServer } from 'node:https'
import { type AddressInfo, connect, createServer as createTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { KubeConfig } from '@kubernetes/client-node'
import { expect, it, onTestFinished } from 'vitest'
import { createDoor } from '../../../src/kube/door.ts'
import { resources } from '../../../src/kube/resources.ts'
import { createOwnCertificate } from '../../../src/local/server/certificate.ts'
import { createHands } from '../../hands.ts'
import { json, object, openDoor, startApi } from './api.ts'

const bikes = { namespace: 'city', name: 'bikes' }
const fingerprintOf = (cert: string) => new X509Certificate(cert).fingerprint

/** An API server with TLS: it notes the certificates of those who come. */
async function startSecure() {
  const folder = await mkdtemp(join(tmpdir(), 'contender-connection-'))
  const own = createOwnCertificate()
  const callers: (string | undefined)[] = []
  const server = createServer(
    { ...own, requestCert: true, rejectUnauthorized: false },
    ({ socket, url = '' }, response) => {
      callers.push((socket as TLSSocket).getPeerCertificate()?.fingerprint)
      if (url.includes('watch=1')) response.writeHead(200).write(bookmark)
      else json(response, object('bikes', 1))
    },
  )
  let connections = 0
  server.on('secureConnection', () => connections++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await rm(folder, { recursive: true })
  })
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const [caFile, certFile, keyFile] = ['ca', 'cert', 'key'].map((name) => join(folder, name))
  const load = () => {
    const config = new KubeConfig()
    const cluster = { name: 'fake', server: url, skipTLSVerify: false }
    config.loadFromOptions({
      clusters: [{ ...cluster, caFile }],
      users: [{ name: 'operator', certFile, keyFile }],
      contexts: [{ name: 'it', cluster: 'fake', user: 'operator' }],
      currentContext: 'it',
    })
    return config
  }
  const trust = (cert: string) => writeFile(caFile ?? '', cert)
  async function identify() {
    const pair = createOwnCertificate()
    await writeFile(certFile ?? '', pair.cert)
    await writeFile(keyFile ?? '', pair.key)
    return fingerprintOf(pair.cert)
  }
  await trust(own.cert)
  return { url, server, load, trust, identify, callers, connections: () => connections }
}

const bookmark = '{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"7"}}}\n'

function open(load: () => KubeConfig) {
  const clock = createHands()
  const door = createDoor(load, { clock })
  onTestFinished(door.close)
  return { door, clock, get: () => door.get(resources.configMaps, bikes) }
}

it('takes up a client certificate that was renewed on disk, and a watch goes on meanwhile', async () => {
  const secure = await startSecure()
  const first = await secure.identify()
  const { door, clock, get } = open(secure.load)
  const end = new AbortController()
  const told = Promise.withResolvers<void>()
  const watching = door.watch(resources.configMaps, {
    ...{ from: '1', timeoutSeconds: 300, project: () => undefined, signal: end.signal },
    tell: () => told.resolve(),
  })
  await told.promise
  await get()
  const second = await secure.identify()
  await get()
  await clock.turn(10_000)
  await get()
  expect(secure.callers).toEqual([first, first, first, second])
  end.abort()
  expect(await watching).toEqual({ kind: 'aborted' })
})

it('keeps its connections while nothing changes, however long', async () => {
  const secure = await startSecure()
  await secure.identify()
  const { clock, get } = open(secure.load)
  for (let n = 0; n < 10; n++) {
    await get()
    await clock.turn(10_000)
  }
  expect(secure.connections()).toBeLessThanOrEqual(2)
})

it('trusts a new authority from its file, and nobody else', async () => {
  const secure = await startSecure()
  await secure.identify()
  const { clock, get } = open(secure.load)
  await get()
  const renewed = createOwnCertificate()
  secure.server.setSecureContext(renewed)
  secure.server.closeAllConnections()
  await expect(get()).rejects.toMatchObject({ code: 'ApiUnreachable' })
  await secure.trust(renewed.cert)
  await clock.turn(10_000)
  await get()
})

it('waits with what it has while files are missing', async () => {
  const secure = await startSecure()
  await secure.identify()
  const { clock, get } = open(secure.load)
  await get()
  await secure.trust('')
  await rm(String(secure.load().getUsers()[0]?.certFile))
  await clock.turn(10_000)
  await get()
})

/** Each of them notes where somebody wants to go, and takes him there. */
const proxies = {
  http: (passed: string[]) =>
    createProxy().on('connect', ({ url = '' }, socket) => {
      passed.push(url)
      const [host, port] = url.split(':')
      tunnel(socket, Number(port), host, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
    }),
  // RFC 1928, for one who comes without a name and wants an IPv4 address.
  socks5: (passed: string[]) =>
    createTcp((socket) => {
      socket.once('data', () => {
        socket.write(Buffer.of(5, 0))
        socket.once('data', (wish) => {
          const [host, port] = [wish.subarray(4, 8).join('.'), wish.readUInt16BE(8)]
          passed.push(`${host}:${port}`)
          tunnel(socket, port, host, () => socket.write(Buffer.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0)))
        })
      })
    }),
}

function tunnel(from: Duplex, port: number, host: string | undefined, opened: () => void): void {
  const to = connect(port, host, () => {
    opened()
    from.pipe(to).pipe(from)
  })
  for (const end of [from, to]) end.on('error', () => {})
}

it.each(
  Object.entries(proxies),
)('goes through a proxy (%s) where the kubeconfig names one', async (scheme, createServer) => {
  const secure = await startSecure()
  await secure.identify()
  const passed: string[] = []
  const proxy = createServer(passed)
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void proxy.close())
  const { port } = proxy.address() as AddressInfo
  const load = () => {
    const config = secure.load()
    Object.assign(config.getClusters()[0] ?? {}, { proxyUrl: `${scheme}://127.0.0.1:${port}` })
    return config
  }
  const { get } = open(load)
  await get()
  await get()
  expect(new Set(passed)).toEqual(new Set([new URL(secure.url).host]))
})

it('has let go of everything once it is closed', async () => {
  const api = await startApi((_, response) => json(response, object('bikes', 1)))
  const door = openDoor(api.url)
  await door.get(resources.configMaps, bikes)
  await door.close()
  await expect.poll(() => api.sockets.open).toBe(0)
  await expect(door.get(resources.configMaps, bikes)).rejects.toMatchObject({
    code: 'ApiUnreachable',
  })
})
