import { problem } from '../../admission/problem.ts'
import type { JsonObject } from '../../api/json.ts'
import type { Asked, Outcome } from './asked.ts'
import { jsonIn } from './body.ts'
import { checkPlace } from './create.ts'
import { type Ground, liveAt, metadataOf } from './ground.ts'
import { writeOptionsIn } from './options.ts'
import { patchedBy } from './patch.ts'
import { badRequest, invalid, notFound } from './refusal.ts'
import { revise } from './revise.ts'
import { scaleOf, withScale } from './scale.ts'

export function showScale(ground: Ground, { route }: Asked): Outcome {
  const live = liveAt(ground, route)
  if (live === undefined) throw notFound(route.kind, route.name ?? '')
  return { status: 200, object: scaleOf(live) }
}

/** Changes how many replicas an object should have, by a whole `Scale` or by a patch of it. */
export function scaled(ground: Ground, asked: Asked): Outcome {
  const { route, method, query, body, contentType } = asked
  const { kind, namespace, name = '' } = route
  const options = writeOptionsIn(method, query, asked)
  const live = liveAt(ground, route)
  if (live === undefined) throw notFound(kind, name)
  const scale =
    method === 'PUT' ? sentScale(body) : patchedBy(kind, scaleOf(live), contentType, body).patched
  checkPlace(route, scale)
  const { replicas = 0 } = Object(scale['spec'])
  if (typeof replicas !== 'number' || !Number.isInteger(replicas)) {
    throw badRequest(
      'json: cannot unmarshal into Go struct field ScaleSpec.spec.replicas of type int32',
    )
  }
  if (replicas < 0) throw negative(name, replicas)
  const next = withScale(live, scale)
  const { isDryRun, manager } = options
  const at = { namespace, name }
  const revision = { kind, at, live, next, isDryRun, manager, subresource: 'scale' as const }
  return { status: 200, object: scaleOf(revise(ground, revision)) }
}

function sentScale(body: string): JsonObject {
  const value = jsonIn(body)
  const { kind = 'Scale', metadata } = Object(value)
  if (value === undefined || kind !== 'Scale' || metadata === undefined) {
    throw badRequest('the body of the request is no Scale of autoscaling/v1')
  }
  return { ...Object(value), metadata: metadataOf(Object(value)) }
}

function negative(name: string, replicas: number) {
  const at = { path: ['spec', 'replicas'], field: 'spec.replicas' }
  const detail = 'must be greater than or equal to 0'
  const wrong = problem(at, 'FieldValueInvalid', { value: replicas, detail })
  return invalid({ group: 'autoscaling', kind: 'Scale' }, name, [wrong])
}
