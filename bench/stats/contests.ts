import { kolmogorovSmirnov } from '../../src/stats/distances/kolmogorov-smirnov.ts'
import { wasserstein } from '../../src/stats/distances/wasserstein.ts'
import { mannWhitney } from '../../src/stats/fixed/mann-whitney.ts'
import { summaryOfSums } from '../../src/stats/fixed/summary.ts'
import { pooledZ } from '../../src/stats/fixed/two-proportion-z.ts'
import { welch } from '../../src/stats/fixed/welch.ts'
import { sampleRatioTest } from '../../src/stats/quality/sample-ratio.ts'
import { growthbookSequence } from '../../src/stats/sequential/growthbook.ts'
import { exactly } from './exactly.ts'
import { type Count, countPairs, pairsOfSamples, pairsOfSums, unitCounts } from './inputs.ts'

/** One computation on both sides: `name` is what `peers.py` calls it; each case has its call here. */
export type Contest = {
  readonly name: string
  readonly title: string
  readonly peer: string
  readonly cases: readonly unknown[]
  readonly calls: readonly (() => readonly number[])[]
}

/** Same numbers on both sides. Cheap computations go round many cases, so that none is learnt by heart. */
export function contests(): readonly Contest[] {
  return [
    sequential('sequential', 'sequential test (its objects ready)'),
    sequential('sequential-from-sums', 'sequential test (objects from sums)'),
    welchTest(),
    pooledZTest(),
    shareMismatch(),
    ...raw(),
  ]
}

function sequential(name: string, title: string): Contest {
  const [alpha, tuning] = [0.05, 5000]
  const pairs = pairsOfSums(64)
  return {
    name,
    title,
    peer: 'gbstats',
    cases: pairs.map(([a, b]) => ({
      a: { n: a.n, sum: a.sum, sum2: a.squares },
      b: { n: b.n, sum: b.sum, sum2: b.squares },
      alpha,
      tuning,
    })),
    calls: pairs.map(([a, b]) => () => {
      const options = { alpha, tuning, scale: 'Relative' } as const
      const r = exactly(growthbookSequence(summaryOfSums(a), summaryOfSums(b), options))
      return [r.estimate, r.lower, r.upper, r.p]
    }),
  }
}

function welchTest(): Contest {
  const pairs = pairsOfSums(64).map(
    ([a, b]) => [exactly(summaryOfSums(a)), exactly(summaryOfSums(b))] as const,
  )
  const variant = ({ n, mean, variance }: { n: number; mean: number; variance: number }) => ({
    n,
    mean,
    sd: Math.sqrt(variance),
  })
  return {
    name: 'welch',
    title: "Welch's t from summaries",
    peer: 'scipy',
    cases: pairs.map(([a, b]) => ({ a: variant(a), b: variant(b) })),
    calls: pairs.map(([a, b]) => () => {
      const r = exactly(welch(a, b))
      return [r.t, r.p]
    }),
  }
}

function pooledZTest(): Contest {
  const pairs = countPairs(64)
  const flat = (a: Count, b: Count) => ({ xa: a.events, na: a.n, xb: b.events, nb: b.n })
  return {
    name: 'pooled-z',
    title: 'pooled z of two proportions',
    peer: 'statsmodels',
    cases: pairs.map(([a, b]) => flat(a, b)),
    calls: pairs.map(([a, b]) => () => {
      const r = exactly(pooledZ(a, b))
      return [r.z, r.p]
    }),
  }
}

function shareMismatch(): Contest {
  const weights = [0.8, 0.15, 0.05]
  const seen = unitCounts(64, weights)
  return {
    name: 'srm',
    title: 'sample ratio mismatch, 3 variants',
    peer: 'gbstats',
    cases: seen.map((counts) => ({ counts, weights })),
    calls: seen.map((counts) => () => [exactly(sampleRatioTest(counts, weights)).p]),
  }
}

/** Two samples of 10,000, unsorted: doubles in a typed array here, in an array of numpy there. */
function raw(): readonly Contest[] {
  const pairs = pairsOfSamples(4, 10_000)
  const cases = pairs.map(([a, b]) => ({ a: [...a], b: [...b] }))
  const contest = (
    name: string,
    title: string,
    answer: (a: Float64Array, b: Float64Array) => readonly number[],
  ): Contest => ({
    name,
    title: `${title}, 10k × 10k raw`,
    peer: 'scipy',
    cases,
    calls: pairs.map(
      ([a, b]) =>
        () =>
          answer(a, b),
    ),
  })
  return [
    contest('ks', 'Kolmogorov–Smirnov', (a, b) => {
      const r = exactly(kolmogorovSmirnov(a, b))
      return [r.statistic, r.p]
    }),
    contest('wasserstein', 'Wasserstein-1', (a, b) => [
      exactly(wasserstein({ values: a }, { values: b })),
    ]),
    contest('mann-whitney', 'Mann–Whitney', (a, b) => {
      const r = exactly(mannWhitney(a, b))
      return [r.u, exactly(r.p)]
    }),
  ]
}
