import type { Kind, Subresource } from '../kinds/kind.ts'
import { nothingThere } from './refusal.ts'

/** Where a path of the API leads. */
export type Route = {
  readonly kind: Kind
  readonly namespace?: string
  /** Absent for a whole collection. */
  readonly name?: string
  readonly subresource?: Subresource
}

/**
 * `/api/v1/…` and `/apis/<group>/<version>/…`, then `namespaces/<ns>/<plural>/<name>/<subresource>` from
 * left to right, or from `<plural>` on. Undefined for what is no resource path at all.
 */
export function routeOf(kinds: readonly Kind[], path: string): Route | undefined {
  const steps = path.split('/').slice(1).map(decoded)
  const isCore = steps[0] === 'api'
  if (!isCore && steps[0] !== 'apis') return undefined
  const [group = '', version, ...rest] = isCore ? ['', ...steps.slice(1)] : steps.slice(1)
  if (version === undefined || rest.length === 0) return undefined
  const ofVersion = kinds.filter((kind) => kind.group === group && kind.version === version)
  const route = inNamespace(ofVersion, rest) ?? across(ofVersion, rest)
  if (route === undefined) throw nothingThere()
  return route
}

function inNamespace(kinds: readonly Kind[], steps: readonly string[]): Route | undefined {
  const [word, namespace = '', plural, name, sub, ...more] = steps
  if (word !== 'namespaces' || plural === undefined || more.length > 0) return undefined
  const kind = kinds.find((found) => found.isNamespaced && found.plural === plural)
  return kind && named({ kind, namespace }, name, sub)
}

/** Of a kind that lives in no namespace, or of one that does, in all of them at once. */
function across(kinds: readonly Kind[], steps: readonly string[]): Route | undefined {
  const [plural, name, sub, ...more] = steps
  const kind = kinds.find((found) => found.plural === plural)
  if (kind === undefined || more.length > 0) return undefined
  if (kind.isNamespaced && name !== undefined) return undefined
  return named({ kind }, name, sub)
}

function named(route: Route, name?: string, sub?: string): Route | undefined {
  if (name === undefined) return route
  if (sub === undefined) return { ...route, name }
  const subresource = route.kind.subresources.find((known) => known === sub)
  return subresource && { ...route, name, subresource }
}

function decoded(step: string): string {
  const name = textOf(step)
  if (name === undefined || name.includes('/')) throw nothingThere()
  return name
}

function textOf(step: string): string | undefined {
  try {
    return decodeURIComponent(step)
  } catch {
    return undefined
  }
}
