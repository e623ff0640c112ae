import type { ExperimentStatus } from '../../api/status.ts'
import type { Row } from '../../stats/decision/row.ts'
import { sum } from '../../stats/special/sum.ts'
import { at } from '../../stats/sums/keyed.ts'
import { presentEpoch } from '../round/epochs.ts'
import type { Facts } from './facts.ts'
import { partOf } from './variants.ts'

/** What a dashboard wants to know of an experiment, in numbers. */
export function measuredOf(facts: Facts, { conditions = [], variants = [] }: ExperimentStatus) {
  const { o, record, found } = facts
  const { namespace, name } = o.experiment
  return {
    ...{ namespace, name, stage: record.round.stage, round: record.round.number },
    conditions: conditions.map(({ type, status }) => ({ type, status })),
    variants: variants.map(({ name: of, revision, role, ready = 0 }) => {
      const variant = `${of}@${revision}`
      const share = partOf(facts, variant)
      return { variant, role, ready, share, observedShare: observedOf(facts, variant) }
    }),
    look: found && {
      verdict: found.looked.judgement.verdict.says,
      rows: found.looked.judgement.rows.map(rowMeasured),
    },
    history: record.history.map(({ round, outcome }) => ({ round, outcome })),
    evidenceAtMs: o.evidence.awaySinceMs ?? o.nowMs,
  }
}

function observedOf({ found, record }: Facts, key: string): number | undefined {
  const came = found?.observed?.came ?? {}
  const all = sum(Object.values(came))
  return all > 0 && presentEpoch(record).shares.length > 0 ? (at(came, key) ?? 0) / all : undefined
}

function rowMeasured({ metric, challenger, bound, counts, logP, ...row }: Row) {
  const { champion, challenger: judged } = counts
  const n = (champion.requests ?? 0) + (judged.requests ?? 0)
  const { estimate, low, high } = row
  const p = logP === undefined ? undefined : Math.exp(logP)
  return { metric, challenger, bound, n, estimate, low, high, p }
}
