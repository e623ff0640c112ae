import { setImmediate as nextTurn } from 'node:timers/promises'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import type { JsonObject } from '../../../../src/api/json.ts'
import type { Kind } from '../../../../src/local/kinds/kind.ts'
import { createKinds } from '../../../../src/local/kinds/kinds.ts'
import { createBooks } from '../../../../src/local/server/account.ts'
import { create } from '../../../../src/local/server/create.ts'
import { remove } from '../../../../src/local/server/delete.ts'
import type { Ground } from '../../../../src/local/server/ground.ts'
import { createMemoryStore } from '../../../../src/local/store/memory.ts'
import { startUpkeep } from '../../../../src/local/upkeep/upkeep.ts'

const kinds = createKinds({ serviceAddress: '127.0.0.1' })
const kindOf = (name: string): Kind => {
  const found = kinds.find(({ kind }) => kind === name)
  if (found === undefined) throw new Error(`no ${name}`)
  return found
}
const [maps, namespaces] = [kindOf('ConfigMap'), kindOf('Namespace')]
let ground: Ground
let bugs: unknown[]

beforeEach(() => {
  let uids = 0
  ground = {
    ...{ kinds, store: createMemoryStore(), wall: () => 0, chance: () => 0.5 },
    ...{ newUid: () => `uid-${++uids}`, accountsOf: createBooks() },
  }
  bugs = []
  for (const name of ['a', 'b']) made(namespaces, { name })
})

function started(): void {
  const stop = startUpkeep(ground, (cause) => bugs.push(cause))
  onTestFinished(() => {
    stop()
    expect(bugs).toEqual([])
  })
}

function made(kind: Kind, metadata: JsonObject, home = 'a'): string {
  const decoded = kind.decode({ metadata }, 'Strict')
  if ('problems' in decoded) throw new Error(decoded.message)
  const namespace = kind.isNamespaced ? home : undefined
  const object = create(ground, { kind, namespace, next: decoded.object, isDryRun: false })
  return String(Object(object['metadata']).uid)
}

const ownedBy = (uid: string, more: JsonObject = {}): JsonObject => ({
  ...{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid },
  ...more,
})

const deleted = (name: string, propagation?: 'Foreground' | 'Background' | 'Orphan') =>
  remove(
    ground,
    maps,
    { namespace: 'a', name },
    { isDryRun: false, ...(propagation && { propagation }) },
  )

const names = (namespace = 'a') =>
  (ground.store.list('configmaps', { namespace }) ?? []).map(({ metadata }) => metadata['name'])

const metadataOf = (name: string) => ground.store.get('configmaps', `a/${name}`)?.metadata

/** Nothing is left to do: each turn does one thing, and these do far fewer. */
async function atRest(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) await nextTurn()
}

it('takes away what hangs on what is gone, and what hangs on that', async () => {
  started()
  const owner = made(maps, { name: 'owner' })
  const child = made(maps, { name: 'child', ownerReferences: [ownedBy(owner)] })
  made(maps, { name: 'grandchild', ownerReferences: [ownedBy(child)] })
  made(maps, { name: 'stranger' })
  deleted('owner')
  await atRest()
  expect(names()).toEqual(['stranger'])
})

it('finds at its start what was left over', async () => {
  made(maps, { name: 'child', ownerReferences: [ownedBy('gone-long-ago')] })
  started()
  await atRest()
  expect(names()).toEqual([])
})

it('keeps who has another owner, without the one that is gone', async () => {
  started()
  const [one, two] = [made(maps, { name: 'one' }), made(maps, { name: 'two' })]
  made(maps, { name: 'child', ownerReferences: [ownedBy(one), ownedBy(two)] })
  deleted('one')
  await atRest()
  expect(metadataOf('child')?.['ownerReferences']).toMatchObject([{ uid: two }])
})

it('takes an owner in another namespace, or with another uid, for none', async () => {
  const elsewhere = made(maps, { name: 'owner' }, 'b')
  made(maps, { name: 'owner' })
  made(maps, { name: 'far', ownerReferences: [ownedBy(elsewhere)] })
  made(maps, { name: 'before', ownerReferences: [ownedBy('uid-of-the-one-before')] })
  started()
  await atRest()
  expect(names()).toEqual(['owner'])
})

it('says nothing of owners of kinds that it does not know', async () => {
  const owner = { apiVersion: 'batch/v1', kind: 'Job', name: 'job', uid: 'x' }
  made(maps, { name: 'child', ownerReferences: [owner] })
  started()
  await atRest()
  expect(names()).toEqual(['child'])
})

it('lets an owner wait in the foreground for those that block it, and for no others', async () => {
  started()
  const owner = made(maps, { name: 'owner' })
  const finalizers = ['contender.dev/wait']
  const blocking = [ownedBy(owner, { blockOwnerDeletion: true })]
  made(maps, { name: 'blocking', finalizers, ownerReferences: blocking })
  made(maps, { name: 'other', finalizers, ownerReferences: [ownedBy(owner)] })
  deleted('owner', 'Foreground')
  await atRest()
  expect(names()).toEqual(['blocking', 'other', 'owner'])
  expect(metadataOf('other')?.['deletionTimestamp']).toBeDefined()

  const held = ground.store.get('configmaps', 'a/blocking')
  if (held === undefined) throw new Error('it is gone')
  ground.store.remove('configmaps', 'a/blocking', held)
  await atRest()
  expect(names()).toEqual(['other'])
})

it('leaves dependents alone where that is asked for', async () => {
  started()
  const owner = made(maps, { name: 'owner' })
  made(maps, { name: 'child', ownerReferences: [ownedBy(owner)] })
  deleted('owner', 'Orphan')
  await atRest()
  expect(names()).toEqual(['child'])
  expect(metadataOf('child')).not.toHaveProperty('ownerReferences')
})

it('ends a namespace once all that is in it has gone', async () => {
  started()
  made(maps, { name: 'held', finalizers: ['contender.dev/wait'] })
  made(maps, { name: 'free' })
  made(maps, { name: 'far' }, 'b')
  remove(ground, namespaces, { name: 'a' }, { isDryRun: false })
  await atRest()
  expect(names()).toEqual(['held'])
  expect(ground.store.get('namespaces', 'a')?.['status']).toEqual({ phase: 'Terminating' })

  const held = ground.store.get('configmaps', 'a/held')
  if (held !== undefined) ground.store.remove('configmaps', 'a/held', held)
  await atRest()
  expect(ground.store.get('namespaces', 'a')).toBeUndefined()
  expect(names('b')).toEqual(['far'])
})

it('would leave all of it, if nobody kept up (negative control)', async () => {
  const owner = made(maps, { name: 'owner' })
  made(maps, { name: 'child', ownerReferences: [ownedBy(owner)] })
  deleted('owner')
  await atRest()
  expect(names()).toEqual(['child'])
})
