import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KubeConfig } from '@kubernetes/client-node'
import { expect, it, onTestFinished, vi } from 'vitest'
import { loadConfig } from '../../../src/kube/config.ts'
import { createDoor } from '../../../src/kube/door.ts'
import { resources } from '../../../src/kube/resources.ts'
import { createHands } from '../../hands.ts'
import { configFor, json, object, refused, startApi } from './api.ts'

const bikes = { namespace: 'city', name: 'bikes' }

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'contender-credentials-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

/** Answers those who bring the token that is good now. */
async function startGuarded() {
  const good = { token: 'one' }
  const api = await startApi(({ headers }, response) => {
    if (headers.authorization === `Bearer ${good.token}`) json(response, object('bikes', 1))
    else json(response, refused(401, { message: 'Unauthorized' }), 401)
  })
  return { ...api, good }
}

function open(load: () => KubeConfig) {
  const clock = createHands()
  const door = createDoor(load, { clock })
  onTestFinished(door.close)
  return { clock, get: () => door.get(resources.configMaps, bikes) }
}

/** A login program that notes that it ran, and says what stands in a file. */
async function writeLogin() {
  const folder = await newFolder()
  const command = join(folder, 'login')
  const script = `#!/bin/sh\ncd ${folder}\necho ran >> runs\nsleep 0.05\n[ -f refusal ] && cat refusal >&2 && exit 1\ncat said\n`
  await writeFile(command, script)
  await chmod(command, 0o755)
  const say = (token: string, expirationTimestamp?: string) =>
    writeFile(join(folder, 'said'), JSON.stringify({ status: { token, expirationTimestamp } }))
  const refuse = (words: string) => writeFile(join(folder, 'refusal'), words)
  const runs = async () => (await readFile(join(folder, 'runs'), 'utf8')).split('\n').length - 1
  await say('one')
  return { user: { exec: { command } }, say, refuse, runs }
}

it('asks a login program once, however many calls begin at once', async () => {
  const [api, login] = await Promise.all([startGuarded(), writeLogin()])
  const { get, clock } = open(() => configFor(api.url, login.user))
  await Promise.all(Array.from({ length: 20 }, get))
  await clock.turn(60_000)
  await Promise.all(Array.from({ length: 20 }, get))
  expect(await login.runs()).toBe(1)
})

it('asks it again at once when the server refuses what it said, once for all calls', async () => {
  const [api, login] = await Promise.all([startGuarded(), writeLogin()])
  const { get } = open(() => configFor(api.url, login.user))
  await get()
  api.good.token = 'two'
  await login.say('two')
  await Promise.all(Array.from({ length: 20 }, get))
  expect(await login.runs()).toBe(2)
  expect(api.seen.length).toBeLessThanOrEqual(1 + 20 + 3)
  expect(api.sockets.opened).toBeLessThanOrEqual(4)
})

it('asks it again when what it said is over', async () => {
  const [api, login] = await Promise.all([startGuarded(), writeLogin()])
  await login.say('one', new Date(Date.now() - 1000).toISOString())
  const { get, clock } = open(() => configFor(api.url, login.user))
  await get()
  await get()
  expect(await login.runs()).toBe(1)
  await clock.turn(10_000)
  await get()
  expect(await login.runs()).toBe(2)
})

it('says what the program said when it fails, and tries no call with the old token for long', async () => {
  const [api, login] = await Promise.all([startGuarded(), writeLogin()])
  const { get } = open(() => configFor(api.url, login.user))
  await get()
  api.good.token = 'two'
  await login.refuse('log in first')
  await expect(get()).rejects.toMatchObject({
    code: 'ApiUnauthorized',
    message: 'cannot obtain credentials: log in first',
  })
})

it('fails by name when the server will have none of it, after two tries', async () => {
  const api = await startGuarded()
  const { get } = open(() => configFor(api.url, { token: 'none' }))
  await expect(get()).rejects.toMatchObject({ code: 'ApiUnauthorized' })
  expect(api.seen.length).toBe(2)
})

it('takes up a token that was rotated in its file, and one that was revoked', async () => {
  const [api, folder] = await Promise.all([startGuarded(), newFolder()])
  const tokenFile = join(folder, 'token')
  await writeFile(tokenFile, 'one\n')
  const { get } = open(() =>
    configFor(api.url, { authProvider: { name: 'tokenFile', config: { tokenFile } } }),
  )
  await get()
  await writeFile(tokenFile, 'two\n')
  api.good.token = 'two'
  await get()
  expect(api.seen.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer one',
    'Bearer one',
    'Bearer two',
  ])
})

it('takes up a token from its file before the old one is refused', async () => {
  const [api, folder] = await Promise.all([startGuarded(), newFolder()])
  const tokenFile = join(folder, 'token')
  await writeFile(tokenFile, 'one')
  vi.useFakeTimers({ toFake: ['Date'] }) // by which the client knows how old a token is
  onTestFinished(() => void vi.useRealTimers())
  const { get, clock } = open(() =>
    configFor(api.url, { authProvider: { name: 'tokenFile', config: { tokenFile } } }),
  )
  await get()
  await writeFile(tokenFile, 'two')
  api.good.token = 'two'
  vi.setSystemTime(Date.now() + 61_000)
  await clock.turn(61_000)
  await get()
  expect(api.seen.length).toBe(2)
})

it('takes up what has changed in the kubeconfig, and stays with its context', async () => {
  const [api, other] = await Promise.all([startGuarded(), startGuarded()])
  const contexts = (current: string, token: string) => {
    const config = configFor(api.url, { token })
    config.mergeConfig(renamed(configFor(other.url, { token }), 'other'))
    config.setCurrentContext(current)
    return config
  }
  let load = () => contexts('loaded-context', 'one')
  const { get, clock } = open(() => load())
  await get()
  load = () => contexts('other', 'two')
  await clock.turn(10_000)
  api.good.token = 'two'
  await get()
  expect([api.seen.length, other.seen.length]).toEqual([2, 0])
})

it('takes up a token from the tokenFile that a kubeconfig names', async () => {
  const [api, folder] = await Promise.all([startGuarded(), newFolder()])
  await writeFile(join(folder, 'token'), 'one\n')
  await writeFile(
    join(folder, 'config'),
    `clusters: [{ name: c, cluster: { server: "${api.url}", insecure-skip-tls-verify: true } }]
users: [{ name: u, user: { tokenFile: token, token: none } }, { name: v, user: { as-groups: [x] } }]
contexts: [{ name: here, context: { cluster: c, user: u } }]
current-context: here`,
  )
  vi.stubEnv('KUBECONFIG', join(folder, 'config'))
  onTestFinished(() => void vi.unstubAllEnvs())
  const { get } = open(loadConfig)
  await get()
  await writeFile(join(folder, 'token'), 'two')
  api.good.token = 'two'
  await get()
  expect(api.seen.length).toBe(3)
})

it('keeps what it knows while the kubeconfig cannot be read, or lacks its context', async () => {
  const api = await startGuarded()
  let load = () => configFor(api.url, { token: 'one' })
  const { get, clock } = open(() => load())
  await get()
  for (const broken of [() => new KubeConfig(), () => JSON.parse('{')]) {
    load = broken
    await clock.turn(10_000)
    await get()
  }
})

it('sends a name and a password where those are all there is', async () => {
  const api = await startApi((_, response) => json(response, object('bikes', 1)))
  await open(() => configFor(api.url, { username: 'eve', password: 'ö' })).get()
  const basic = `Basic ${Buffer.from('eve:ö').toString('base64')}`
  expect(api.seen[0]?.headers.authorization).toBe(basic)
})

function renamed(config: KubeConfig, name: string): KubeConfig {
  const [cluster] = config.getClusters()
  const [user] = config.getUsers()
  const own = new KubeConfig()
  own.loadFromOptions({
    clusters: [{ ...cluster, name }],
    users: [{ ...user, name }],
    contexts: [{ name, cluster: name, user: name }],
    currentContext: name,
  })
  return own
}
