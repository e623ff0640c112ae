import type { Chance } from '../../../../src/stats/simulation/chance.ts'
import type { Any, Table } from './any.ts'

const truthAndScores = (any: Any) => {
  const scores = any.sample()
  return [scores.map(() => any.whole(2)), scores]
}
const truthAndChances = (any: Any) => {
  const chances = any.list(9, any.part)
  return [chances.map(() => any.whole(2)), chances]
}

const scores: Table = {
  'scores/binary.ts': {
    binaryScores: (any) => [...any.one([truthAndScores(any), truthAndChances(any)]), any.number()],
  },
  'scores/confusion.ts': {
    confusionScores: (any) => [
      {
        truePositives: any.n(),
        falsePositives: any.n(),
        falseNegatives: any.n(),
        trueNegatives: any.n(),
      },
    ],
  },
  'scores/multiclass.ts': {
    multiclassScores: (any) => {
      const size = any.whole(4)
      return [Array.from({ length: size }, () => Array.from({ length: size }, () => any.n()))]
    },
  },
  'scores/probability.ts': { logLoss: truthAndChances, brier: truthAndChances },
  'scores/ranking.ts': { rocAuc: truthAndScores, averagePrecision: truthAndScores },
  'scores/regression.ts': { regressionScores: (any) => any.pairOfSamples() },
}

const vectors = (any: Any) => any.list(4, () => [any.number(), any.number()])
const weighted = (any: Any) => {
  const values = any.sample()
  return any.one([{ values }, { values, weights: values.map(() => any.size()) }])
}

const distances: Table = {
  'distances/chi-squared-shift.ts': { chiSquaredShift: (any) => twoBins(any) },
  'distances/jensen-shannon.ts': {
    jensenShannon: (any) => [...twoBins(any), any.one([Math.E, 2, any.number()])],
  },
  'distances/kolmogorov-smirnov-exact.ts': {
    exactKolmogorovSmirnov: (any) => [any.sample(), any.sample()],
  },
  'distances/kolmogorov-smirnov.ts': {
    kolmogorovSmirnov: (any) => [any.sample(), any.sample()],
  },
  'distances/largest-gap.ts': { largestGap: (any) => [any.sample(), any.sample()] },
  'distances/lattice-paths.ts': {
    logChanceOfLeaving: (any) => {
      const [m, n] = [1 + any.whole(200), 1 + any.whole(200)]
      return [m, n, Math.floor(any.random() * m * n)]
    },
  },
  'distances/mean-discrepancy.ts': {
    meanDiscrepancy: (any) => [vectors(any), vectors(any), any.number()],
  },
  'distances/population-stability.ts': {
    populationStability: (any) => [...twoBins(any), any.one([1e-4, any.number()])],
    sharesOf: (any) => [any.bins()],
  },
  'distances/wasserstein.ts': { wasserstein: (any) => [weighted(any), weighted(any)] },
}

const twoBins = (any: Any) => {
  const bins = any.bins()
  return any.one([
    [bins, any.bins()],
    [bins, bins.map(() => any.n())],
  ])
}

const goal = (any: Any) => ({
  alpha: any.alpha(),
  power: any.alpha(),
  ratio: any.positive(),
  alternative: any.alternative(),
})
const stretches = (any: Any) => [0, 1].map(() => ({ chance: any.share(), outcomes: any.n() }))
const flows = (any: Any) =>
  [0, 1].map(() => ({ chance: any.part(), perMs: any.upTo(1e9), durationMs: any.upTo(1e18) }))
const schedule = (any: Any) => ({
  requestsPerSecond: any.upTo(1e12),
  steps: [0, 1].map(() => ({ champion: any.part(), challenger: any.part(), durationMs: any.n() })),
  minimumMs: any.n(),
  maximumMs: any.n(),
})
const spot = (any: Any) => ({ mean: any.number(), variance: any.size(), bar: any.number() })

/** What takes a whole plan is held by sound.test.ts, which draws plans. */
const plans = 'planning/sound.test.ts'
const planning: Table = {
  'planning/bars.ts': plans,
  'planning/blocks.ts': plans,
  'planning/cases.ts': plans,
  'planning/curve.ts': plans,
  'planning/detectable-effect.ts': plans,
  'planning/detectable-harm.ts': plans,
  'planning/estimate-walk.ts': plans,
  'planning/event-walk.ts': plans,
  'planning/expected-time.ts': plans,
  'planning/flaws.ts': plans,
  'planning/fluctuation.ts': plans,
  'planning/game.ts': plans,
  'planning/games.ts': plans,
  'planning/gates-of-plan.ts': plans,
  'planning/growth.ts': plans,
  'planning/normal-power.ts': {
    normalPower: (any) => [
      any.number(),
      { alpha: any.share(), alternative: any.alternative(), nullError: any.positive() },
    ],
  },
  'planning/passage.ts': {
    chancesOfPassage: (any) => [any.list(5, () => spot(any)).toSorted(byVariance)],
    chanceAbove: (any) => [spot(any)],
  },
  'planning/plan.ts': plans,
  'planning/power-of-proportions.ts': {
    powerOfProportions: (any) => [
      {
        champion: any.part(),
        difference: any.number(),
        n: any.n(),
        championPerChallenger: any.number(),
        alpha: any.alpha(),
        alternative: any.alternative(),
      },
    ],
  },
  'planning/power.ts': plans,
  'planning/prospect.ts': plans,
  'planning/sample-size-of-means.ts': {
    sampleSizeOfMeans: (any) => [any.number(), goal(any)],
  },
  'planning/sample-size.ts': {
    sampleSize: (any) => [any.number(), goal(any)],
    sampleSizeOfProportions: (any) => [any.number(), any.part(), goal(any)],
  },
  'planning/schedule.ts': {
    isSchedule: (any) => [schedule(any)],
    flowsOf: (any) => [schedule(any), any.one(['Requests', 'Pairs'])],
    stretchesOf: (any) => [flows(any)],
    outcomesBy: (any) => [flows(any), any.number()],
    timeOf: (any) => [flows(any), any.n()],
  },
  'planning/stretches.ts': {
    steady: (any) => [any.share()],
    upTo: (any) => [stretches(any), any.n()],
    sumOver: (any) => [stretches(any), (chance: number) => chance],
    whenReached: (any) => [stretches(any), any.n(), (chance: number) => chance],
  },
  'planning/score.ts': plans,
  'planning/time-in-words.ts': plans,
  'planning/unseen-of-plan.ts': plans,
  'planning/walk-of.ts': plans,
}

const byVariance = (a: { variance: number }, b: { variance: number }) => a.variance - b.variance

const draw =
  (...args: ((any: Any) => unknown)[]) =>
  (any: Any) => [any.random, ...args.map((arg) => arg(any))]
const some = (any: Any) => any.number()

const draws: Table = {
  'simulation/draws/binomial.ts': { drawBinomial: draw((any) => any.upTo(1e15), some) },
  'simulation/draws/exponential.ts': { drawExponential: draw() },
  'simulation/draws/gamma.ts': { drawGamma: draw(some), drawChiSquared: draw(some) },
  'simulation/draws/multinomial.ts': {
    drawMultinomial: draw(
      (any) => any.n(),
      (any) => any.bins(),
    ),
  },
  'simulation/draws/normal.ts': { drawNormal: draw() },
  'simulation/draws/poisson.ts': { drawPoisson: draw((any) => any.upTo(1e15)) },
  'simulation/draws/student.ts': { drawStudent: draw(some) },
  'simulation/draws/transformed-rejection.ts': 'simulation/draws/counts.test.ts',
  'simulation/draws/zipf.ts': {
    zipf: {
      args: (any) => [1 + any.whole(1e6), any.random() * 3],
      ask: (rank: (c: Chance) => number, any) => rank(any.random),
    },
  },
}

const delay = (any: Any) =>
  any.one([
    { kind: 'At', ms: any.size() },
    { kind: 'Within', ms: any.size() },
    { kind: 'Exponential', meanMs: any.size() },
  ])
/** Times of an experiment, in milliseconds: of a million years at most. */
const time = (any: Any) => any.upTo(3e16)
const inOrder = (any: Any) => [time(any), time(any)].sort((a, b) => a - b)
const traffic = (any: Any) => {
  const perSecond = 1e-6 + any.upTo(1e9)
  const swing = { by: 0.99 * any.random(), periodMs: 1 + any.upTo(1e12) }
  return any.one([{ perSecond }, { perSecond, swing }])
}
const course = (any: Any) =>
  any.one([
    { kind: 'Steady' },
    { kind: 'Trend', factor: any.upTo(1e9), overMs: 1 + time(any) },
    { kind: 'Swing', by: any.random(), periodMs: 1 + time(any) },
    { kind: 'Jump', factor: any.upTo(1e9), atMs: time(any) },
  ])

const simulation: Table = {
  'simulation/delays.ts': {
    drawDelay: draw(delay),
    partKnown: (any) => {
      const [fromMs, toMs] = inOrder(any)
      return [delay(any), { fromMs, toMs, nowMs: time(any), limitMs: time(any) }]
    },
  },
  'simulation/course.ts': { factorAt: (any) => [course(any), time(any)] },
  'simulation/looks.ts': {
    logSpaced: (any) => [1 + any.whole(100), 100 + any.whole(1e12), any.whole(50)],
  },
  'simulation/routing.ts': {
    assigned: (any) => [any.random(), any.list(4, any.part), any.one(['Canary', 'Split'])],
    championShare: (any) => [any.list(4, any.part)],
  },
  'simulation/traffic.ts': {
    expectedBy: (any) => [traffic(any), time(any)],
    timeOf: (any) => [traffic(any), any.upTo(1e15)],
    arrivals: {
      args: (any) => [any.random, traffic(any)],
      ask: (next: Chance) => [next(), next()],
    },
    meanFactor: (any) => [course(any), traffic(any), ...inOrder(any)],
  },
}

export const figures: Table = { ...scores, ...distances, ...planning, ...draws, ...simulation }
