import type { PairSums } from '../../../src/stats/fixed/pair-sums.ts'

export type RatioSums = {
  readonly n: number
  readonly sumM: number
  readonly sumM2: number
  readonly sumD: number
  readonly sumD2: number
  readonly sumMD: number
}
export type CovariateSums = {
  readonly n: number
  readonly sumY: number
  readonly sumY2: number
  readonly sumX: number
  readonly sumX2: number
  readonly sumXY: number
}

export const ratioPairs = ({ n, sumM, sumM2, sumD, sumD2, sumMD }: RatioSums): PairSums => ({
  n,
  sumY: sumM,
  sumYY: sumM2,
  sumX: sumD,
  sumXX: sumD2,
  sumXY: sumMD,
})

export const covariatePairs = ({
  n,
  sumY,
  sumY2,
  sumX,
  sumX2,
  sumXY,
}: CovariateSums): PairSums => ({
  n,
  sumY,
  sumYY: sumY2,
  sumX,
  sumXX: sumX2,
  sumXY,
})
