import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecretServer } from 'node:https'
import { expect, it, onTestFinished, vi } from 'vitest'
import { type Asked, createAct } from '../../../../../src/local/kubelet/actions/act.ts'
import type { Action } from '../../../../../src/local/kubelet/pod/spec.ts'
import { createOwnCertificate } from '../../../../../src/local/server/certificate.ts'
import { systemClock } from '../../../../../src/reconciler/clock.ts'
import { waitUntil } from '../../../../cluster/waiting.ts'
import { newFolder } from '../folder.ts'
import { createBeginning } from '../processes/begin.ts'
import { marked } from '../processes/marked.ts'

vi.setConfig({ testTimeout: 30_000 })

const never = new AbortController().signal

function ground(port = 0, containerPort = 8080) {
  const folder = newFolder()
  const mark = randomUUID()
  const { spawner } = createBeginning(folder)
  const problemWith = createAct({ spawner, clock: systemClock })
  const env = { PATH: process.env['PATH'] ?? '', CONTENDER_POD_UID: mark }
  const beside = (argv: readonly string[]) => ({ argv, env, cwd: folder })
  const asked: Asked = {
    container: { name: 'web', ports: [{ containerPort, name: 'http' }] },
    prepared: { program: beside([]), beside, mounted: [], dropped: [] },
    ports: { [containerPort]: port },
    address: '127.0.0.1',
  }
  return {
    mark,
    ask: (action: Action, limitMs = 5000, signal = never) =>
      problemWith(action, asked, limitMs, signal),
  }
}

async function serverWith(listener: RequestListener, secret?: object): Promise<number> {
  const server = secret ? createSecretServer(secret, listener) : createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return Object(server.address()).port
}

it.each([
  [200, undefined],
  [204, undefined],
  [302, undefined],
  [399, undefined],
  [400, 'it answered 400'],
  [503, 'it answered 503'],
])('takes the answer %i for %s', async (status, problem) => {
  const port = await serverWith((_, answer) => answer.writeHead(status, { location: '/x' }).end())
  expect(await ground(port).ask({ httpGet: { port: 'http' } })).toBe(problem)
})

it('asks what it is told to ask, with the headers that it is told', async () => {
  const seen: unknown[] = []
  const port = await serverWith(({ url, headers, method }, answer) => {
    const { host, accept, 'user-agent': agent, 'x-a': own } = headers
    seen.push({ method, url, host, accept, agent, own })
    answer.end('x'.repeat(1_000_000))
  })
  const { ask } = ground(port)
  const httpHeaders = [
    { name: 'Host', value: 'city' },
    { name: 'X-A', value: '1' },
    { name: 'x-a', value: '2' },
  ]
  expect(await ask({ httpGet: { port: 8080, path: 'well?q=1', httpHeaders } })).toBe(undefined)
  expect(seen).toEqual([
    {
      ...{ method: 'GET', url: '/well?q=1', host: 'city', accept: '*/*' },
      ...{ agent: 'kube-probe/contender', own: '1, 2' },
    },
  ])
})

it('asks over HTTPS without looking at the certificate', async () => {
  const port = await serverWith((_, answer) => answer.end(), createOwnCertificate())
  const { ask } = ground(port)
  expect(await ask({ httpGet: { port: 8080, scheme: 'HTTPS' } })).toBe(undefined)
  expect(await ask({ httpGet: { port: 8080 } })).not.toBe(undefined)
})

it('takes who says nothing in time for ill, and who is not there', async () => {
  const port = await serverWith(() => {})
  expect(await ground(port).ask({ httpGet: { port: 8080 } }, 50)).toBe('no answer within 0.05 s')
  const nobody = ground(1)
  expect(await nobody.ask({ httpGet: { port: 8080 } })).toContain('ECONNREFUSED')
  expect(await nobody.ask({ tcpSocket: { port: 'http' } })).toContain('ECONNREFUSED')
  expect(await nobody.ask({ tcpSocket: { port: 'none' } })).toBe('no port is named none')
})

it('finds out who takes connections', async () => {
  const port = await serverWith(() => {})
  expect(await ground(port).ask({ tcpSocket: { port: 'http' } })).toBe(undefined)
  expect(await ground(1).ask({ tcpSocket: { host: '127.0.0.1', port } })).toBe(undefined)
})

it('runs commands, and says how they failed', async () => {
  const { ask } = ground()
  const run = (script: string, limitMs?: number) =>
    ask({ exec: { command: ['sh', '-c', script] } }, limitMs)
  expect(await run('exit 0')).toBe(undefined)
  expect(await run('echo why; echo not >&2; exit 3')).toMatch(
    /^it ended with exit code 3: (why\nnot|not\nwhy)$/,
  )
  expect(await ask({ exec: { command: ['none'] } })).toBe('no program "none" was found')
})

it('kills a command that takes too long, and all that it has begun', async () => {
  const { ask, mark } = ground()
  const command = ['sh', '-c', 'sleep 99 & sleep 99']
  expect(await ask({ exec: { command } }, 300)).toBe('no answer within 0.3 s')
  const isGone = async () => (await marked(mark)).length === 0
  await waitUntil(isGone, { what: 'the command to go', limitMs: 30_000 })
})

it('sleeps as long as it is told to, and no longer than it may', async () => {
  const { ask } = ground()
  expect(await ask({ sleep: { seconds: 0 } })).toBe(undefined)
  expect(await ask({ sleep: { seconds: 9 } }, 20)).toContain('no answer')
})

it('gives up with the reason of its signal', async () => {
  const { ask } = ground()
  const stop = new AbortController()
  const asked = ask({ sleep: { seconds: 99 } }, 99_000, stop.signal)
  stop.abort(new Error('over'))
  await expect(asked).rejects.toThrow('over')
})
