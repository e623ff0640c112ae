import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createDoor } from '../../../src/kube/door.ts'
import { resources } from '../../../src/kube/resources.ts'
import { createHands } from '../../hands.ts'
import { configFor, json, object, startApi } from './api.ts'

/** A login program that is a script of a shell, in a folder of its own. */
async function openWith(script: string, exec: object = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'contender-login-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const command = join(folder, 'login')
  await writeFile(command, `#!/bin/sh\ncd ${folder}\n${script}\n`)
  await chmod(command, 0o755)
  const api = await startApi((_, response) => json(response, object('bikes', 1)))
  const clock = createHands()
  const door = createDoor(() => configFor(api.url, { exec: { command, ...exec } }), { clock })
  onTestFinished(door.close)
  const get = () => door.get(resources.configMaps, { namespace: 'city', name: 'bikes' })
  const pids = async () => {
    const text = await readFile(join(folder, 'pids'), 'utf8').catch(() => '')
    return text.split('\n').filter(Boolean).map(Number)
  }
  const running = async () => (await pids()).filter(isRunning)
  return { command, api, clock, door, get, pids, running }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** It would say nothing, were it told to end. */
const hangs = 'trap "" TERM\necho $$ >> pids\nfor n in $(seq 100); do sleep 0.2; done'

it('says which login program says nothing, ends it, and asks another time', async () => {
  const { command, clock, get, pids, running } = await openWith(hangs)
  for (let n = 1; n <= 3; n++) {
    const late = expect(get()).rejects.toMatchObject({
      code: 'ApiUnauthorized',
      message: `cannot obtain credentials: the login program ${command} has said nothing for 20 s`,
    })
    await vi.waitFor(async () => expect((await pids()).length).toBe(n), { timeout: 5000 })
    expect((await running()).length).toBe(1)
    await clock.turn(20_000)
    await late
    await vi.waitFor(async () => expect(await running()).toEqual([]))
  }
}, 120_000)

it('goes on with what it said before, when it says nothing', async () => {
  const over = new Date(0).toISOString()
  const said = JSON.stringify({ status: { token: 't', expirationTimestamp: over } })
  const { clock, get, pids } = await openWith(`[ -f pids ] && exec sleep 60
echo $$ >> pids
echo '${said}'`)
  await get()
  await clock.turn(10_000)
  const second = get()
  await new Promise((resolve) => setTimeout(resolve, 100))
  await clock.turn(20_000)
  expect(await second).toMatchObject(object('bikes', 1))
  expect((await pids()).length).toBe(1)
})

it('ends a login program when the door is closed', async () => {
  const { door, get, pids, running } = await openWith(hangs)
  const call = expect(get()).rejects.toMatchObject({
    code: 'ApiUnreachable',
    message: 'cannot get ConfigMap city/bikes: the door is closed',
  })
  await vi.waitFor(async () => expect((await pids()).length).toBe(1), { timeout: 5000 })
  await door.close()
  await call
  await vi.waitFor(async () => expect(await running()).toEqual([]))
})

it('tells a login program what it is asked for, and that there is nobody to ask', async () => {
  const script = `read answer\nprintf '{"status":{"token":"%s"}}' "$(echo "$KUBERNETES_EXEC_INFO$OWN" | tr -d '"')"`
  const apiVersion = 'client.authentication.k8s.io/v1beta1'
  const { api, get } = await openWith(script, { apiVersion, env: [{ name: 'OWN', value: '!' }] })
  await get()
  expect(api.seen[0]?.headers.authorization).toBe(
    `Bearer {apiVersion:${apiVersion},kind:ExecCredential,spec:{interactive:false}}!`,
  )
})
