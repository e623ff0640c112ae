import type { Trouble } from '../observation.ts'
import type { ExperimentRecord } from '../record/record.ts'
import { without } from '../round/moving.ts'
import { contenders } from '../shares/shares.ts'
import { troubleOf } from '../variants/troubles.ts'
import type { Inquiry, Step } from './rule.ts'

/** The first challenger with such a trouble goes home, by the name of its trouble. */
export function sentHomeBecause(
  { o, record }: Inquiry,
  isGrave: (trouble: Trouble) => boolean,
): Step | undefined {
  for (const { key } of contenders(record)) {
    const trouble = troubleOf(o, key) ?? unready(o.workloads[key]?.ready ?? 0)
    if (trouble === undefined || !isGrave(trouble)) continue
    const { code, detail } = trouble
    return { next: without(record, key, { reason: code, because: detail, nowMs: o.nowMs }) }
  }
  return undefined
}

const unready = (ready: number): Trouble | undefined =>
  ready > 0 ? undefined : { code: 'ChallengerUnready', detail: 'none of its replicas is ready' }

/** Of a round without challengers, why. */
export const whyAllLeft = ({ round }: ExperimentRecord): string =>
  round.challengers.map(({ key, out }) => `${key}: ${out?.because ?? 'out'}`).join('; ')
