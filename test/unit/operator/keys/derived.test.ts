import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { isOurKeyId, keyIdOf, type Root, secretOf } from '../../../../src/operator/keys/derived.ts'
import { rootsIn } from '../../../../src/operator/keys/roots-in.ts'
import { isKeyId } from '../../../../src/routing/keys.ts'
import { someBytes } from './ground.ts'

const root: Root = { number: 1, secret: Buffer.alloc(32, 1) }
const bikes = { namespace: 'city', name: 'bikes', uid: 'u-1' }

const hmac = (key: Uint8Array | string, ...parts: (Uint8Array | string)[]) =>
  parts.reduce((mac, part) => mac.update(part), createHmac('sha256', key)).digest()

it('is HKDF as RFC 5869 writes it: of the root, the salt, and who it is for', () => {
  const extracted = hmac('contender.dev/root-key', root.secret)
  const id = keyIdOf(root)
  const info = `contender.dev/city/bikes/u-1/${id}`
  expect(secretOf(root, bikes)).toEqual(hmac(extracted, info, Uint8Array.of(1)))
  expect(id).toBe(
    `k1-${hmac(extracted, 'contender.dev/key-id', Uint8Array.of(1)).toString('hex').slice(0, 6)}`,
  )
})

it('is another one for another experiment, another life of it, another root, or a root made anew under its number', () => {
  const anew: Root = { number: 1, secret: Buffer.alloc(32, 2) }
  const second: Root = { number: 2, secret: root.secret }
  const secrets = [
    secretOf(root, bikes),
    secretOf(root, { ...bikes, namespace: 'town' }),
    secretOf(root, { ...bikes, name: 'bike' }),
    secretOf(root, { ...bikes, uid: 'u-2' }),
    ...[secretOf(second, bikes), secretOf(anew, bikes)],
  ].map((secret) => secret.toString('hex'))
  expect(new Set(secrets).size).toBe(6)
  expect(secretOf(root, bikes).toString('hex')).toBe(secrets[0])
  expect(new Set([root, second, anew].map(keyIdOf)).size).toBe(3)
})

it('has an id that plans and receipts take', () => {
  const bytes = someBytes(1)
  for (const number of [1, 9, 10, 123_456, 999_999]) {
    const id = keyIdOf({ number, secret: bytes(32) })
    expect([id, isKeyId(id), isOurKeyId(id)]).toEqual([id, true, true])
  }
})

it('finds roots by their numbers, the highest first, and says which entries are none', () => {
  const bytes = (length: number) => Buffer.alloc(length, length).toString('base64')
  const found = rootsIn({
    ...{ 'root-2': bytes(32), 'root-10': bytes(45), 'root-3': bytes(31) },
    ...{ 'root-0': bytes(32), 'root-01': bytes(32), old: bytes(32), 'root-4': '' },
  })
  expect(found.roots.map(({ number, secret }) => [number, secret.length])).toEqual([
    [10, 45],
    [2, 32],
  ])
  expect(found.revoked).toEqual([4])
  expect(found.unsound).toEqual([
    'root-3: has 31 bytes of 32',
    'root-0: a root is called root-N',
    'root-01: a root is called root-N',
    'old: a root is called root-N',
  ])
})
