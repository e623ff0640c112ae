import type { Claim, Claims } from './claims.ts'
import type { Comparison } from './comparison.ts'
import { difference, type FieldSet, intersection, isEmpty, union } from './field-set.ts'

/** What others own, of what changes. */
export type Conflict = { readonly owner: Claim; readonly fields: FieldSet }

/** Whose fields a change would take, in the order of their ids. Fields that go away are no conflict. */
export function conflictsIn(
  claims: Claims,
  changes: Comparison,
  except: string,
): readonly Conflict[] {
  const taken = union(changes.modified, changes.added)
  return [...claims]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .filter(([id]) => id !== except)
    .map(([, owner]) => ({ owner, fields: intersection(owner.fields, taken) }))
    .filter(({ fields }) => !isEmpty(fields))
}

/** The claims once the change is made: it takes what it touches from everybody but the one who makes it. */
export function afterTakeover(claims: Claims, changes: Comparison, except: string): Claims {
  const gone = union(changes.removed, union(changes.modified, changes.added))
  const left = [...claims].map(([id, claim]) =>
    id === except
      ? ([id, claim] as const)
      : ([id, { ...claim, fields: difference(claim.fields, gone) }] as const),
  )
  return new Map(left.filter(([, { fields }]) => !isEmpty(fields)))
}
