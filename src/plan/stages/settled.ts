import { milliseconds } from '../../api/quantities.ts'
import { plannedN } from '../looking/planned.ts'
import { opened } from '../round/opening.ts'
import type { Variant } from '../variants/variant.ts'
import { paused } from './common-rules.ts'
import { type Inquiry, type StageRule, type Step, waitsFor } from './rule.ts'

/** The champion serves. */
export const settled: readonly StageRule[] = [
  {
    name: 'FormerGone',
    sentence: 'When the rollback window is over, the former champion goes.',
    speak: ({ record, u, o: { nowMs } }) => {
      const { former, ...rest } = record
      if (former === undefined) return undefined
      const window = milliseconds(u.spec.promotion.rollbackWindow)
      return nowMs - former.replacedAtMs >= window ? { next: rest } : undefined
    },
  },
  paused,
  {
    name: 'NewChallengers',
    sentence: 'Whoever has not lost to this champion yet challenges it.',
    speak: (i) =>
      i.u.challengers.length > 0
        ? opening(i, i.u.challengers, causeOf(i.u.challengers, i))
        : undefined,
  },
  {
    name: 'Serving',
    sentence: 'With nobody to compare the champion serves.',
    speak: ({ record: { champion } }) =>
      waitsFor('Serving', `${champion.variant.key} serves; nobody challenges it`),
  },
]

/** Another round, with these. */
export function opening(
  { record, u, o: { nowMs } }: Inquiry,
  challengers: readonly Variant[],
  cause: string,
): Step {
  return { next: opened(record, { u, challengers, cause, plannedN: plannedN(u.spec), nowMs }) }
}

function causeOf(
  challengers: readonly Variant[],
  { record }: { readonly record: Inquiry['record'] },
): string {
  const names = challengers.map(({ key }) => key).join(', ')
  return `${names} against ${record.champion.variant.key}`
}
