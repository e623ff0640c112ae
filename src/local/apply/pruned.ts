import type { Json } from '../../api/json.ts'
import type { Claims } from './claims.ts'
import { difference, type FieldSet, intersection, noFields, union } from './field-set.ts'
import { removed, withNamedFields } from './removal.ts'
import type { Shape } from './shape.ts'
import { stated } from './stated.ts'

/**
 * What was merged, without what the one who applies has applied before, applies no more, and nobody else
 * owns. `claims` has what is applied now.
 */
export function pruned(
  merged: Json,
  { last, claims, shape }: { last: FieldSet; claims: Claims; shape: Shape },
): Json {
  const named = (set: FieldSet) => withNamedFields(set, shape)
  const dropped = removed(merged, named(last), shape)
  const owned = [...claims.values()].map(({ fields }) => fields).reduce(union, noFields)
  const all = named(stated(merged, shape))
  const left = union(named(stated(dropped, shape)), named(owned))
  const kept = removed(merged, difference(all, left), shape)
  // What was never the applier's is put back: others may have set it without owning it.
  const gone = difference(all, named(stated(kept, shape)))
  return removed(merged, intersection(gone, named(last)), shape)
}
