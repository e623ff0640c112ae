import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { KubeConfig } from '@kubernetes/client-node'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { shareConnections } from '../../../src/kube/connections.ts'
import { createExperimentReader } from '../../../src/kube/experiments.ts'

type Answer = { readonly status: number; readonly body: string }

const empty = JSON.stringify({ metadata: { resourceVersion: '7' }, items: [] })
const refused = (message: string) => JSON.stringify({ kind: 'Status', message })

let server: Server
let answer: Answer
let sockets: number

/** The little of an API server that a list and a watch need: one answer to order. */
beforeEach(async () => {
  answer = { status: 200, body: empty }
  sockets = 0
  server = createServer((_, response) => {
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    response.end(answer.body)
  })
  server.on('connection', () => sockets++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

function config(): KubeConfig {
  const { port } = server.address() as AddressInfo
  const own = new KubeConfig()
  // `skipTLSVerify` makes the client build a dispatcher of its own, as a CA or a certificate would.
  const cluster = { name: 'fake', server: `http://127.0.0.1:${port}`, skipTLSVerify: true }
  own.loadFromClusterAndUser(cluster, { name: 'operator' })
  return own
}

it('lists keys and versions, and the version to watch from', async () => {
  const item = { metadata: { namespace: 'city', name: 'bikes', resourceVersion: '3' } }
  answer = {
    status: 200,
    body: JSON.stringify({ metadata: { resourceVersion: '9' }, items: [item] }),
  }
  expect(await createExperimentReader(config()).list()).toEqual({
    resourceVersion: '9',
    experiments: [{ key: 'city/bikes', resourceVersion: '3' }],
  })
})

it.each([
  [401, refused('who?'), 'ApiUnauthorized', ': HTTP 401'],
  [403, refused('no'), 'ApiForbidden', ': no'],
  [404, '404 page not found\n', 'CrdMissing', ': 404 page not found'],
  [503, '<html>a proxy', 'ApiUnreachable', ': <html>a proxy'],
])('gives a refusal with status %d its name', async (status, body, code, message) => {
  answer = { status, body }
  const listed = createExperimentReader(config()).list()
  const { server: address } = config().getCurrentCluster() ?? {}
  await expect(listed).rejects.toMatchObject({
    code,
    message: expect.stringContaining(`cannot list ModelExperiments at ${address}${message}`),
  })
})

it('names a server that is not there, and why', async () => {
  const reader = createExperimentReader(config())
  server.close()
  await expect(reader.list()).rejects.toMatchObject({
    code: 'ApiUnreachable',
    message: expect.stringContaining('ECONNREFUSED'),
  })
})

it('tells of changes, not of bookmarks, and takes the end of a watch for no failure', async () => {
  const lines = ['BOOKMARK', 'ADDED', 'DELETED'].map((type) => JSON.stringify({ type, object: {} }))
  answer = { status: 200, body: `${lines.join('\n')}\n` }
  let changes = 0
  const { signal } = new AbortController()
  await createExperimentReader(config()).watch('7', () => changes++, signal)
  expect(changes).toBe(2)
})

it('ends a watch that is refused with the name of the refusal', async () => {
  answer = { status: 403, body: refused('no') }
  const watched = createExperimentReader(config()).watch(
    '7',
    () => {},
    new AbortController().signal,
  )
  await expect(watched).rejects.toMatchObject({ code: 'ApiForbidden' })
})

it('shares its connections, which the client left alone does not (negative control)', async () => {
  const listTenTimes = async (own: KubeConfig) => {
    const { list } = createExperimentReader(own)
    sockets = 0
    for (let i = 0; i < 10; i++) await list()
    return sockets
  }
  expect(await listTenTimes(shareConnections(config()))).toBeLessThanOrEqual(2)
  expect(await listTenTimes(config())).toBeGreaterThanOrEqual(10)
})
