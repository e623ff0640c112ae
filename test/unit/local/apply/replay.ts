import { isJsonObject, type Json, type JsonObject } from '../../../../src/api/json.ts'
import { type Accounts, createAccounts } from '../../../../src/local/apply/accounts.ts'
import { unlessSameButTimes } from '../../../../src/local/apply/same-but-times.ts'
import type { Kind } from '../../../../src/local/kinds/kind.ts'
import { jsonPatched } from '../../../../src/local/patch/json-patch.ts'
import { mergePatched } from '../../../../src/local/patch/merge-patch.ts'
import type { Patched } from '../../../../src/local/patch/patched.ts'
import type { Refusal } from '../../../../src/local/patch/refusal.ts'
import { strategicPatched } from '../../../../src/local/patch/strategic-patch.ts'
import { apiVersionOf } from './kinds.ts'
import type { Recorded } from './recording.ts'

/** What comes of a step here: an object as a server would store it, or a refusal. */
export type Outcome =
  | { readonly object: JsonObject }
  | { readonly refused: Refusal }
  /** Merged, but then found to be no object of its kind. */
  | { readonly undecodable: string }

export type Replay = (live: JsonObject | undefined, step: Recorded) => Outcome

/** Takes the steps of a scene one by one, each on the object as the real server had it before. */
export function createReplay(kind: Kind): Replay {
  const of = {
    ...{ apiVersion: apiVersionOf(kind), kind: kind.kind },
    ...{ schema: kind.schema, blank: kind.blank },
  }
  const parts: { readonly [part: string]: Accounts } = {
    object: createAccounts({ ...of, ignored: kind.unwritable.object }),
    status: createAccounts({ ...of, ignored: kind.unwritable.status, subresource: 'status' }),
    scale: createAccounts({ ...of, ignored: [], subresource: 'scale' }),
  }

  return (live, step) => {
    const accounts = parts[step.part ?? 'object']
    if (accounts === undefined) throw new Error(`no part ${step.part}`)
    const isApply = step.verb === 'apply'
    const merged = isApply ? applied(accounts, live, step) : sent(kind, live, asWhole(step))
    if ('refused' in merged) return merged
    return understood(kind, merged.object, (object) =>
      stored(kind, live, step, isApply ? object : claimed(accounts, live, step, object)),
    )
  }
}

function understood(
  { decode }: Kind,
  object: JsonObject,
  store: (decoded: JsonObject) => JsonObject,
): Outcome {
  const decoded = decode(object, 'Ignore')
  if ('problems' in decoded) return { undecodable: decoded.message }
  return { object: store(decoded.object) }
}

function applied(accounts: Accounts, live: JsonObject | undefined, step: Recorded) {
  const { manager, force = false, body } = step
  const config = isJsonObject(body) ? body : {}
  return accounts.applied({ live, config, manager, force, nowMs: nowOf(live, step) })
}

function claimed(
  accounts: Accounts,
  live: JsonObject | undefined,
  step: Recorded,
  next: JsonObject,
): JsonObject {
  return accounts.updated({ live, next, manager: step.manager, nowMs: nowOf(live, step) })
}

function sent(kind: Kind, live: JsonObject = {}, { verb, body }: Recorded): Sent {
  const patch = ways[verb]
  if (patch === undefined) return { object: isJsonObject(body) ? body : {} }
  const result = patch(live, body, kind)
  return 'refused' in result ? result : { object: result.patched }
}

/** What is sent to `scale` is a `Scale`, which has of the object no more than its replicas. */
function asWhole(step: Recorded): Recorded {
  if (step.part !== 'scale') return step
  const replicas = Object(Object(step.body)['spec'])['replicas']
  return replicas === undefined ? { ...step, body: {} } : { ...step, body: { spec: { replicas } } }
}

type Sent = { readonly object: JsonObject } | { readonly refused: Refusal }
type Way = (live: JsonObject, patch: Json, kind: Kind) => Patched

const ways: { readonly [verb: string]: Way } = {
  merge: mergePatched,
  json: jsonPatched,
  strategic: (live, patch, { schema }) => strategicPatched(live, patch, schema),
}

/** The rest of a server: what a writer cannot say is put right, and who changes nothing changes nothing. */
function stored(
  { prepare }: Kind,
  live: JsonObject | undefined,
  { part }: Recorded,
  next: JsonObject,
): JsonObject {
  const write = part === 'status' ? prepare.updateStatus : prepare.update
  const prepared = live === undefined ? prepare.create(next) : write(next, live)
  const { managedFields } = metadataOf(next)
  const server = live === undefined ? {} : serversOf(live)
  const metadata = { ...metadataOf(prepared), ...server, managedFields: managedFields ?? null }
  const whole = withoutNull({ ...prepared, metadata })
  return live === undefined ? whole : unlessSameButTimes(whole, live)
}

function serversOf(live: JsonObject): JsonObject {
  const { uid = '', resourceVersion = '', creationTimestamp = '' } = metadataOf(live)
  return { uid, resourceVersion, creationTimestamp }
}

function withoutNull(object: JsonObject): JsonObject {
  const entries = Object.entries(metadataOf(object)).filter(([, value]) => value !== null)
  return { ...object, metadata: Object.fromEntries(entries) }
}

export function metadataOf({ metadata = null }: JsonObject): JsonObject {
  return isJsonObject(metadata) ? metadata : {}
}

/** When it was, as far as the answer tells: else some time later than all that has been. */
function nowOf(live: JsonObject | undefined, { answer }: Recorded): number {
  const before = newest(live ?? {})
  const after = newest(answer)
  return after > before ? after : Math.max(before, 0) + 60_000
}

function newest(object: JsonObject): number {
  const { managedFields: claims } = metadataOf(object)
  const times = Array.isArray(claims) ? claims.map((claim) => Object(claim)['time']) : []
  return Math.max(0, ...times.map((time) => (typeof time === 'string' ? Date.parse(time) : 0)))
}
