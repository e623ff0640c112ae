import type { Observation, Trouble } from '../observation.ts'
import type { ExperimentRecord } from '../record/record.ts'
import { childName } from '../wanted/names.ts'

/** What stands in the way of a variant: what its pods say, or why the API server would not have them. */
export function troubleOf(o: Observation, key: string): Trouble | undefined {
  const [name = '', revision = ''] = key.split('@')
  const child = childName(o.experiment.name, { name, revision })
  const refused = Object.entries(o.refusals).find(([object]) => object.endsWith(`/${child}`))?.[1]
  return refused ?? o.workloads[key]?.trouble ?? digestTrouble(o, key)
}

/** Bytes of one model can't be two. */
function digestTrouble({ workloads, record }: Observation, key: string): Trouble | undefined {
  const digests = workloads[key]?.digests ?? []
  const pinned = record.is === 'There' ? pinOf(record.record, key) : undefined
  const other = digests.find((digest) => digest !== (pinned ?? digests[0]))
  if (other === undefined) return undefined
  const detail = `${key} serves ${other} beside ${pinned ?? digests[0]}, which was seen first`
  return { code: 'ModelDigestChanged', detail }
}

/** The digest that was seen first, and holds. */
export function pinOf(
  { champion, former, round }: ExperimentRecord,
  key: string,
): string | undefined {
  if (champion.variant.key === key) return champion.digest
  if (former?.variant.key === key) return former.digest
  return round.challengers.find((each) => each.key === key)?.digest
}
