import { group } from '../../api/names.ts'
import { ContenderError } from '../../errors.ts'
import type { Door } from '../../kube/door.ts'
import { type Ref, type Stored, titleOf } from '../../kube/objects.ts'
import { resources } from '../../kube/resources.ts'
import type { RecordSeen } from '../../plan/observation.ts'
import type { ExperimentRecord } from '../../plan/record/record.ts'

type Ports = {
  readonly door: Pick<Door, 'get' | 'create' | 'patch'>
  /** What a text says, if it is a record; else why not. */
  readonly readRecord: (
    text: string,
  ) => { readonly record: ExperimentRecord } | { readonly corrupt: string }
}

/** The ConfigMap as it was read: a commit is refused where it is another one by then. */
export type RecordAt = { readonly uid: string; readonly resourceVersion: string }

export type RecordFound = { readonly seen: RecordSeen; readonly at: RecordAt | undefined }

const { configMaps } = resources
const entry = 'record.json'
const mostBytes = 32 * 1024

/**
 * The record of an experiment: a ConfigMap that belongs to nobody, so that it outlives the experiment. Nobody follows it;
 * each pass reads it, and what was read is what a commit builds on.
 */
export function createRecords({ door, readRecord }: Ports) {
  async function read(experiment: Ref, signal: AbortSignal): Promise<RecordFound> {
    const object = await door.get(configMaps, refOf(experiment), { signal })
    if (object === undefined) return { seen: { is: 'Absent' }, at: undefined }
    return { seen: seenIn(object), at: atOf(object) }
  }

  function seenIn(object: Stored): RecordSeen {
    const text: unknown = Object(object['data'])[entry]
    if (typeof text !== 'string') return { is: 'Corrupt', why: `it has no entry ${entry}` }
    const said = readRecord(text)
    if ('corrupt' in said) return { is: 'Corrupt', why: said.corrupt }
    return { is: 'There', record: said.record, bytes: Buffer.byteLength(text) }
  }

  /** Makes it the truth, unless somebody else has since the look: `StaleWrite`, and the next pass looks again. */
  async function commit(
    experiment: Ref,
    record: ExperimentRecord,
    at: RecordAt | undefined,
    signal: AbortSignal,
  ): Promise<RecordAt> {
    const ref = refOf(experiment)
    const content = { data: { [entry]: textOf(record, ref) } }
    if (at !== undefined) return atOf(await door.patch(configMaps, ref, content, at, { signal }))
    const labels = labelsOf(experiment)
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...ref, labels }, ...content }
    return atOf(await door.create(object, { signal }).catch(stale))
  }

  return { read, commit }
}

const refOf = ({ namespace, name }: Ref): Ref => ({ namespace, name: `${name}-record` })

/** For people, and backups. The label by which children are followed is missing on purpose. */
const labelsOf = ({ name }: Ref) => ({
  'app.kubernetes.io/name': 'contender',
  'app.kubernetes.io/component': 'record',
  [`${group}/experiment`]: name,
})

const atOf = ({ metadata: { uid, resourceVersion } }: Stored): RecordAt => ({
  uid,
  resourceVersion,
})

function textOf(record: ExperimentRecord, ref: Ref): string {
  const text = JSON.stringify(record)
  const bytes = Buffer.byteLength(text)
  if (bytes <= mostBytes) return text
  const what = `${titleOf(configMaps, ref)} would have ${bytes} bytes, and may have ${mostBytes}`
  throw new ContenderError('ObjectInvalid', what)
}

/** It was not there, and is now: made by another leader, or by ourselves, where an answer was lost. */
function stale(cause: unknown): never {
  if (!(cause instanceof ContenderError) || cause.code !== 'NameTaken') throw cause
  throw new ContenderError('StaleWrite', cause.message, { cause })
}
