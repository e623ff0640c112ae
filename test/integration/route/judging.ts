import { milliseconds } from '../../../src/api/quantities.ts'
import type { RoutingPlan } from '../../../src/api/routing-plan.ts'
import { liveCells } from '../../../src/evidence/cells/cells.ts'
import { evidenceOf } from '../../../src/evidence/merged.ts'
import { metricsOfPlan } from '../../../src/evidence/metrics-of-plan.ts'
import type { OpenTally } from '../../../src/evidence/open-tally.ts'
import type { Tally } from '../../../src/evidence/tally.ts'
import type { Receipt } from '../../../src/routing/receipt.ts'
import { judge, noMemory } from '../../../src/stats/decision/judge.ts'
import { stratify } from '../../../src/stats/strata/stratum.ts'
import { accuracy, aLook, aTrial, noDoubt } from '../../unit/stats/decision/given.ts'
import { challenger, champion } from './given.ts'

/**
 * What is to be done at the end of a round of one epoch in which both had half of the requests, by accuracy alone: nothing else
 * is in doubt, and all outcomes have had their time.
 */
export function verdictOf(tallies: readonly Tally[], plan: RoutingPlan): string {
  const { slices, byOutcome } = metricsOfPlan(plan)
  const metric = byOutcome.find(({ metric }) => metric.kind === 'Accuracy')?.metric
  if (metric === undefined) throw new Error('the plan has no accuracy')
  const live = liveCells(evidenceOf(tallies, plan.round), metric)
  if (live.figure !== 'Rate') throw new Error('accuracy is no rate')
  const { delayMs } = metric
  const strata = stratify(live.cells, {
    ...{ champion, challenger, slices, delayMs, statistic: live.statistic },
    epochs: [{ epoch: plan.epoch, shares: { [champion]: 0.5, [challenger]: 0.5 } }],
    nowMs: Date.now() + delayMs + 2 * milliseconds(plan.slices.length),
  })
  const observed = { of: 'Split', figure: 'Rate', strata, units: undefined } as const
  const trials = [aTrial({ challenger, questions: [accuracy({ observed })] })]
  return judge(aLook({ trials, quality: noDoubt }), noMemory).verdict.says
}

/** Counts a prediction for whoever its receipt names, and whether its label was right. */
export function countingUnder(tally: OpenTally, plan: RoutingPlan) {
  const counting = tally.under(metricsOfPlan(plan))
  return (receipt: Receipt, isRight: boolean): void => {
    const truth = isRight ? receipt.values.label : `not ${receipt.values.label}`
    counting.request(receipt, { failed: false, latencyMs: 0 })
    counting.outcome(receipt, { truth }, receipt.exposedAtMs)
  }
}
