import { type ChildProcess, spawn } from 'node:child_process'
import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Access, createClient } from '../client.ts'
import { waitUntil } from '../waiting.ts'
import { startApiServer } from './api-server.ts'
import { findBinaries } from './binaries.ts'
import { serversIn, sweep, wardenOf } from './state-folders.ts'

const binaries = await findBinaries()
// A run on somebody's cluster may be on a machine that can't start a server of its own.
const own = test.skipIf('unavailable' in binaries)
let scratch = ''

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'api-tier-test-'))
})

afterAll(() => rm(scratch, { recursive: true, force: true }))

test('the cluster of this run answers', async () => {
  expect(await namespace(inject('apiServer'))).toBe(200)
})

own('two start at once, and each has its own token and objects', async () => {
  const [one, two] = await Promise.all([startApiServer(), startApiServer()])
  try {
    process.stdout.write(`ready after ${one.readyMs} ms and ${two.readyMs} ms\n`)
    expect(one.url).not.toBe(two.url)
    expect([await namespace(one), await namespace(two)]).toEqual([200, 200])
    expect(await namespace({ ...one, token: two.token })).toBe(401)
    await expect(namespace({ ...one, ca: two.ca ?? '' })).rejects.toThrow('certificate')
    const body = JSON.stringify({ metadata: { name: 'only-in-one' } })
    const client = createClient(one)
    expect((await client.request('POST', '/api/v1/namespaces', { body })).status).toBe(201)
    client.close()
    expect([await namespace(one, 'only-in-one'), await namespace(two, 'only-in-one')]).toEqual([
      200, 404,
    ])
  } finally {
    await Promise.all([one.stop(), two.stop()])
  }
  expect(await traces(one.folder)).toEqual([])
})

own('one restarts at its address, with its objects and their versions', async () => {
  const server = await startApiServer()
  try {
    const client = createClient(server)
    const body = JSON.stringify({ metadata: { name: 'before' } })
    const made = await client.request('POST', '/api/v1/namespaces', { body })
    await server.restart()
    client.close()
    const again = createClient(server)
    const found = await again.request('GET', '/api/v1/namespaces/before')
    again.close()
    expect(Object(found.body).metadata).toEqual(Object(made.body).metadata)
  } finally {
    await server.stop()
  }
  expect(await traces(server.folder)).toEqual([])
})

own('SIGKILL of the process that started one leaves no server and no folder', async () => {
  const starter = spawn(process.execPath, [join(import.meta.dirname, '../serve.ts')], {
    env: { ...process.env, TMPDIR: scratch },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const folder = dirname(await exportedKubeconfig(starter))
  expect(await serversIn(folder)).toHaveLength(2)
  starter.kill('SIGKILL')
  await untilNothingIsLeftOf(folder)
})

own('a sweep ends what a killed warden has left, and leaves the living alone', async () => {
  const [abandoned, alive] = await Promise.all([
    startApiServer({ under: scratch }),
    startApiServer({ under: scratch }),
  ])
  try {
    const warden = wardenOf(abandoned.folder)
    process.kill(warden, 'SIGKILL')
    await waitUntil(() => hasEnded(warden), { what: 'the warden to end', limitMs: 30_000 })
    expect(await traces(abandoned.folder)).toHaveLength(3)
    await sweep(scratch)
    expect(await traces(abandoned.folder)).toEqual([])
    expect(await namespace(alive)).toBe(200)
  } finally {
    await Promise.all([abandoned.stop(), alive.stop()])
  }
})

async function namespace(cluster: Access, name = 'default'): Promise<number> {
  const client = createClient(cluster)
  const asked = client.request('GET', `/api/v1/namespaces/${name}`)
  return (await asked.finally(client.close)).status
}

async function exportedKubeconfig(server: ChildProcess): Promise<string> {
  if (server.stdout === null) throw new Error('started without a pipe')
  for await (const line of createInterface(server.stdout)) {
    const path = /^export KUBECONFIG=(.*)$/.exec(line)?.[1]
    if (path !== undefined) return path
  }
  throw new Error('it ended without a kubeconfig')
}

/** What there is of a server: its processes and its folder. */
async function traces(folder: string): Promise<readonly unknown[]> {
  const exists = await access(folder).then(
    () => true,
    () => false,
  )
  return [...(await serversIn(folder)), ...(exists ? [folder] : [])]
}

function untilNothingIsLeftOf(folder: string): Promise<void> {
  const isClean = async () => (await traces(folder)).length === 0
  return waitUntil(isClean, { what: `${folder} to be tidied up`, limitMs: 20_000 })
}

function hasEnded(pid: number): boolean {
  try {
    return !process.kill(pid, 0)
  } catch {
    return true
  }
}
