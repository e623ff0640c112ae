import { qualifiedName } from '../../../admission/names.ts'
import { type Address, child, entry, type Problem, root } from '../../../admission/problem.ts'
import type { Json, JsonObject } from '../../../api/json.ts'
import { invalid } from './checks.ts'

const standard = ['kubernetes', 'orphan', 'foregroundDeletion']
const detail = 'name is neither a standard finalizer name nor is it fully qualified'

const isQualified = (name: string) => name.includes('/') || standard.includes(name)

/** Of the finalizers of a Namespace's spec, all of which are reported at their list. */
export function finalizerProblems(finalizers: Json | undefined, at: Address): readonly Problem[] {
  return textsIn(finalizers).flatMap((name) => [
    ...qualifiedName(name).map((said) => invalid(at, name, said)),
    ...(isQualified(name) ? [] : [invalid(at, name, detail)]),
  ])
}

/** Of finalizers in metadata, beside what is said of their letters. */
export function unqualifiedFinalizers({ finalizers }: JsonObject): readonly Problem[] {
  const at = child(child(root, 'metadata'), 'finalizers')
  return textsIn(finalizers).flatMap((name, i) =>
    isQualified(name) ? [] : [invalid(entry(at, i), name, detail)],
  )
}

const textsIn = (list: Json | undefined) => (Array.isArray(list) ? list.map(String) : [])
