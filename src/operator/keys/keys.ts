import type { Door } from '../../kube/door.ts'
import { keyOf as nameOf } from '../../kube/objects.ts'
import { resources } from '../../kube/resources.ts'
import type { KeysInUse } from '../../plan/keys/next-keys.ts'
import type { Observation } from '../../plan/observation.ts'
import { keysName } from '../../plan/wanted/names.ts'
import type { WantedObject } from '../../plan/wanted/wanted.ts'
import { type Key, keyOf } from '../../routing/keys.ts'
import { type KeyOwner, keyIdOf, rootNumberOf, secretOf } from './derived.ts'
import { keysSecret, type Secrets, secretsIn } from './experiment-secret.ts'
import { remembered } from './reading.ts'
import { createRoots, type RootsPorts } from './roots.ts'

/** The keys of an experiment, at one moment. */
export type OwnKeys = {
  /** The one that should sign, and all that can be had. */
  readonly seen: Observation['keys']
  /** Signs what routers are asked. Nothing, where it can't be had. */
  readonly key: (id: string) => Key | undefined
  /** What routers are to mount, for the keys that the record is about to name; the one that should sign is always among them. */
  readonly wanted: (inUse: KeysInUse) => WantedObject
}

/**
 * The keys of experiments, made of the roots, and kept nowhere but in memory and in the Secrets that routers mount. Those are read
 * only for keys whose root is gone: they go on until another one signs, and their receipts are honoured as was promised.
 */
export function createKeys(ports: RootsPorts) {
  const { door, clock, log } = ports
  const roots = createRoots(ports)
  const left = new Map<string, () => Promise<Secrets>>()
  const told = new Set<string>()

  async function look(owner: KeyOwner, inUse: KeysInUse | undefined): Promise<OwnKeys> {
    const { roots: all, revoked } = await roots()
    const [newest] = all.map(keyIdOf)
    const made = new Map<string, () => Uint8Array>(
      all.map((root) => [keyIdOf(root), () => secretOf(root, owner)]),
    )
    const isOrphan = (id: string) => !made.has(id) && !revoked.includes(rootNumberOf(id))
    const orphans = (inUse?.accept ?? []).map(({ id }) => id).filter(isOrphan)
    for (const [id, secret] of await leftOf(owner, orphans)) made.set(id, () => secret)
    return ownKeys(owner, `${newest}`, made)
  }

  /** Of keys whose root is gone. */
  async function leftOf(owner: KeyOwner, ids: readonly string[]): Promise<Secrets> {
    const name = nameOf(owner)
    if (ids.length === 0) {
      forget(name)
      return new Map()
    }
    const read = left.get(name) ?? remembered(clock, () => mountedFor(door, owner))
    left.set(name, read)
    const there = [...(await read())].filter(([id]) => ids.includes(id))
    tell(name, ids)
    return new Map(there)
  }

  function tell(experiment: string, ids: readonly string[]): void {
    if (!told.has(experiment))
      log.warn(
        { experiment, keys: ids },
        'the root of keys in use is gone: others take their place',
      )
    told.add(experiment)
  }

  function forget(experiment: string): void {
    left.delete(experiment)
    told.delete(experiment)
  }

  return { look, forget }
}

async function mountedFor(door: Pick<Door, 'get'>, owner: KeyOwner): Promise<Secrets> {
  const { namespace, name } = owner
  const found = await door.get(resources.secrets, { namespace, name: keysName(name) })
  return found === undefined ? new Map() : secretsIn(found, owner)
}

function ownKeys(
  owner: KeyOwner,
  newest: string,
  made: ReadonlyMap<string, () => Uint8Array>,
): OwnKeys {
  const ready = new Map<string, Key>()

  function key(id: string): Key | undefined {
    const secret = made.get(id)
    if (secret === undefined) return undefined
    const found = ready.get(id) ?? keyOf(id, secret())
    ready.set(id, found)
    return found
  }

  function wanted({ accept }: KeysInUse): WantedObject {
    const ids = [...new Set([...accept.map(({ id }) => id), newest])]
    const secrets = ids.flatMap((id) => {
      const secret = made.get(id)
      return secret === undefined ? [] : [[id, secret()] as const]
    })
    return keysSecret(owner, new Map(secrets))
  }

  return { seen: { sign: newest, accept: [...made.keys()] }, key, wanted }
}
