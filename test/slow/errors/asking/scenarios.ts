import type { Kind } from '../../../../src/stats/simulation/counting/statistics.ts'
import { type Course, steady } from '../../../../src/stats/simulation/course.ts'
import type { Model } from '../../../../src/stats/simulation/outcomes/model.ts'
import type { RateModel } from '../../../../src/stats/simulation/outcomes/rate.ts'
import type { Metric, Scenario } from '../../../../src/stats/simulation/scenario.ts'

/** How traffic is split between champion and challenger, over so many requests. */
export const layouts = {
  '50/50': () => [{ fromMs: 0, shares: [0.5] }],
  '80/20': () => [{ fromMs: 0, shares: [0.2] }],
  '95/5': () => [{ fromMs: 0, shares: [0.05] }],
  ramp: (requests: number) => [
    { fromMs: 0, shares: [0.05] },
    { fromMs: 100 * requests, shares: [0.2] },
    { fromMs: 300 * requests, shares: [0.5] },
  ],
} as const satisfies { readonly [name: string]: (requests: number) => Scenario['steps'] }

export type LayoutName = keyof typeof layouts
export const layoutNames = Object.keys(layouts) as readonly LayoutName[]

/** One request a second on average, each by itself; a cell names what matters to it. */
export const aScenario = (
  layout: LayoutName,
  requests: number,
  given: Partial<Scenario> & Pick<Scenario, 'metrics'>,
): Scenario => ({
  variants: ['old', 'new'],
  layout: 'Canary',
  steps: layouts[layout](requests),
  traffic: { perSecond: 1 },
  units: { kind: 'Requests' },
  sliceMs: 1e15,
  ...given,
})

export const aRate = (rates: readonly number[], given: Partial<RateModel> = {}): RateModel => ({
  kind: 'Rate',
  rates,
  course: steady,
  fallbackIsEvent: false,
  ...given,
})

export const counted = (
  name: string,
  as: Kind,
  model: Model,
  given: Partial<Metric> = {},
): Metric => ({ model, counted: [{ name, as }], ...given })

/** To three times the level, in a straight line. */
export const trend = (requests: number): Course => ({
  kind: 'Trend',
  factor: 3,
  overMs: 1000 * requests,
})

/** Five days, up and down by 80 %. */
export const days = (requests: number): Course => ({
  kind: 'Swing',
  by: 0.8,
  periodMs: 200 * requests,
})
