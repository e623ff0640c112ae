import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import type { Cell, Expectation, Question } from '../cell.ts'
import { type Asking, asking, sided } from './inference.ts'
import { type LayoutName, layouts } from './scenarios.ts'

/** The sum of two normal quantiles: two-sided at .05, found nine times in ten. */
const reach = 1.959964 + 1.281552

/** Requests that a fixed horizon needs, where one request adds this variance to a difference. */
export const needed = (variance: number, effect: number) =>
  Math.round((reach ** 2 * variance) / effect ** 2)

const partOf = (layout: LayoutName) => layouts[layout](1)[0]?.shares[0] ?? 0.5

/** Of a difference of means, by the variances of single outcomes. */
export function neededOf(
  layout: LayoutName,
  [a, b]: readonly [number, number],
  effect: number,
): number {
  const part = partOf(layout)
  return needed(a / (1 - part) + b / part, effect)
}

export const spread = (p: number) => p * (1 - p)

/** The promise for a method that is tuned for what is to come. */
export const found = (n: number): readonly Expectation[] => [
  { kind: 'Finds', atLeast: 0.6, by: n },
  { kind: 'Finds', atLeast: 0.93, by: 2 * n },
]

/** The same horizons, without a promise. */
const shown = (n: number): readonly Expectation[] => [
  { kind: 'Finds', atLeast: 0, by: n },
  { kind: 'Finds', atLeast: 0, by: 2 * n },
]

const looksTo = (n: number) => [
  ...logSpaced(Math.ceil(n / 40), n, 30),
  ...Array.from({ length: 10 }, (_, i) => Math.round(n * (1 + (i + 1) / 10))),
]

export const cellOf = (
  name: string,
  n: number,
  given: Pick<Cell, 'scenario' | 'questions'> & Partial<Cell>,
): Cell => ({
  name: `power: ${name}, N = ${n}`,
  group: 'Power at an effect sized for .90 at a fixed horizon of N',
  by: 'Sums',
  looks: looksTo(n),
  ...given,
})

type Side = 'more' | 'less'

/** By the engine: as it is, and with the planned N. */
export function engine(name: string, n: number, given: Asking, side: Side): readonly Question[] {
  return [
    asking(`${name}, the engine's defaults`, given, [sided(side, shown(n))]),
    asking(`${name}, the engine with N`, { ...given, tunedFor: n }, [sided(side, found(n))]),
  ]
}
