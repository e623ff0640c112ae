import { liveCells, pairCells } from '../../../src/evidence/cells/cells.ts'
import { missingCells, requestCells } from '../../../src/evidence/cells/requests.ts'
import type { Evidence } from '../../../src/evidence/merged.ts'
import type { Metric } from '../../../src/evidence/metrics/metric.ts'
import { metricsOfPlan } from '../../../src/evidence/metrics-of-plan.ts'
import { type Judgement, judge, type Memory } from '../../../src/stats/decision/judge.ts'
import type { Question } from '../../../src/stats/decision/question.ts'
import type { Observed } from '../../../src/stats/effects/observed.ts'
import type { EpochUnits, Missing, Quality } from '../../../src/stats/quality/quality.ts'
import { type EpochShares, stratify, stratifyPairs } from '../../../src/stats/strata/stratum.ts'
import { counts } from '../../../src/stats/sums/counts.ts'
import { accuracy, aLook, aTrial, errors } from '../stats/decision/given.ts'
import { fresh, hourMs, metrics, old, startMs } from './given.ts'
import type { Design } from './rounds.ts'

export const sliceMs = hourMs / 4
export const delayMs = hourMs
export const plan = metricsOfPlan({
  round: 1,
  slices: { start: '2026-11-01T00:00:00Z', length: '15m' },
  metrics: [metrics.errors, { ...metrics.accuracy, outcomeDelay: '1h' }],
})
const [errorRate, rightLabels] = [...plan.byAnswer, ...plan.byOutcome].map(
  ({ metric }) => metric,
) as [Metric, Metric]

/** A tenth of all requests for the challenger first, then half of them. */
export const epochs: readonly EpochShares[] = [
  { epoch: 1, shares: { [old]: 0.9, [fresh]: 0.1 } },
  { epoch: 2, shares: { [old]: 0.5, [fresh]: 0.5 } },
]

type Looking = { readonly design: Design; readonly nowMs: number; readonly memory: Memory }

/** One look at what all routers know. */
export function judgementOf(evidence: Evidence, { design, nowMs, memory }: Looking): Judgement {
  const observed = (metric: Metric, delay: number) =>
    observedIn(evidence, metric, { as: design.as, delayMs: delay, nowMs })
  const better = accuracy({ observed: observed(rightLabels, delayMs) })
  const safe = errors({ observed: observed(errorRate, 0) })
  // A challenger that times out fails its guardrail; what its accuracy says by itself is asked for alone.
  const questions: readonly Question[] = design.challenger.timeouts > 0 ? [better] : [better, safe]
  const trials = [aTrial({ challenger: fresh, questions })]
  return judge(aLook({ trials, quality: qualityOf(evidence, design, nowMs) }), memory)
}

type Wanted = {
  readonly as: Design['as']
  readonly delayMs: number
  readonly nowMs: number
}

function observedIn(evidence: Evidence, metric: Metric, { as, delayMs, nowMs }: Wanted): Observed {
  const asked = { ...who, delayMs, nowMs }
  if (as === 'Split') {
    const live = liveCells(evidence, metric)
    if (live.figure !== 'Rate') throw new Error('no rate')
    const strata = stratify(live.cells, { ...asked, statistic: live.statistic })
    return { of: 'Split', figure: 'Rate', strata, units: undefined }
  }
  const pairs = pairCells(evidence, metric)
  if (pairs.figure !== 'Rate') throw new Error('no rate')
  const strata = stratifyPairs(pairs.cells, { ...asked, statistic: pairs.statistic })
  return { of: 'Pairs', figure: 'Rate', strata }
}

const who = {
  champion: old,
  challenger: fresh,
  epochs,
  slices: { startMs, lengthMs: sliceMs },
}

/** Requests by variant and epoch, truths that are missing, tallies and pairs that are. */
function qualityOf(evidence: Evidence, { as, scoredFor }: Design, nowMs: number): Quality {
  // Counted for whoever answered, requests are not those that chance has assigned.
  const seen = as === 'Split' && scoredFor !== 'Answering' ? unitsIn(evidence) : []
  return {
    units: { isSample: false, seen: { level: 0, epochs: seen } },
    missing: as === 'Split' ? [missingIn(evidence, nowMs)] : [],
    tallies: evidence.losses,
    pairs: as === 'Shadow' ? pairsIn(evidence) : undefined,
  }
}

function unitsIn(evidence: Evidence): readonly EpochUnits[] {
  const cells = requestCells(evidence, 'Live')
  const sizeOf = (epoch: number, variant: string) =>
    cells
      .filter(({ key }) => key.epoch === epoch && key.variant === variant)
      .reduce((sum, { statistic }) => sum + statistic.requests, 0)
  return epochs.map(({ epoch, shares }) => {
    const sizes = Object.keys(shares).map((variant) => [variant, sizeOf(epoch, variant)])
    return { shares, units: Object.fromEntries(sizes) }
  })
}

function missingIn(evidence: Evidence, nowMs: number): Missing {
  const asked = { ...who, statistic: counts, delayMs, nowMs }
  const strata = stratify(missingCells(evidence, rightLabels), asked)
  const observed = { of: 'Split', figure: 'Rate', strata, units: undefined } as const
  return { metric: 'accuracy', challenger: fresh, observed }
}

function pairsIn(evidence: Evidence): Quality['pairs'] {
  const cells = requestCells(evidence, 'Shadow').map(({ statistic }) => statistic)
  const incomplete = cells.reduce((sum, each) => sum + each.incomplete, 0)
  const all = cells.reduce((sum, { requests }) => sum + requests, 0)
  return { complete: all - incomplete, incomplete }
}
