import { chanceToBeat } from '../../../src/stats/bayes/chance-to-beat.ts'
import { clopperPearson } from '../../../src/stats/fixed/clopper-pearson.ts'
import { mcnemarCorrected, mcnemarExact } from '../../../src/stats/fixed/mcnemar.ts'
import { newcombe } from '../../../src/stats/fixed/newcombe.ts'
import { noninferiorProportion } from '../../../src/stats/fixed/noninferiority.ts'
import { scoreParity } from '../../../src/stats/fixed/score-parity.ts'
import { pooledZ } from '../../../src/stats/fixed/two-proportion-z.ts'
import { agrestiCaffo, wald } from '../../../src/stats/fixed/wald.ts'
import { wilson } from '../../../src/stats/fixed/wilson.ts'
import { isUnknown } from '../../../src/stats/unknown.ts'
import { alternatives } from './alternatives.ts'
import { renamed } from './renamed.ts'

type Counts = {
  readonly xa: number
  readonly na: number
  readonly xb: number
  readonly nb: number
}

export const proportions = {
  two_proportion_z: (i: Counts & { readonly alternative: keyof typeof alternatives }) =>
    renamed(pooledZ(...countsOf(i), alternatives[i.alternative]), ({ z, p }) => ({
      z,
      p_value: p,
    })),
  two_proportion_ci: (
    i: Counts & { readonly method: keyof typeof intervals; readonly alpha: number },
  ) => intervals[i.method](...countsOf(i), i.alpha),
  proportion_ci: (i: {
    readonly x: number
    readonly n: number
    readonly method: 'wilson' | 'clopper-pearson'
    readonly alpha: number
  }) => (i.method === 'wilson' ? wilson : clopperPearson)({ events: i.x, n: i.n }, i.alpha),
  noninferiority_proportion: (
    i: Counts & { readonly margin: number; readonly higherIsBetter: boolean },
  ) => renamed(noninferiorProportion(...countsOf(i), i), ({ z, p }) => ({ z, p_value: p })),
  mcnemar: ({ b, c }: { readonly b: number; readonly c: number }) => {
    const pairs = { onlyChampion: b, onlyChallenger: c }
    const corrected = mcnemarCorrected(pairs)
    return {
      p_exact: mcnemarExact(pairs),
      chi2_corrected: isUnknown(corrected) ? corrected : corrected.chi2,
      p_corrected: isUnknown(corrected) ? corrected : corrected.p,
    }
  },
  prob_b_beats_a: (i: {
    readonly alphaA: number
    readonly betaA: number
    readonly alphaB: number
    readonly betaB: number
  }) => ({
    prob: chanceToBeat({ alpha: i.alphaA, beta: i.betaA }, { alpha: i.alphaB, beta: i.betaB }),
  }),
}

const intervals = {
  wald,
  'agresti-caffo': agrestiCaffo,
  newcomb: newcombe,
  score: scoreParity,
}

const countsOf = ({ xa, na, xb, nb }: Counts) =>
  [
    { events: xa, n: na },
    { events: xb, n: nb },
  ] as const
