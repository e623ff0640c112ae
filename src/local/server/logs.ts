import { isJsonObject, type JsonObject } from '../../api/json.ts'
import { metadataOf } from './ground.ts'
import { isTrue, numberIn } from './options.ts'
import type { LogAsked } from './pod-logs.ts'
import { badRequest } from './refusal.ts'

/** Which words of which container are wanted, from the query of `pods/log`. */
export function logOf(pod: JsonObject, query: URLSearchParams, nowMs: number): LogAsked {
  const { name, namespace, uid } = metadataOf(pod)
  const tailLines = numberIn(query, 'tailLines')
  const limitBytes = numberIn(query, 'limitBytes')
  const sinceMs = sinceIn(query, nowMs)
  return {
    ...{ name: `${name}`, namespace: `${namespace}`, uid: `${uid}` },
    container: containerIn(pod, query.get('container') ?? ''),
    isPrevious: isTrue(query.get('previous')),
    follow: isTrue(query.get('follow')),
    timestamps: isTrue(query.get('timestamps')),
    ...(tailLines !== undefined && { tailLines }),
    ...(limitBytes !== undefined && { limitBytes }),
    ...(sinceMs !== undefined && { sinceMs }),
  }
}

function sinceIn(query: URLSearchParams, nowMs: number): number | undefined {
  const seconds = numberIn(query, 'sinceSeconds')
  if (seconds !== undefined) return nowMs - seconds * 1000
  const time = Date.parse(query.get('sinceTime') ?? '')
  return Number.isNaN(time) ? undefined : time
}

function containerIn(pod: JsonObject, asked: string): string {
  const { containers = [], initContainers = [] } = Object(pod['spec'])
  const names = [...initContainers, ...containers].filter(isJsonObject).map(({ name }) => `${name}`)
  const pods = `pod ${metadataOf(pod)['name']}`
  if (asked !== '') {
    if (names.includes(asked)) return asked
    throw badRequest(`container ${asked} is not valid for ${pods}`)
  }
  const [only, ...more] = names
  if (only !== undefined && more.length === 0) return only
  throw badRequest(
    `a container name must be specified for ${pods}, choose one of: [${names.join(' ')}]`,
  )
}
