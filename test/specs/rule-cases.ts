import { experimentCases } from './rule-cases/experiment.ts'
import { metricCases } from './rule-cases/metrics.ts'
import { quantityCases } from './rule-cases/quantities.ts'
import type { RuleCase } from './rule-cases/rule-case.ts'
import { trafficCases } from './rule-cases/traffic.ts'
import { variantCases } from './rule-cases/variants.ts'

export const ruleCases: readonly RuleCase[] = [
  ...experimentCases,
  ...variantCases,
  ...trafficCases,
  ...metricCases,
  ...quantityCases,
]
