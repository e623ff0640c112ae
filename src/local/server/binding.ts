import { child, root } from '../../admission/problem.ts'
import type { Json, JsonObject } from '../../api/json.ts'
import { missing, unsupported } from '../kinds/validation/checks.ts'
import type { StoredObject } from '../store/store.ts'
import type { Asked, Outcome } from './asked.ts'
import { objectIn } from './body.ts'
import { checkNamespace, checkPlace } from './create.ts'
import { type Ground, inOrder, keyOf, liveAt, metadataOf, timeOf } from './ground.ts'
import { writeOptionsIn } from './options.ts'
import {
  badRequest,
  conflict,
  inOneSentence,
  notAllowed,
  notFound,
  Refusal,
  unmet,
} from './refusal.ts'
import type { Route } from './route.ts'
import { understood } from './understood.ts'

/** `pods/binding`: the object is to run on that node, which can be said once, and then stays so. */
export function bind(ground: Ground, asked: Asked): Outcome {
  const { route, method, query } = asked
  const { kind, namespace, name = '' } = route
  if (kind.decodeBinding === undefined) throw notAllowed()
  const { isDryRun, fieldValidation } = writeOptionsIn(method, query, asked)
  const reader = { ...kind, kind: 'Binding', decode: kind.decodeBinding }
  const sent = objectIn(reader, asked.body, asked.contentType)
  const { object: binding, warnings } = understood(reader, sent, { fieldValidation })
  const place = namespace === undefined ? {} : { namespace }
  checkPlace({ kind, ...place }, binding)
  if (namespace !== undefined) checkNamespace(ground, kind, namespace, binding)
  checkBinding(name, binding)
  const live = liveAt(ground, route)
  if (live === undefined) throw notFound(kind, name)
  checkUnbound(route, binding, live)
  const bound = kind.toStored(inOrder(withNode(live, binding, ground.wall()))) as StoredObject
  if (!isDryRun) ground.store.put(kind.storedAs, keyOf({ namespace, name }), bound)
  const object = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 }
  return { status: 201, object, warnings }
}

function checkBinding(name: string, binding: JsonObject): void {
  if (metadataOf(binding)['name'] !== name) {
    throw badRequest('name in URL does not match name in Binding object')
  }
  const { kind = '', name: node = '' } = targetOf(binding)
  const at = child(root, 'target')
  const problems = [
    ...(['', 'Node'].includes(String(kind)) ? [] : [unsupported(child(at, 'kind'), kind, kinds)]),
    ...(node === '' ? [missing(child(at, 'name'))] : []),
  ]
  if (problems.length > 0) throw new Refusal({ code: 500, message: inOneSentence(problems) })
}

const kinds = ['Node', '<empty>']

/** Whoever binds may say which object is meant, and of which version. */
function checkUnbound(route: Route, binding: JsonObject, { metadata, spec }: StoredObject): void {
  const { kind, namespace, name = '' } = route
  for (const [what, field] of preconditions) {
    const [sent, had] = [metadataOf(binding)[field] ?? '', metadata[field]]
    if (sent === '' || sent === had) continue
    throw unmet(kind, keyOf({ namespace, name }), what, { sent: `${sent}`, had: `${had}` })
  }
  const { nodeName, schedulingGates: gates } = Object(spec)
  const part = { ...kind, plural: `${kind.plural}/binding` }
  const refuse = (why: string) => conflict(part, name, `pod ${name} ${why}`)
  if (metadata['deletionTimestamp'] !== undefined) {
    throw refuse('is being deleted, cannot be assigned to a host')
  }
  if (nodeName !== undefined) throw refuse(`is already assigned to node "${nodeName}"`)
  if (gates !== undefined) throw refuse('has non-empty .spec.schedulingGates')
}

const preconditions = [
  ['UID', 'uid'],
  ['ResourceVersion', 'resourceVersion'],
] as const

/** Labels and annotations of the binding are added to those of the object. */
function withNode(live: StoredObject, binding: JsonObject, nowMs: number): JsonObject {
  const added = ['labels', 'annotations'].flatMap((field) => {
    const more = metadataOf(binding)[field]
    return more === undefined ? [] : [[field, { ...Object(live.metadata[field]), ...Object(more) }]]
  })
  const { conditions = [], nominatedNodeName: _, ...status } = Object(live['status'])
  return {
    ...live,
    metadata: { ...live.metadata, ...Object.fromEntries(added) },
    spec: { ...Object(live['spec']), nodeName: targetOf(binding)['name'] },
    status: { ...status, conditions: scheduled(conditions, timeOf(nowMs)) },
  }
}

function scheduled(conditions: readonly JsonObject[], now: string): readonly Json[] {
  const type = 'PodScheduled'
  const before = conditions.find((condition) => condition['type'] === type)
  const isNew = before?.['status'] !== 'True'
  const lastTransitionTime = isNew ? now : (before['lastTransitionTime'] ?? null)
  const condition = { type, status: 'True', lastProbeTime: null, lastTransitionTime }
  return before === undefined
    ? [...conditions, condition]
    : conditions.map((each) => (each === before ? condition : each))
}

const targetOf = (binding: JsonObject): JsonObject => Object(binding['target'])
