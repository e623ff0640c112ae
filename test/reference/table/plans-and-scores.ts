import { powerOfProportions } from '../../../src/stats/planning/power-of-proportions.ts'
import { sampleSizeOfProportions } from '../../../src/stats/planning/sample-size.ts'
import { sampleSizeOfMeans } from '../../../src/stats/planning/sample-size-of-means.ts'
import { binaryScores } from '../../../src/stats/scores/binary.ts'
import { multiclassScores } from '../../../src/stats/scores/multiclass.ts'
import { regressionScores } from '../../../src/stats/scores/regression.ts'
import { alternatives } from './alternatives.ts'
import { renamed } from './renamed.ts'

type Goal = {
  readonly alpha: number
  readonly power: number
  readonly ratio: number
  readonly alternative: keyof typeof alternatives
}

export const plansAndScores = {
  power_proportion: (i: {
    readonly pA: number
    readonly diff: number
    readonly nB: number
    readonly ratioAtoB: number
    readonly alpha: number
    readonly alternative: keyof typeof alternatives
  }) => ({
    power: powerOfProportions({
      champion: i.pA,
      difference: i.diff,
      n: i.nB,
      championPerChallenger: i.ratioAtoB,
      alpha: i.alpha,
      alternative: alternatives[i.alternative],
    }),
  }),
  sample_size_h: (i: Goal & { readonly pA: number; readonly pB: number }) =>
    renamed(sampleSizeOfProportions(i.pA, i.pB, goalOf(i)), ({ h, n }) => ({ h, n1: n })),
  sample_size_mean: (i: Goal & { readonly effectSize: number }) =>
    renamed(sampleSizeOfMeans(i.effectSize, goalOf(i)), ({ normal, student }) => ({
      n1_normal: normal,
      n1_t: student,
    })),
  regression_metrics: (i: { readonly y: readonly number[]; readonly yhat: readonly number[] }) =>
    renamed(regressionScores(i.y, i.yhat), ({ medianError, ...rest }) => ({
      ...rest,
      medae: medianError,
    })),
  binary_metrics: (i: {
    readonly y: readonly number[]
    readonly score: readonly number[]
    readonly threshold: number
  }) => binaryScores(i.y, i.score, i.threshold),
  multiclass_metrics: (i: { readonly confusion: readonly (readonly number[])[] }) =>
    multiclassScores(i.confusion),
}

const goalOf = (i: Goal) => ({ ...i, alternative: alternatives[i.alternative] })
