import { isJsonObject, type JsonObject } from '../../../api/json.ts'
import { objectAt } from '../defaults/filling.ts'
import { nanoOf } from '../quantities.ts'

const counted = ['cpu', 'memory']

/** How far a Pod is promised what it asks for: all of it, some of it, or nothing. */
export function qosClass(spec: JsonObject): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const containers = [...listAt(spec, 'initContainers'), ...listAt(spec, 'containers')]
  const all = containers.map((container) => {
    const resources = objectAt(container, 'resources')
    return { limits: amounts(resources, 'limits'), requests: amounts(resources, 'requests') }
  })
  if (all.every(({ limits, requests }) => limits.size + requests.size === 0)) return 'BestEffort'
  const isGuaranteed = all.every(({ limits, requests }) =>
    counted.every((name) => limits.has(name) && limits.get(name) === requests.get(name)),
  )
  return isGuaranteed ? 'Guaranteed' : 'Burstable'
}

/** Nothing of something is nothing asked. */
function amounts(resources: JsonObject, field: string): ReadonlyMap<string, bigint> {
  const entries = Object.entries(objectAt(resources, field))
  const read = entries.map(([name, text]) => [name, nanoOf(String(text))] as const)
  return new Map(read.filter(([name, nano]) => counted.includes(name) && nano !== 0n))
}

function listAt(object: JsonObject, field: string): readonly JsonObject[] {
  const list = object[field]
  return Array.isArray(list) ? list.filter(isJsonObject) : []
}
