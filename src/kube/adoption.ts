import type { ManagedFields, Stored } from './objects.ts'

/**
 * The server keeps account of what somebody applied apart from what he created, and an apply removes
 * only what was applied. So a field that was created and is no longer stated would stay for ever (tried:
 * a nodeSelector outlives its removal from the spec).
 *
 * The patch that makes applied what was created, where there is such a thing: once in an object's life.
 */
export function adopting(
  { metadata }: Stored,
  owner: string,
): { readonly metadata: object } | undefined {
  const { managedFields = [], resourceVersion, uid } = metadata
  const isOurs = (entry: ManagedFields) => entry.manager === owner && !entry.subresource
  const created = managedFields.filter((entry) => isOurs(entry) && entry.operation === 'Update')
  if (created.length === 0) return undefined
  const adopted = created.map((entry) => ({ ...entry, operation: 'Apply' }))
  const others = managedFields.filter((entry) => !isOurs(entry))
  return { metadata: { resourceVersion, uid, managedFields: [...others, ...adopted] } }
}
