import {
  benjaminiHochberg,
  benjaminiYekutieli,
} from '../../../src/stats/corrections/benjamini-hochberg.ts'
import { bonferroni } from '../../../src/stats/corrections/bonferroni.ts'
import { holm } from '../../../src/stats/corrections/holm.ts'
import { chiSquaredShift } from '../../../src/stats/distances/chi-squared-shift.ts'
import { jensenShannon } from '../../../src/stats/distances/jensen-shannon.ts'
import { kolmogorovSmirnov } from '../../../src/stats/distances/kolmogorov-smirnov.ts'
import { exactKolmogorovSmirnov } from '../../../src/stats/distances/kolmogorov-smirnov-exact.ts'
import { meanDiscrepancy } from '../../../src/stats/distances/mean-discrepancy.ts'
import { populationStability } from '../../../src/stats/distances/population-stability.ts'
import { wasserstein } from '../../../src/stats/distances/wasserstein.ts'
import { independence } from '../../../src/stats/fixed/independence.ts'
import { mannWhitney } from '../../../src/stats/fixed/mann-whitney.ts'
import { quantileRanks } from '../../../src/stats/fixed/quantile-ranks.ts'
import { renamed } from './renamed.ts'

type Numbers = readonly number[]
type Samples = { readonly a: Numbers; readonly b: Numbers }

export const samples = {
  ks_2samp: ({ a, b }: Samples) =>
    renamed(kolmogorovSmirnov(a, b), ({ statistic, p }) => ({
      statistic,
      p_limit: p,
      p_exact: renamed(exactKolmogorovSmirnov(a, b), (exact) => exact.p),
    })),
  mann_whitney: ({ a, b, continuity }: Samples & { readonly continuity: boolean }) =>
    renamed(mannWhitney(a, b, { continuity }), ({ u, auc, p, pExact }) => ({
      u_b: u,
      auc,
      p_asymptotic: p,
      p_exact: pExact,
    })),
  wasserstein1: ({ a, b, wa, wb }: Samples & { readonly wa?: Numbers; readonly wb?: Numbers }) => ({
    distance: wasserstein({ values: a, weights: wa }, { values: b, weights: wb }),
  }),
  mmd2_unbiased: (i: {
    readonly x: readonly Numbers[]
    readonly y: readonly Numbers[]
    readonly sigma: number
  }) => ({ mmd2: meanDiscrepancy(i.x, i.y, i.sigma) }),
  quantile_order_ci: (i: { readonly n: number; readonly q: number; readonly alpha: number }) =>
    renamed(quantileRanks(i.n, i.q, i.alpha), ({ lower, upper }) => ({
      lowerRank: lower === 'Open' ? -1 : lower,
      upperRank: upper === 'Open' ? -1 : upper,
    })),
  psi: (i: {
    readonly expectedCounts: Numbers
    readonly actualCounts: Numbers
    readonly eps: number
  }) => ({ psi: populationStability(i.expectedCounts, i.actualCounts, i.eps) }),
  js_distance: (i: { readonly p: Numbers; readonly q: Numbers; readonly base?: number }) => ({
    distance: jensenShannon(i.p, i.q, i.base),
  }),
  chi2_shift: (i: { readonly expectedCounts: Numbers; readonly actualCounts: Numbers }) =>
    renamed(chiSquaredShift(i.expectedCounts, i.actualCounts), ({ chi2, df, p }) => ({
      chi2,
      df,
      p_value: p,
    })),
  chi2_independence: (i: { readonly table: readonly Numbers[]; readonly yates: boolean }) =>
    renamed(independence(i.table, i), ({ chi2, df, p }) => ({ chi2, df, p_value: p })),
  multiple_testing: ({ p }: { readonly p: Numbers }) => ({
    bonferroni: bonferroni(p),
    holm: holm(p),
    fdr_bh: benjaminiHochberg(p),
    fdr_by: benjaminiYekutieli(p),
  }),
}
