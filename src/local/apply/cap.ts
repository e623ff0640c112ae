import { type Claim, type Claims, ownerId, secondOf } from './claims.ts'
import { noFields, union } from './field-set.ts'

const cap = 10

/** With at most ten updaters: the oldest ones' claims of one version become those of `ancient-changes`. */
export function capped(claims: Claims): Claims {
  const updaters = [...claims].filter(([, { operation }]) => operation === 'Update').toSorted(byAge)
  const left = new Map(claims)
  const first = new Map<string, string>()
  let count = updaters.length
  for (const [id, { apiVersion }] of updaters) {
    if (count <= cap) break
    const oldest = first.get(apiVersion)
    if (oldest === undefined) {
      first.set(apiVersion, id)
      continue
    }
    merge(left, { id, oldest })
    count--
  }
  return left
}

const byAge = ([a, old]: readonly [string, Claim], [b, young]: readonly [string, Claim]) =>
  secondOf(old) - secondOf(young) || (a < b ? -1 : 1)

/** Two claims become one, that of the bucket of their version, as young as the younger one. */
function merge(claims: Map<string, Claim>, { id, oldest }: { id: string; oldest: string }): void {
  const claim = claims.get(id)
  if (claim === undefined) return
  const ancient = { ...claim, manager: 'ancient-changes', subresource: '' }
  const bucket = ownerId(ancient)
  const merged = id !== bucket && claims.has(bucket) ? bucket : oldest
  const fields = union(claim.fields, claims.get(merged)?.fields ?? noFields)
  for (const gone of [id, merged]) claims.delete(gone)
  claims.set(bucket, { ...ancient, fields })
}
