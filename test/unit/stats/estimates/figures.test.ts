import { expect, it } from 'vitest'
import { type FigureRow, figures } from '../../../../src/stats/estimates/figures.ts'
import { jackknife } from '../../../../src/stats/estimates/jackknife.ts'
import { differenceOf, levelOf, liftOf } from '../../../../src/stats/estimates/linearised.ts'
import type { Reading } from '../../../../src/stats/estimates/reading.ts'
import { type Moments, moments, withValue } from '../../../../src/stats/sums/moments.ts'
import {
  type VectorMoments,
  vectorMoments,
  withVector,
} from '../../../../src/stats/sums/vector-moments.ts'
import { isUnknown } from '../../../../src/stats/unknown.ts'
import { below, chance } from '../../../chance.ts'

const random = chance(17)
/** Of every size, zero too. */
const count = () => Math.floor(10 ** (12 * random() ** 2)) - 1
const value = () => [0, 1, 1e-160, 1e79, -1e79, random()][below(random, 6)] ?? 0
const few = <T>(make: () => T) => Array.from({ length: below(random, 5) }, make)

const someMoments = (): Moments =>
  few(value).reduce((sum, x) => withValue(sum, x, 1 + count()), moments(0).none)
/** A squared error, and a truth with its square: truths of one size, however small. */
const someTruths = () => {
  const size = [0, 1, 1e-150, 1e39][below(random, 4)] ?? 0
  return few(() => size * random()).map((y) => [Math.abs(value()), y, y ** 2])
}
const someVectors = (): VectorMoments =>
  someTruths().reduce((sum, xs) => withVector(sum, xs), vectorMoments([0, 0, 0]).none)
const someRates = () => {
  const n = count()
  return { n, events: Math.floor(n * random() ** 4) }
}

/** A row, and something that may be counted for it. */
const anything: readonly (readonly [string, FigureRow<unknown>, () => unknown])[] = [
  ['a rate', figures.Rate as FigureRow<unknown>, someRates],
  ['a mean', figures.Mean as FigureRow<unknown>, someMoments],
  ['a root', figures.RootMean as FigureRow<unknown>, someMoments],
  ['R²', figures.ExplainedVariance as FigureRow<unknown>, someVectors],
  ['F1', figures.F1 as FigureRow<unknown>, () => [0, 0, 0, 0].map(count)],
  ['AUC', figures.Auc as FigureRow<unknown>, () => new Array(12).fill(0).map(count)],
]

it.each(anything)('has no hole, whatever is counted: %s', (_, {
  read,
  means,
  functional,
}, some) => {
  for (let run = 0; run < 300; run++) {
    const epochs = few(() => [some(), some()] as const)
    const [champion, challenger] = [0, 1].map((side) =>
      epochs.flatMap((epoch) => readingOf(read(epoch[side as 0 | 1]))),
    ) as [Reading[], Reading[]]
    const clusters = epochs.map((sides) => [sides.map(means)])
    const figure = ([a = [], b = []]: readonly (readonly number[])[]) => {
      const [x, y] = [functional.value(a), functional.value(b)]
      return x === undefined || y === undefined ? undefined : y - x
    }
    expectNoHole(differenceOf({ champion, challenger }, functional))
    expectNoHole(liftOf({ champion, challenger }, functional))
    expectNoHole(levelOf(champion, functional))
    expectNoHole(jackknife(clusters, figure, count()))
  }
})

const readingOf = (reading: ReturnType<FigureRow<unknown>['read']>) =>
  isUnknown(reading) ? [] : [reading]

function expectNoHole(estimate: object | undefined): void {
  expect(Object.values(estimate ?? {})).not.toContain(Number.NaN)
}
