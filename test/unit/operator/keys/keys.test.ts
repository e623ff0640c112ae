import { expect, it } from 'vitest'
import { apiVersion, kind } from '../../../../src/api/names.ts'
import { resources } from '../../../../src/kube/resources.ts'
import { createKeys } from '../../../../src/operator/keys/keys.ts'
import { rootSecretName } from '../../../../src/operator/keys/roots.ts'
import { type KeysInUse, nextKeys } from '../../../../src/plan/keys/next-keys.ts'
import type { WantedObject } from '../../../../src/plan/wanted/wanted.ts'
import { isSameKey } from '../../../../src/routing/keys.ts'
import { keysIn } from '../../../../src/routing/mounted-keys.ts'
import { createHands } from '../../../hands.ts'
import { aLog, anApiServer, someBytes } from './ground.ts'

const namespace = 'kube-system'
const bikes = { namespace: 'default', name: 'bikes', uid: 'u-1' }
const roots = { namespace, name: rootSecretName }

type Server = Awaited<ReturnType<typeof anApiServer>>

function aLeader({ openDoor }: Server, seed: number) {
  const [door, clock, { log, lines }] = [openDoor(), createHands(), aLog()]
  const keys = createKeys({ ...{ door, namespace, clock, log }, random: someBytes(seed) })
  return { ...keys, door, clock, lines }
}

type Leader = ReturnType<typeof aLeader>

const entriesIn = ({ data }: WantedObject) => Object.entries(Object(data) as Record<string, string>)

/** As a Secret is mounted: one file for each entry. */
const mounted = (secret: WantedObject) =>
  keysIn(Object.fromEntries(entriesIn(secret).map(([id, text]) => [id, bytes(text).toString()])))

const bytes = (text: string) => Buffer.from(text, 'base64')

const begun = (leader: Leader) =>
  leader.look(bikes, undefined).then(({ seen }) => nextKeys(undefined, world(seen)))

const world = (keys: { readonly sign: string; readonly accept: readonly string[] }) => ({
  ...{ keys, routers: { obeyed: 1, missingKeys: [] } },
  ...{ revision: 1, acceptForMs: 1_000, nowMs: 0 },
})

/** As the operator writes it: owned. */
const owned = (secret: WantedObject, owner: string) => ({
  ...secret,
  metadata: {
    ...secret.metadata,
    ownerReferences: [{ apiVersion, kind, name: owner, uid: 'u-0', controller: true }],
  },
})

async function edit({ door }: Leader, change: Record<string, string | null>): Promise<void> {
  const now = await door.get(resources.secrets, roots)
  const { resourceVersion = '' } = now?.metadata ?? {}
  await door.patch(resources.secrets, roots, { data: change }, { resourceVersion })
}

async function loseRoots({ door }: Leader): Promise<void> {
  const now = await door.get(resources.secrets, roots)
  await door.remove(resources.secrets, roots, { uid: `${now?.metadata.uid}` })
}

it('makes one root, however many lead at once', async () => {
  const server = await anApiServer()
  const leaders = [1, 2, 3].map((seed) => aLeader(server, seed))
  const all = await Promise.all(leaders.map((leader) => leader.look(bikes, undefined)))
  const [first] = all.map(({ seen, key }) => key(seen.sign))
  expect(new Set(all.map(({ seen }) => seen.sign)).size).toBe(1)
  for (const { seen, key } of all) expect(isSameKey(key(seen.sign), first)).toBe(true)
  const made = leaders.flatMap(({ lines }) => lines.filter((line) => line.includes('is made')))
  expect(made).toHaveLength(1)
  const later = await aLeader(server, 4).look(bikes, undefined)
  expect(isSameKey(later.key(later.seen.sign), first)).toBe(true)
})

it('asks for the roots once a minute, for all experiments together, and for nothing else', async () => {
  const leader = aLeader(await anApiServer(), 1)
  const inUse = await begun(leader)
  leader.door.calls.length = 0
  const names = Array.from({ length: 20 }, (_, n) => ({ ...bikes, name: `bikes-${n}` }))
  const lookAll = () => Promise.all(names.map((owner) => leader.look(owner, inUse)))
  await lookAll()
  expect(leader.door.calls).toEqual([])
  await leader.clock.turn(60_000)
  await lookAll()
  await lookAll()
  expect(leader.door.calls).toEqual([`get ${rootSecretName}`])
})

it('gives routers what they can mount, and signs with the same', async () => {
  const leader = aLeader(await anApiServer(), 1)
  const inUse = await begun(leader)
  const { key, wanted, seen } = await leader.look(bikes, inUse)
  const { metadata } = await leader.door.create(owned(wanted(inUse), 'bikes'))
  expect(metadata.name).toBe('bikes-keys')
  expect([...mounted(wanted(inUse)).keys()]).toEqual([seen.sign])
  expect(isSameKey(mounted(wanted(inUse)).get(seen.sign), key(seen.sign))).toBe(true)
  expect(key('k9-000000')).toBeUndefined()
})

it('sees a root that was added within a minute, and mounts its key before anything names it', async () => {
  const leader = aLeader(await anApiServer(), 1)
  const inUse = await begun(leader)
  await edit(leader, { 'root-2': Buffer.alloc(32, 2).toString('base64') })
  expect((await leader.look(bikes, inUse)).seen.sign).toBe(inUse.sign)
  await leader.clock.turn(60_000)
  const { seen, wanted } = await leader.look(bikes, inUse)
  expect(seen.sign).toMatch(/^k2-/)
  expect(seen.accept).toEqual([seen.sign, inUse.sign])
  expect([...mounted(wanted(inUse)).keys()].sort()).toEqual([...seen.accept].sort())
  const named = nextKeys(inUse, world(seen))
  expect(named).toEqual({ sign: inUse.sign, accept: [{ id: inUse.sign }, { id: seen.sign }] })
  expect(nextKeys(named, world(seen)).sign).toBe(seen.sign)
})

it('goes on with the roots that are sound, and tells of the others once', async () => {
  const leader = aLeader(await anApiServer(), 1)
  const { sign } = await begun(leader)
  await edit(leader, { 'root-2': Buffer.alloc(31).toString('base64') })
  for (let minute = 0; minute < 3; minute++) {
    await leader.clock.turn(60_000)
    expect((await leader.look(bikes, undefined)).seen.sign).toBe(sign)
  }
  expect(leader.lines.filter((line) => line.includes('has 31 bytes of 32'))).toHaveLength(1)
  await edit(leader, { 'root-1': null })
  await leader.clock.turn(60_000)
  await expect(leader.look(bikes, undefined)).rejects.toMatchObject({ code: 'KeysInvalid' })
})

it('outlives the loss of all roots: keys go on from the Secret of the experiment until new ones sign', async () => {
  const server = await anApiServer()
  const before = aLeader(server, 1)
  const inUse = await begun(before)
  const was = await before.look(bikes, inUse)
  await before.door.create(owned(was.wanted(inUse), 'bikes'))
  await loseRoots(before)
  const leader = aLeader(server, 2)
  const { seen, key, wanted } = await leader.look(bikes, inUse)
  expect(seen.accept).toEqual([seen.sign, inUse.sign])
  expect(seen.sign).not.toBe(inUse.sign)
  expect(isSameKey(key(inUse.sign), was.key(inUse.sign))).toBe(true)
  expect([...mounted(wanted(inUse)).keys()].sort()).toEqual([...seen.accept].sort())
  await leader.look(bikes, inUse)
  expect(leader.door.calls.filter((call) => call === 'get bikes-keys')).toHaveLength(1)
  expect(leader.lines.filter((line) => line.includes('is gone'))).toHaveLength(1)
})

it('takes a key away at once where its root is emptied, whatever lies in Secrets', async () => {
  const leader = aLeader(await anApiServer(), 1)
  const inUse = await begun(leader)
  const { wanted } = await leader.look(bikes, inUse)
  await leader.door.create(owned(wanted(inUse), 'bikes'))
  await edit(leader, { 'root-1': '', 'root-2': Buffer.alloc(32, 2).toString('base64') })
  await leader.clock.turn(60_000)
  const own = await leader.look(bikes, inUse)
  expect([own.seen.accept, own.key(inUse.sign)]).toEqual([[own.seen.sign], undefined])
  expect([...mounted(own.wanted(inUse)).keys()]).toEqual([own.seen.sign])
})

it.each<[string, (secret: WantedObject) => WantedObject]>([
  ['of somebody', (secret) => secret],
  ['of another experiment', (secret) => owned(secret, 'cars')],
  ['with another entry', (secret) => ({ ...owned(secret, 'bikes'), data: { k1: 'eA==' } })],
])('takes nothing from a Secret %s: then the newest key signs at once', async (_, made) => {
  const server = await anApiServer()
  const before = aLeader(server, 1)
  const inUse = await begun(before)
  const { wanted } = await before.look(bikes, inUse)
  await before.door.create(made(wanted(inUse)))
  await loseRoots(before)
  const leader = aLeader(server, 2)
  const { seen, key } = await leader.look(bikes, inUse)
  expect([seen.accept, key(inUse.sign)]).toEqual([[seen.sign], undefined])
  const alone: KeysInUse = { sign: seen.sign, accept: [{ id: seen.sign }] }
  expect(nextKeys(inUse, world(seen))).toEqual(alone)
})

it('never tells a secret', async () => {
  const server = await anApiServer()
  const leader = aLeader(server, 1)
  const inUse = await begun(leader)
  await edit(leader, { 'root-3': Buffer.alloc(20, 9).toString('base64'), 'root-1': null })
  await edit(leader, { 'root-2': Buffer.alloc(32, 2).toString('base64') })
  await leader.clock.turn(60_000)
  const { wanted } = await leader.look(bikes, inUse)
  const secrets = [
    ...entriesIn(wanted(inUse)).flatMap(([, text]) => [text, bytes(text).toString()]),
    ...[Buffer.alloc(20, 9), Buffer.alloc(32, 2)].map((root) => root.toString('base64')),
  ]
  const told = leader.lines.join()
  expect(leader.lines.length).toBeGreaterThan(2)
  for (const secret of secrets) expect(told).not.toContain(secret.slice(0, 12))
})
