import { isJsonObject, type Json, type JsonObject, type JsonPath } from '../api/json.ts'
import type { Kind } from './kinds/kind.ts'
import { longInteger } from './long-integers.ts'
import { appliedObject } from './server/apply.ts'
import { apiVersionOf, type Ground, metadataOf, namespaceKind } from './server/ground.ts'
import { Refusal } from './server/refusal.ts'
import { copyOf } from './store/memory.ts'

type Done = {
  readonly title: string
  readonly what: 'created' | 'configured' | 'unchanged'
  /** What the API warns of. */
  readonly warnings: readonly string[]
  /** Which of the objects it is. */
  readonly index: number
}

type Refused = {
  readonly title: string
  readonly why: string
  readonly index: number
  /** Where in it. */
  readonly path: JsonPath
}

/** All of them, or none. */
export type Applied = { readonly done: readonly Done[] } | { readonly refused: readonly Refused[] }

/**
 * Server-side apply from within the process of the cluster itself: for the files that it is started with.
 * All are tried on a copy of what there is, and only where none is refused does anything happen.
 */
export function applyAll(ground: Ground, objects: readonly Json[]): Applied {
  if (objects.length === 0) return { done: [] } // and nothing need be copied
  const store = copyOf(
    ground.store,
    ground.kinds.map(({ storedAs }) => storedAs),
  )
  const refused = inTurn({ ...ground, store }, objects).filter((each) => 'why' in each)
  if (refused.length > 0) return { refused }
  return { done: inTurn(ground, objects).map(surely) }
}

/** What was told of the copy comes true, since nobody else has had a turn. */
function surely(outcome: Done | Refused): Done {
  if ('why' in outcome) throw new Error(`${outcome.title}: ${outcome.why}`)
  return outcome
}

/** Namespaces are made before what may belong to them. */
function inTurn(ground: Ground, objects: readonly Json[]): readonly (Done | Refused)[] {
  const namespaces = namespaceKind(ground.kinds)
  const placed = objects.map((value, index) => ({
    object: isJsonObject(value) ? value : {},
    index,
  }))
  const isFirst = ({ object }: (typeof placed)[number]) => kindOf(ground, object) === namespaces
  const [first, rest] = [placed.filter(isFirst), placed.filter((each) => !isFirst(each))]
  return [...first, ...rest].map(({ object, index }) => applyOne(ground, object, index))
}

const kindOf = ({ kinds }: Ground, { apiVersion, kind }: JsonObject) =>
  kinds.find((served) => served.kind === kind && apiVersionOf(served) === apiVersion)

const wordFor = (value: Json | undefined): string =>
  typeof value === 'string' ? value : value === undefined ? 'object' : 'something that is no text'

function applyOne(ground: Ground, object: JsonObject, index: number): Done | Refused {
  const { name = '' } = metadataOf(object)
  const title = `${wordFor(object['kind'])} ${wordFor(name)}`.trimEnd()
  const refused = (why: string, path: JsonPath = []) => ({ title, why, index, path })
  const missing = ['apiVersion', 'kind'].filter((field) => !object[field])
  if (missing.length > 0) return refused(`it needs ${missing.join(' and ')}`)
  const kind = kindOf(ground, object)
  if (kind === undefined) {
    return refused(
      `this cluster serves no ${wordFor(object['kind'])} of ${wordFor(object['apiVersion'])}`,
    )
  }
  if (name === '') return refused('metadata.name is missing', ['metadata'])
  try {
    const applied = applyAs(ground, kind, object)
    const long = longInteger(applied.result)
    if (long !== undefined) return refused(long.why, long.path)
    return { title, what: applied.what, warnings: applied.warnings, index }
  } catch (cause) {
    if (cause instanceof Refusal) return refused(cause.message)
    throw cause
  }
}

function applyAs(ground: Ground, kind: Kind, sent: JsonObject) {
  const object = kind.isNamespaced ? placed(sent) : sent
  const { name, namespace } = metadataOf(object)
  const route = { kind, name: `${name}`, ...(kind.isNamespaced && { namespace: `${namespace}` }) }
  const before = ground.store.version()
  const options = { isDryRun: false, fieldValidation: 'Strict', manager: writer } as const
  const outcome = appliedObject(ground, route, object, { ...options, isForced: true })
  if (!('status' in outcome)) throw new Error('an apply comes to one object')
  const { status, object: result, warnings = [] } = outcome
  const isSame = ground.store.version() === before
  const what = status === 201 ? 'created' : isSame ? 'unchanged' : 'configured'
  const { inert } = kind // which is noted of all objects of a kind, and once
  return { result, what, warnings: warnings.filter((words) => words !== inert) } as const
}

/** Who names no namespace means the usual one, which kubectl says in his place. */
function placed(object: JsonObject): JsonObject {
  const metadata = metadataOf(object)
  return { ...object, metadata: { ...metadata, namespace: metadata['namespace'] || 'default' } }
}

const writer = 'contender-run'
