import { createHmac } from 'node:crypto'
import { type RoutingPlan, routingPlanSchema } from '../api/routing-plan.ts'
import { ContenderError } from '../errors.ts'
import { type MacKey, macKey } from './receipt-mac.ts'

/** A key of an experiment, made ready for each of its purposes. */
export type Key = {
  readonly id: string
  /** Signs receipts. */
  readonly receipts: MacKey
  /** For HMAC over what the operator asks of the admin port: plan pushes and tally pulls. */
  readonly admin: Uint8Array
}

/** By id. */
export type Keys = ReadonlyMap<string, Key>

/**
 * One secret serves all purposes, and what is signed for one of them is worth nothing for another: each has a key of its
 * own, HKDF-Expand of the secret (RFC 5869, section 2.3, SHA-256, one block) with the purpose for its `info`. Nothing
 * is extracted before, since secrets are random already. Some 40 µs: once per key.
 */
export function keyOf(id: string, secret: Uint8Array): Key {
  const expanded = (purpose: string) =>
    createHmac('sha256', secret).update(purpose).update(firstBlock).digest()
  return {
    id,
    receipts: macKey(expanded('contender.dev/receipts')),
    admin: expanded('contender.dev/admin'),
  }
}

const firstBlock = Uint8Array.of(1)

/** Whether both were made of one secret. */
export const isSameKey = (one: Key | undefined, another: Key | undefined): boolean =>
  one !== undefined && another !== undefined && Buffer.from(one.admin).equals(another.admin)

/** The keys that a plan wants. */
export type Ring = {
  readonly sign: Key
  /** The one that signs is always among them. */
  readonly accept: Keys
  /** Ids that the plan honours and nobody has mounted yet: receipts signed with them are `KeyMissing`. */
  readonly missing: readonly string[]
}

/** Which key signs, and which are honoured. `KeyMissing` where the one that is to sign isn't there: no other one does in its place. */
export function ringOf(keys: Keys, { sign, accept }: RoutingPlan['keys']): Ring {
  const signing = keys.get(sign)
  if (signing === undefined)
    throw new ContenderError('KeyMissing', `the key ${sign} is to sign, and is not mounted`)
  const wanted = idsOf({ sign, accept })
  const there = wanted.flatMap((id) => keys.get(id) ?? [])
  return {
    sign: signing,
    accept: new Map(there.map((key) => [key.id, key])),
    missing: wanted.filter((id) => !keys.has(id)),
  }
}

/** Each key that a plan names, once. */
export const idsOf = ({ sign, accept }: RoutingPlan['keys']): readonly string[] => [
  ...new Set([sign, ...accept]),
]

const idSchema = routingPlanSchema.properties.keys.properties.sign
const idPattern = new RegExp(idSchema.pattern)

/** An id is a part of every receipt, so it is short. */
export const mostIdBytes = idSchema.maxLength

export const isKeyId = (id: string) => id.length <= mostIdBytes && idPattern.test(id)
