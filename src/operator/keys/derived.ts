import { hkdfSync } from 'node:crypto'

/** A secret of the operator, of which the keys of all experiments are made. */
export type Root = { readonly number: number; readonly secret: Uint8Array }

/** By the uid of its record: who is created anew under its name, or restored elsewhere, has the same keys. */
export type KeyOwner = { readonly namespace: string; readonly name: string; readonly uid: string }

/**
 * What the key of a root is called, everywhere: `k2-4f09c1`. The digits at the end are of the root itself, so that a root that was
 * lost and made anew under its number makes another key, and never another secret under the same id, which routers would refuse.
 */
export const keyIdOf = (root: Root): string =>
  `k${root.number}-${expanded(root, 'contender.dev/key-id', 3).toString('hex')}`

/** The number of the root that a key is of, of which only the id is left. */
export const rootNumberOf = (id: string): number => Number.parseInt(id.slice(1), 10)

/** Whether a text is one that `keyIdOf` may have made. */
export const isOurKeyId = (id: string): boolean => /^k[1-9]\d{0,5}-[0-9a-f]{6}$/.test(id)

/** The secret of one experiment: HKDF-SHA-256 (RFC 5869) of the root. Nothing of another experiment, or of the root, follows from it. */
export const secretOf = (root: Root, { namespace, name, uid }: KeyOwner): Buffer =>
  expanded(root, `contender.dev/${namespace}/${name}/${uid}/${keyIdOf(root)}`, 32)

const expanded = ({ secret }: Root, info: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, bytes))

const salt = 'contender.dev/root-key'
