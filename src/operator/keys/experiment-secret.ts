import { group, kind } from '../../api/names.ts'
import type { Ref, Stored } from '../../kube/objects.ts'
import { keysName } from '../../plan/wanted/names.ts'
import type { WantedObject } from '../../plan/wanted/wanted.ts'
import { isOurKeyId } from './derived.ts'
import { entriesOf } from './roots.ts'

/** Secrets by the id of their key. */
export type Secrets = ReadonlyMap<string, Uint8Array>

/** What routers mount: a file for each key, called like it, with its secret in base64. */
export function keysSecret({ namespace, name }: Ref, secrets: Secrets): WantedObject {
  const files = [...secrets].map(([id, secret]) => [id, base64(base64(secret))] as const)
  return {
    ...{ apiVersion: 'v1', kind: 'Secret' },
    metadata: {
      ...{ name: keysName(name), namespace },
      labels: {
        'app.kubernetes.io/managed-by': 'contender',
        'app.kubernetes.io/name': 'contender',
        'contender.dev/experiment': name,
      },
    },
    type: 'Opaque',
    data: Object.fromEntries(files.sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** What lies there, if it belongs to the experiment, or to one of before of its name, and is sound. */
export function secretsIn(secret: Stored, { name }: Ref): Secrets {
  const { ownerReferences = [] } = secret.metadata
  const isOurs = ownerReferences.some(
    (owner) =>
      owner.controller === true &&
      owner.kind === kind &&
      owner.name === name &&
      owner.apiVersion.startsWith(`${group}/`),
  )
  if (!isOurs) return new Map()
  const read = Object.entries(entriesOf(secret)).map(([id, value]) => [id, bytesIn(value)] as const)
  return new Map(read.filter(([id, bytes]) => isOurKeyId(id) && bytes.length === 32))
}

const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64')

const bytesIn = (value: string) =>
  Buffer.from(Buffer.from(value, 'base64').toString('latin1'), 'base64')
