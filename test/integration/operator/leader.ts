import { resources } from '../../../src/kube/resources.ts'
import { createKeys } from '../../../src/operator/keys/keys.ts'
import { rootSecretName } from '../../../src/operator/keys/roots.ts'
import type { RouterPlace } from '../../../src/operator/pushing/router.ts'
import { type KeysInUse, keysOfPlan, nextKeys } from '../../../src/plan/keys/next-keys.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { createHands } from '../../hands.ts'
import { anApiServer, someBytes } from '../../unit/operator/keys/ground.ts'
import { metrics, predicts } from '../route/accounts.ts'
import { planDocument } from '../route/given.ts'
import { startVariant } from '../route/variants.ts'
import { aPusher } from './given.ts'

const name = 'test/route'
const owner = { namespace: 'default', name: 'route', uid: 'u-1' }
const roots = { namespace: 'kube-system', name: rootSecretName }
export const acceptForMs = 3_600_000

/** A leader as far as keys go: it looks, decides, and pushes. */
export async function aLeader() {
  const door = (await anApiServer()).openDoor()
  const [clock, log] = [createHands(), createLog({ write: () => {} })]
  const random = someBytes(1)
  const keys = createKeys({ ...{ door, clock, log, random }, namespace: roots.namespace })
  const { push, obeyed } = aPusher()
  const [old, fresh] = await Promise.all([startVariant(predicts), startVariant(predicts)])
  for (const each of [old, fresh]) each.forget()
  let [inUse, revision, nowMs]: [KeysInUse | undefined, number, number] = [undefined, 0, 0]

  /** What is to be told next; the plan that bears it has the next revision. */
  async function look(routers: readonly RouterPlace[]): Promise<KeysInUse> {
    const { seen } = await keys.look(owner, inUse)
    const said = { keys: seen, routers: obeyed(name, routers) }
    const next = nextKeys(inUse, { ...said, revision, acceptForMs, nowMs })
    if (inUse === undefined || textOf(next) !== textOf(inUse)) revision++
    inUse = next
    return next
  }

  const planFor = (named: KeysInUse, planRevision: number) =>
    planDocument([[old.address], [fresh.address]], {
      ...{ planRevision, task: 'Classification', metrics },
      keys: { sign: named.sign, accept: [...keysOfPlan(named).accept] },
    })

  async function keyOf(id: string) {
    const key = (await keys.look(owner, inUse)).key(id)
    if (key === undefined) throw new Error(`${id} is gone`)
    return key
  }

  async function addRoot(): Promise<void> {
    const found = await door.get(resources.secrets, roots)
    const data = { 'root-2': Buffer.alloc(32, 2).toString('base64') }
    const { resourceVersion = '' } = found?.metadata ?? {}
    await door.patch(resources.secrets, roots, { data }, { resourceVersion })
    await clock.turn(60_000)
  }

  return {
    ...{ look, planFor, keyOf, addRoot, revision: () => revision },
    secretFor: async (named: KeysInUse) => (await keys.look(owner, named)).wanted(named),
    obeyed: (routers: readonly RouterPlace[]) => obeyed(name, routers),
    push: async (named: KeysInUse, routers: readonly RouterPlace[]) =>
      push(name, planFor(named, revision), { key: await keyOf(named.sign), routers }),
    later: (ms: number) => {
      nowMs += ms
    },
  }
}

const textOf = (inUse: KeysInUse) => JSON.stringify(keysOfPlan(inUse))
