import type { Cell } from './cell.ts'
import { adversities } from './cells/adversities.ts'
import { mapped, sixteen } from './cells/buckets.ts'
import { bursts } from './cells/bursts.ts'
import { corrections, withoutCorrections } from './cells/corrections.ts'
import { decisions } from './cells/decisions.ts'
import { delays, lateLabels } from './cells/delays.ts'
import { disasters } from './cells/disasters.ts'
import { byAnswering, fallbacks } from './cells/fallbacks.ts'
import { figures } from './cells/figures.ts'
import { limits } from './cells/limits.ts'
import { means } from './cells/means.ts'
import { naive } from './cells/naive.ts'
import { pairRatios } from './cells/pair-ratios.ts'
import { pairs } from './cells/pairs.ts'
import { power } from './cells/power.ts'
import { powerOfRates } from './cells/power-of-rates.ts'
import { quality } from './cells/quality.ts'
import { quantiles } from './cells/quantiles.ts'
import { rates } from './cells/rates.ts'
import { units } from './cells/sticky.ts'

/** All that is simulated. */
export const table: readonly Cell[] = [
  ...rates,
  ...means,
  ...figures,
  ...quantiles,
  ...units,
  ...mapped,
  ...delays,
  ...fallbacks,
  ...limits,
  ...pairs,
  ...pairRatios,
  ...disasters,
  ...quality,
  ...adversities,
  ...bursts,
  ...corrections,
  ...decisions,
  ...powerOfRates,
  ...power,
  ...naive,
  sixteen,
  ...withoutCorrections,
  ...lateLabels,
  ...byAnswering,
]
