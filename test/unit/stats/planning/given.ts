import type { MeanFigure, Plan, Source } from '../../../../src/stats/planning/plan.ts'
import { steady } from '../../../../src/stats/planning/stretches.ts'

/** A comparison of rates at equal shares, but for what is said otherwise. */
export function planOf(parts: Partial<Plan> = {}): Plan {
  return {
    figure: { kind: 'Rate', champion: 0.3 },
    source: { of: 'Requests' },
    bound: 'Effect',
    side: 'More',
    boundary: 0,
    truth: 0.03,
    alpha: 0.05,
    method: 'AlwaysValid',
    plannedN: 5000,
    stretches: steady(0.5),
    ...parts,
  }
}

export const rate = (champion: number) => ({ kind: 'Rate', champion }) as const
export const mean: MeanFigure = { kind: 'Mean', champion: 5, variance: 4, skew: 0 }
/** Hardly any outcome is far from the others, but one may be. */
export const disasters: MeanFigure = { ...mean, range: { low: 0, high: 100 } }
export const p95 = { kind: 'Quantile', quantile: 0.95, logDeviation: 0.5 } as const

export const units: Source = { of: 'Units', requestsPerUnit: 5, designEffect: 5 }
export const pairs = (correlation: number): Source => ({
  of: 'Pairs',
  correlation,
  designEffect: 1,
  perSlice: 50,
})

export const ramp = [
  { chance: 0.05, outcomes: 2000 },
  { chance: 0.2, outcomes: 4000 },
  { chance: 0.5, outcomes: 0 },
]
