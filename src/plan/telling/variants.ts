import type { ExperimentStatus } from '../../api/status.ts'
import type { variantRoles } from '../../api/status-words.ts'
import { sum } from '../../stats/special/sum.ts'
import { at } from '../../stats/sums/keyed.ts'
import { presentEpoch } from '../round/epochs.ts'
import { contenders, restOf, sizeOf } from '../shares/shares.ts'
import type { Facts } from './facts.ts'
import { percentText, whole } from './figures.ts'

export type VariantTold = NonNullable<ExperimentStatus['variants']>[number]

/** What runs, or is to: the champion first, the former one, who challenges, and who is on its way out. */
export function variantsTold(facts: Facts): readonly VariantTold[] {
  const { o, record } = facts
  const { champion, former, round } = record
  const inRound = round.stage === 'Settled' ? [] : contenders(record).map(({ key }) => key)
  const running = Object.keys(o.workloads).sort()
  const keys = [champion.variant.key, former?.variant.key ?? [], inRound, running].flat()
  return [...new Set(keys)]
    .filter((key) => form.test(key))
    .slice(0, most)
    .map((key) => variantTold(facts, key, inRound))
}

const form = /^[^@]{1,23}@[0-9a-f]{8}$/
/** Eight of the spec, the champion and the former one; the rest is on its way out. */
const most = 12

function variantTold(facts: Facts, key: string, inRound: readonly string[]): VariantTold {
  const { o, record } = facts
  const [name = '', revision = ''] = key.split('@')
  const role = roleOf(facts, key, inRound)
  const { ready = 0, asked = 0 } = o.workloads[key] ?? {}
  const attempt = record.round.challengers.find((each) => each.key === key)?.attempt
  return {
    ...{ name, revision, role },
    ...(role === 'Challenger' && attempt !== undefined && { attempt: whole(attempt) }),
    ...{ ready: whole(ready), replicas: whole(asked) },
    share: { configured: percentText(partOf(facts, key)), ...observed(facts, key) },
  }
}

function roleOf({ record }: Facts, key: string, inRound: readonly string[]): Role {
  if (key === record.champion.variant.key) return 'Champion'
  if (key === record.former?.variant.key) return 'Former'
  return inRound.includes(key) ? 'Challenger' : 'Loser'
}

type Role = keyof typeof variantRoles

/** The part of all units that a variant is to have now. */
export function partOf({ record }: Facts, key: string): number {
  const { champion, shares } = presentEpoch(record)
  return key === champion ? restOf(shares) : sizeOf(shares, key)
}

/** Copies are nobody's share. */
function observed({ found }: Facts, key: string): { readonly observed?: string } {
  const came = found?.observed?.came ?? {}
  const all = sum(Object.values(came))
  if (!(all > 0) || found?.looked.case.contest === 'Shadowing') return {}
  return { observed: percentText((at(came, key) ?? 0) / all) }
}
