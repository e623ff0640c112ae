import type { Json, JsonObject } from '../../../api/json.ts'
import { objectAt } from '../defaults/filling.ts'

export function serviceWarnings(service: JsonObject): readonly string[] {
  const { externalIPs } = objectAt(service, 'spec')
  return Array.isArray(externalIPs) && externalIPs.length > 0
    ? ['spec.externalIPs is deprecated and may no longer be implemented in some clusters']
    : []
}

/** A kind of a CRD may have finalizers without a domain, which those of built-in kinds need. */
export function finalizerWarnings(object: JsonObject, old?: JsonObject): readonly string[] {
  const before = finalizersOf(old ?? {})
  return finalizersOf(object)
    .filter((name) => !name.includes('/') && !standard.includes(name) && !before.includes(name))
    .map(
      (name) =>
        `metadata.finalizers: "${name}": prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers`,
    )
}

const standard = ['orphan', 'foregroundDeletion']

const finalizersOf = (object: JsonObject): readonly string[] => {
  const list: Json | undefined = objectAt(object, 'metadata')['finalizers']
  return Array.isArray(list) ? list.map(String) : []
}
