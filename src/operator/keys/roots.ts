import { ContenderError } from '../../errors.ts'
import type { Door } from '../../kube/door.ts'
import type { Stored } from '../../kube/objects.ts'
import { resources } from '../../kube/resources.ts'
import type { Clock } from '../../reconciler/clock.ts'
import type { Log } from '../../telemetry/log.ts'
import { remembered } from './reading.ts'
import { type RootsFound, rootName, rootsIn, type SecretEntries } from './roots-in.ts'

export type RootsPorts = {
  readonly door: Pick<Door, 'get' | 'create'>
  /** Where the operator runs. */
  readonly namespace: string
  readonly clock: Pick<Clock, 'now'>
  /** So many bytes that nobody can foretell. */
  readonly random: (bytes: number) => Uint8Array
  readonly log: Pick<Log, 'info' | 'warn'>
}

export const rootSecretName = 'contender-root-key'

type Roots = Pick<RootsFound, 'roots' | 'revoked'>

/**
 * The roots of all keys, the highest first, one at least. Whoever leads first makes one; of two at a time one does, and both have it.
 * More are added by hand: `root-2` beside `root-1`.
 */
export function createRoots(ports: RootsPorts): () => Promise<Roots> {
  const { door, namespace, clock, random, log } = ports
  const at = { namespace, name: rootSecretName }
  let told = ''

  async function read(): Promise<Roots> {
    const { roots, revoked, unsound } = rootsIn(entriesOf(await present()))
    const lines = unsound.join('; ')
    if (lines !== told && lines !== '')
      log.warn({ code: 'KeysInvalid', detail: lines }, 'not all root keys are as they must be')
    told = lines
    if (roots.length > 0) return { roots, revoked }
    throw new ContenderError('KeysInvalid', `the Secret ${namespace}/${at.name} has no root`)
  }

  async function present(): Promise<Stored> {
    const found = (await door.get(resources.secrets, at)) ?? (await made())
    if (found !== undefined) return found
    throw new ContenderError('StaleWrite', `the Secret ${namespace}/${at.name} comes and goes`)
  }

  async function made(): Promise<Stored | undefined> {
    const first = { [rootName(1)]: Buffer.from(random(32)).toString('base64') }
    const object = { apiVersion: 'v1', kind: 'Secret', type: 'Opaque', data: first }
    try {
      const stored = await door.create({ ...object, metadata: { ...at, labels } })
      log.info({ namespace, secret: at.name }, 'the first root key is made')
      return stored
    } catch (cause) {
      if (!(cause instanceof ContenderError && cause.code === 'NameTaken')) throw cause
      return door.get(resources.secrets, at)
    }
  }

  return remembered(clock, read)
}

const labels = { 'app.kubernetes.io/name': 'contender', 'app.kubernetes.io/component': 'operator' }

export const entriesOf = (secret: Stored): SecretEntries => Object(secret['data'])
