import { canonicalDigest } from '../../routing/canonical-json.ts'
import type { SpecVariant } from './variant.ts'

/**
 * The first eight digits of the SHA-256 of what a variant *is*. How it runs (replicas, resources, scheduling), what opens its
 * store, the version that it reports and our own image are no part of it: a change of those is no new contest.
 */
export const revisionOf = (variant: SpecVariant): string =>
  canonicalDigest(essenceOf(variant)).slice(0, 8)

function essenceOf({ model, service, template }: SpecVariant) {
  if (model !== undefined) return { model: { uri: model.uri, sha256: model.sha256 } }
  if (service === undefined) return { template }
  return { service: { name: service.name, port: service.port, path: service.path } }
}
