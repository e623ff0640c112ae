import type { JsonObject } from '../../../../src/api/json.ts'
import type { RoutingPlan } from '../../../../src/api/routing-plan.ts'
import { ContenderError } from '../../../../src/errors.ts'
import { mountKeys } from '../../../../src/router/plan/mounted.ts'
import { createObeying } from '../../../../src/router/plan/obeying.ts'
import { createPresent } from '../../../../src/router/plan/present.ts'
import { idsOf, type Keys, keyOf } from '../../../../src/routing/keys.ts'
import { aPlan } from '../../routing/plans.ts'

/** Keys by their ids, made of secrets that are the same for ever, or of others. */
export const keysNamed = (ids: readonly string[], secret = ''): Keys =>
  new Map(ids.map((id) => [id, keyOf(id, Buffer.alloc(32, `${id}${secret}`))]))

/** A plan that signs with one key and honours others besides. */
export const planWith = (planRevision: number, sign: string, ...others: string[]): RoutingPlan =>
  aPlan({ planRevision, keys: { sign, accept: [sign, ...others] } })

/** A router's plan and keys; what is mounted lies in the hands of the test. */
export async function anObeying(...ids: readonly string[]) {
  const folder = { keys: keysNamed(ids), broken: '', reads: 0 }
  const read = async () => {
    folder.reads++
    if (folder.broken !== '') throw new ContenderError('KeysInvalid', folder.broken)
    return folder.keys
  }
  const told: string[] = []
  const tell = ({ keys }: { readonly keys?: readonly string[] }, what: string) =>
    void told.push(keys === undefined ? what : `${what} (${keys})`)
  const log = {
    info: (first: object | string, what = `${first}`) => tell(Object(first), what),
    warn: tell,
  } as never
  const mounted = await mountKeys(read, log)
  const present = createPresent(mounted.keys, ({ plan }) => mounted.keep(idsOf(plan.keys)))
  const obeying = createObeying({ present, mounted, metrics: { plan: () => {} }, log })
  return {
    ...{ folder, told, mounted, present, obeying },
    push: (plan: RoutingPlan) => obeying.push(plan as unknown as JsonObject),
    revision: () => present.obeyed()?.plan.planRevision,
    honoured: () => [...(present.obeyed()?.ring.accept.keys() ?? [])],
    signing: () => present.obeyed()?.ring.sign.id,
  }
}
