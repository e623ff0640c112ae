import { missingCells } from '../../evidence/cells/requests.ts'
import type { Metric } from '../../evidence/metrics/metric.ts'
import type { Missing, Pairs, Quality } from '../../stats/quality/quality.ts'
import { stratify } from '../../stats/strata/stratum.ts'
import { counts } from '../../stats/sums/counts.ts'
import { arrivalsOf } from './arrivals.ts'
import { type Gathered, wantedOf } from './gathered.ts'
import { type RequestCount, requestsAfter } from './requests.ts'
import { roleIn } from './roles.ts'
import { unitsFor } from './units-for.ts'

/** What says whether the evidence may be judged at all. Chance deals out live traffic; copies go to everybody. */
export function qualityOf(from: Gathered): Quality {
  const isLive = from.source === 'Live'
  return {
    units: isLive ? arrivalsOf(from) : nobody,
    missing: isLive ? decisive(from).flatMap((metric) => missingOf(from, metric)) : [],
    tallies: from.asked.losses ?? from.evidence.losses,
    pairs: isLive ? undefined : pairsOf(from),
  }
}

const nobody: Quality['units'] = { isSample: false, seen: { level: 0, epochs: [] } }

/** Metrics that wait for outcomes, and from which something follows. */
const decisive = ({ asked }: Gathered): readonly Metric[] =>
  asked.metrics.flatMap((metric) => {
    const role = roleIn(asked, metric)
    const isJudged = role === 'Objective' || role === 'Guardrail'
    return isJudged && metric.counted !== undefined && metric.counted.delayMs > 0
      ? [metric.counted]
      : []
  })

/** Truths that should have come, of everybody who is still in. */
function missingOf(from: Gathered, metric: Metric): readonly Missing[] {
  const { asked, evidence } = from
  const cells = missingCells(evidence, metric)
  const unitsOf = unitsFor(from, metric.delayMs, {})
  return asked.challengers
    .filter(({ isOut }) => isOut !== true)
    .map(({ key }) => {
      const wanted = wantedOf(asked, key, metric.delayMs)
      const strata = stratify(cells, { ...wanted, statistic: counts })
      const units = unitsOf(key, strata)
      return {
        metric: metric.name,
        challenger: key,
        observed: { of: 'Split', figure: 'Rate', strata, units },
      }
    })
}

/** Of whoever is still in; where outcomes are waited for, an answer that can't be read is none. The worst counts. */
function pairsOf(from: Gathered): Pairs {
  const { challengers } = from.asked
  const isIn = new Set(challengers.filter(({ isOut }) => isOut !== true).map(({ key }) => key))
  const delays = new Set([0, ...decisive(from).map(({ delayMs }) => delayMs)])
  const all = [...delays].map((delayMs) =>
    requestsAfter(from, delayMs)(({ variant }) => isIn.has(variant)),
  )
  const { requests, incomplete } = all.reduce((worst, each) =>
    lackOf(each) > lackOf(worst) ? each : worst,
  )
  return { complete: requests - incomplete, incomplete }
}

const lackOf = ({ requests, incomplete }: RequestCount) =>
  requests > 0 ? incomplete / requests : 0
