import { jackknife } from '../../../../src/stats/estimates/jackknife.ts'
import { meansOfCounts } from '../../../../src/stats/estimates/readings.ts'
import { bySequence } from '../../../../src/stats/sequential/by-sequence.ts'
import { gatesOfSkew } from '../../../../src/stats/sequential/gates.ts'
import type { Inference } from '../../../../src/stats/sequential/inference.ts'
import type { Look } from '../../../../src/stats/simulation/look.ts'
import { logSpaced } from '../../../../src/stats/simulation/looks.ts'
import { counts } from '../../../../src/stats/sums/counts.ts'
import { type Unknown, unknownBecause } from '../../../../src/stats/unknown.ts'
import { anyOf } from '../asking/any.ts'
import { askingOf, neither, type Sided } from '../asking/inference.ts'
import { strata } from '../asking/observed.ts'
import { aRate, aScenario, counted } from '../asking/scenarios.ts'
import { type Cell, fails, groupOf } from '../cell.ts'

/** By metric, as if each were a bucket of units that all requests of its own come from. */
const bucketsOf = (count: number) => Array.from({ length: count }, (_, i) => `bucket ${i}`)

const byBuckets =
  (count: number, isMapped: boolean) =>
  (look: Look): Inference | Unknown => {
    const clusters = bucketsOf(count).map((metric) =>
      strata(look, { metric }, 'Events', counts).map(({ champion, challenger }) =>
        [champion, challenger].map(({ whole }) => meansOfCounts(whole)),
      ),
    )
    const found = jackknife(clusters, ([[a = 0] = [], [b = 0] = []]) => b - a, look.nowMs / 1000)
    if (found === undefined) return unknownBecause('TooFew')
    const gates = gatesOfSkew('Units', { n: look.nowMs / 4000, skew: 1 }, found.squaredError)
    const estimate = { ...found, df: isMapped ? found.df : Number.POSITIVE_INFINITY }
    return bySequence(estimate, { method: 'ClusteredSequence', gates, tunedFor: 5000 })
  }

const jackknifed = (
  name: string,
  inferenceAt: (look: Look) => Inference | Unknown,
  [buckets, sides]: readonly [number, readonly Sided[]],
): Cell => ({
  name,
  group: groupOf(name, 'Units that come back'),
  by: 'Sums',
  scenario: aScenario('50/50', 20_000, {
    metrics: bucketsOf(buckets).map((bucket) => counted(bucket, 'Events', aRate([0.3, 0.3]))),
  }),
  looks: logSpaced(500, 20_000, 40),
  questions: [askingOf('clustered sequence', inferenceAt, 0, sides)],
})

const corrected = 0.05 / 12
const atAllAlphas = [...neither(), ...neither(corrected), ...neither(0.001)]

export const mapped: readonly Cell[] = [
  jackknifed('64 buckets, mapped through t', byBuckets(64, true), [64, atAllAlphas]),
  jackknifed('16 buckets, mapped through t', byBuckets(16, true), [16, atAllAlphas]),
]

/** More or less, each at a twelfth of .05. */
export const sixteen: Cell = {
  ...jackknifed('naive: 16 buckets without the map through t', byBuckets(16, false), [16, []]),
  questions: [
    anyOf(
      'clustered sequence: more or less at 0.0042 each',
      [askingOf('', byBuckets(16, false), 0, neither(corrected))],
      fails(2 * corrected),
    ),
  ],
}
