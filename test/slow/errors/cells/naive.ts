import { pooledZ } from '../../../../src/stats/fixed/two-proportion-z.ts'
import { bySequence } from '../../../../src/stats/sequential/by-sequence.ts'
import { gatesOfSkew } from '../../../../src/stats/sequential/gates.ts'
import { growthbookSequence } from '../../../../src/stats/sequential/growthbook.ts'
import type { Inference } from '../../../../src/stats/sequential/inference.ts'
import { cellsOf, type Look } from '../../../../src/stats/simulation/look.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import { stratum } from '../../../../src/stats/strata/stratum.ts'
import { type Counts, counts, rateSummaryOf } from '../../../../src/stats/sums/counts.ts'
import { moments, summaryOf } from '../../../../src/stats/sums/moments.ts'
import { total } from '../../../../src/stats/sums/statistic.ts'
import { isUnknown, type Unknown } from '../../../../src/stats/unknown.ts'
import { requestsAt, sampleRatio } from '../asking/arrivals.ts'
import { asking, askingOf, sided } from '../asking/inference.ts'
import { type Observe, rateOf, strata } from '../asking/observed.ts'
import { aRate, aScenario, counted, trend } from '../asking/scenarios.ts'
import { type Cell, fails, negative, type Question } from '../cell.ts'
import { losses, shadowed } from './pairs.ts'
import { sticky } from './sticky.ts'

const errors = { metric: 'errors' }

const naively = (name: string, given: Omit<Cell, 'name' | 'group'>): Cell => ({
  name: `naive: ${name}`,
  group: negative,
  ...given,
})

/** All outcomes of a side, whatever the epoch: as nobody should. */
const pooledSide = (look: Look, side: 'champion' | 'challenger'): Counts =>
  total(
    counts,
    strata(look, errors, 'Events', counts).map((each) => each[side].whole),
  )

const anywhere = (name: string, says: (look: Look) => boolean, expected = fails()): Question => ({
  claims: [{ name, expected }],
  begin: () => (look) => [says(look)],
})

const naiveZ = naively('z with peeking, rate .3, 50/50', {
  by: 'Sums',
  scenario: aScenario('50/50', 20_000, {
    metrics: [counted('errors', 'Events', aRate([0.3, 0.3]))],
  }),
  looks: logSpaced(100, 20_000, 80),
  questions: [
    anywhere('pooled z at .05, two-sided', (look) => {
      const z = pooledZ(pooledSide(look, 'champion'), pooledSide(look, 'challenger'))
      return !isUnknown(z) && z.p <= 0.05
    }),
  ],
})

const ungated = (rate: number, expected = fails()): Cell =>
  naively(`sequence without a gate, unpooled variance, rate ${rate}, 95/5`, {
    by: 'Sums',
    scenario: aScenario('95/5', 20_000, {
      metrics: [counted('errors', 'Events', aRate([rate, rate]))],
    }),
    looks: logSpaced(100, 20_000, 80),
    questions: [
      anywhere(
        'GrowthBook’s sequence at .05, two-sided',
        (look) => {
          const sequence = growthbookSequence(
            rateSummaryOf(pooledSide(look, 'champion')),
            rateSummaryOf(pooledSide(look, 'challenger')),
            { alpha: 0.05, scale: 'Absolute', tuning: 5000 },
          )
          return !isUnknown(sequence) && sequence.p <= 0.05
        },
        expected,
      ),
    ],
  })

/** One stratum out of all epochs, with the share that came out on average. */
const pooled: Observe = (look) => {
  const [champion, challenger] = [pooledSide(look, 'champion'), pooledSide(look, 'challenger')]
  const n = champion.n + challenger.n
  const sides = {
    champion: { whole: champion, byBucket: [], bySlice: [] },
    challenger: { whole: challenger, byBucket: [], bySlice: [] },
  }
  const chance = n === 0 ? 0.5 : challenger.n / n
  const all = chance > 0 && chance < 1 ? [stratum({ epoch: 0, chance, ...sides })] : []
  return { of: 'Split', figure: 'Rate', strata: all, units: undefined }
}

const pooledEpochs = naively('epochs pooled, rate .1 with a trend, ramp', {
  by: 'Sums',
  scenario: aScenario('ramp', 20_000, {
    metrics: [counted('errors', 'Events', aRate([0.1, 0.1], { course: trend(20_000) }))],
  }),
  looks: logSpaced(100, 20_000, 60),
  questions: [
    asking('event split', { observe: pooled, bound: 'Ratio', boundary: 1 }, [
      sided('more', fails()),
    ]),
    asking('difference', { observe: pooled, bound: 'Effect', boundary: 0 }, [
      sided('more', fails()),
    ]),
  ],
})

/** Every request taken for a unit of its own. */
const byRequest: Observe = (look) => rateOf(errors)({ ...look, units: undefined })

const asRequests = naively('units that come back taken for requests, 2,000 units', {
  by: 'Requests',
  part: 0.25,
  scenario: aScenario('50/50', 10_000, {
    units: sticky(2000, 0.3, 1),
    metrics: [counted('errors', 'Events', aRate([0.3, 0.3]))],
  }),
  looks: logSpaced(200, 10_000, 30),
  questions: [
    asking('event split', { observe: byRequest, bound: 'Ratio', boundary: 1 }, [
      sided('more', fails()),
    ]),
    asking('sequence', { observe: byRequest, bound: 'Effect', boundary: 0 }, [
      sided('more', fails()),
    ]),
    sampleRatio('requests', requestsAt, 0.001, fails(0.001)),
  ],
})

/** Pairs that follow one another taken for independent. */
function asIndependent(look: Look): Inference | Unknown {
  const all = total(
    moments(0),
    cellsOf(look, 'pairs', 'Differences').map(({ statistic }) => statistic),
  )
  const summary = summaryOf(all)
  if (isUnknown(summary)) return summary
  const { n, mean, variance, skew } = summary
  const estimate = { value: mean, squaredError: variance / n, n, df: Infinity }
  const gates = gatesOfSkew('Pairs', { n, skew }, estimate.squaredError)
  return bySequence(estimate, { method: 'PairedSequence', gates, tunedFor: 5000 })
}

const serial = naively('pairs of an AR(.8) series taken for independent', {
  by: 'Requests',
  part: 0.25,
  scenario: {
    ...shadowed(losses(0)),
    shadow: { part: 1, metrics: [{ name: 'pairs', model: losses(0.8), as: 'Differences' }] },
  },
  looks: logSpaced(300, 8000, 30),
  questions: [
    askingOf('paired sequence', asIndependent, 0, [sided('more', fails()), sided('less', fails())]),
  ],
})

export const naive: readonly Cell[] = [
  naiveZ,
  ungated(0.02),
  ungated(0.002),
  pooledEpochs,
  asRequests,
  serial,
]
