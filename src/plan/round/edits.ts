import { milliseconds } from '../../api/quantities.ts'
import type { ExperimentRecord, StageName } from '../record/record.ts'
import { contenders } from '../shares/shares.ts'
import type { Inquiry, StageRule, Step } from '../stages/rule.ts'
import { validated } from '../stages/validating.ts'
import type { Understood } from '../understood.ts'
import { ended } from './ending.ts'
import { assigned, presentEpoch } from './epochs.ts'
import { without } from './moving.ts'
import { definitionsOf, termsOf } from './terms.ts'

/** What an edit of the spec does to the round that is on: in order, the first that is found. */
export const edits: readonly StageRule[] = [
  {
    name: 'Superseded',
    sentence: 'Another question, or another challenger, ends a round that is being contested.',
    speak: (i) => {
      const { record, o } = i
      const reason = supersededBy(i.u, record)
      if (reason === undefined) return undefined
      if (record.round.stage === 'Validating') {
        const short = `${record.round.decided?.reason ?? 'promoted'}; validation was cut short: ${reason}`
        return { next: validated(i, record, short) }
      }
      if (!contested.includes(record.round.stage)) return undefined
      return { next: ended(record, { outcome: 'Superseded', reason, nowMs: o.nowMs }) }
    },
  },
  {
    name: 'Removed',
    sentence: 'A challenger that the spec no longer has is out; its share is the champion’s.',
    speak: removed,
  },
  {
    name: 'Kept',
    sentence:
      'How the champion runs is kept, should the spec drop it; what is counted anew gets its name.',
    speak: kept,
  },
]

const contested: readonly StageName[] = ['Preparing', 'Shadowing', 'Comparing', 'AwaitingApproval']

function supersededBy(u: Understood, record: ExperimentRecord): string | undefined {
  const { round } = record
  const former = record.former === undefined ? [] : [record.former.variant.key]
  const entered = [...round.challengers.map(({ key }) => key), ...former]
  const fresh = u.challengers.filter(({ key }) => !entered.includes(key))
  if (fresh.length > 0) return `${fresh.map(({ key }) => key).join(', ')} came into the spec`
  if (round.challengers.length === 0) return undefined
  if (termsOf(u) !== round.terms) return 'what is judged, or how, was changed in the spec'
  return undefined
}

function removed({ record, u, o: { nowMs } }: Inquiry): Step | undefined {
  if (!contested.includes(record.round.stage)) return undefined
  const gone = contenders(record).find(
    ({ key }) => !u.variants.some((variant) => variant.key === key),
  )
  if (gone === undefined) return undefined
  const because = 'it was removed from the spec'
  const rest = without(record, gone.key, { reason: 'Removed', because, nowMs })
  const { shares, ...present } = presentEpoch(rest)
  const left = shares.filter(({ variant }) => variant !== gone.key)
  if (contenders(rest).length > 0)
    return { next: assigned(rest, { ...present, shares: left }, nowMs) }
  return { next: ended(rest, { outcome: 'Superseded', reason: `${gone.key}: ${because}`, nowMs }) }
}

function kept({ record, u, o }: Inquiry): Step | undefined {
  const { champion, round } = record
  const now = u.variants.find(({ key }) => key === champion.variant.key)
  const variant = now !== undefined && !isSame(now, champion.variant) ? now : champion.variant
  const metrics = { ...definitionsOf(u), ...round.metrics }
  const acceptForMs = Math.max(round.acceptForMs, milliseconds(u.spec.outcomes.acceptFor))
  const digest = champion.digest ?? o.workloads[champion.variant.key]?.digests[0]
  const isKept =
    variant === champion.variant &&
    digest === champion.digest &&
    acceptForMs === round.acceptForMs &&
    Object.keys(metrics).length === Object.keys(round.metrics).length
  if (isKept) return undefined
  return {
    next: {
      ...record,
      champion: { ...champion, variant, ...(digest === undefined ? {} : { digest }) },
      round: { ...round, metrics, acceptForMs },
    },
  }
}

const isSame = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b)
