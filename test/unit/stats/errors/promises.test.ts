import { expect, it } from 'vitest'
import { negative } from '../../../slow/errors/cell.ts'
import { linesOf } from '../../../slow/errors/judgement.ts'
import { simulate } from '../../../slow/errors/simulate.ts'
import { table } from '../../../slow/errors/table.ts'

/** Some of the cells of the long suite, each by so few runs that only gross errors show. Seconds in all. */
const quick: readonly (readonly [name: string, runs: number])[] = [
  ['rate 0.3, 95/5', 120],
  ['rate 0.02, ramp', 150],
  ['rate 0.002, 50/50', 150],
  ['rate 0.02, ramp, trend', 150],
  ['level 0.02, rising, 50/50', 100],
  ['rate 0.02 against 0.025, 80/20, difference', 250],
  ['rate 0.3 against 0.33, 95/5, difference', 250],
  ['rate 0.02 against 0.03, ramp, ratio', 250],
  ['mean, normal, 95/5', 250],
  ['mean, normal, at the margin, ramp', 200],
  ['mean, lognormal(1) clipped at 8, 80/20', 120],
  ['mean, t3 clipped at ±8, ramp', 100],
  ['mean, a spread of 1 and 30, 50/50', 80],
  ['RMSE, 95/5', 150],
  ['R², ramp', 40],
  ['F1, 95/5', 150],
  ['AUC, 95/5', 40],
  ['ratio of sums, 95/5', 40],
  ['lift, 95/5', 100],
  ['CUPED, ramp', 40],
  ['p95, at the margin of 1.10, trend, ramp', 80],
  ['p95, differing shapes, trend, 50/50', 100],
  ['pairs: events that hardly differ, ratio 1.10', 20],
  ['pairs: latencies, ratio 1.10, with shocks of a slice', 8],
  ['units: 4,000, rate .3, 80/20', 8],
  ['units: F1, AUC, RMSE and R² of 4000, 50/50', 8],
  ['16 buckets, mapped through t', 60],
  ['labels by class, mature slices, ramp', 80],
  ['scored by assignment, 6 % fallbacks, 95/5', 120],
  ['pairs: losses in one AR(.8) series', 15],
  ['pairs: F1, AUC, RMSE and R² of 1,000 units', 4],
  ['sample ratio, as configured, ramp', 400],
  ['mean, a normal champion, a lognormal(1.5) challenger clipped at its p99.9, 80/20', 150],
  ['shares that rise while the challenger looks good', 200],
  ['six good challengers at the margin, alpha shared', 60],
  ['52 tries, alpha spent', 60],
  ['round of three, all alike, canary by the rules', 30],
  ['round of three, better, one guardrail at its margin each', 40],
  ['power: rate 0.02 against 0.025, 50/50, N = 36965', 200],
  ['power: mean, normal, 95/5, N = 88484', 300],
  ['power: pairs, r = .9, a split needs 46700, N = 2335', 25],
]

/** Alone none takes two seconds, beside others on the same cores some take many more. */
const patience = 60_000

it.each(quick)(
  'keeps its promises: %s',
  (name, runs) => {
    expect(broken(name, runs)).toEqual([])
  },
  patience,
)

/** Those of which nothing is promised are left out. */
const naive = table.filter(
  ({ group, questions }) =>
    group === negative &&
    questions.some(({ claims }) => claims.some(({ expected }) => expected[0]?.kind === 'Fails')),
)

/** A wrong method errs so often that a few runs show it; those that err less need more, and dear ones get fewer. */
const runsOf: { readonly [name: string]: number } = {
  'naive: 16 buckets without the map through t': 350,
  'naive: six good challengers at the margin, alpha not shared': 200,
  'naive: 52 tries, alpha not spent': 50,
  'naive: units that come back taken for requests, 2,000 units': 20,
}

it.each(naive)(
  'has a negative control: $name',
  ({ name }) => {
    expect(broken(name, runsOf[name] ?? 40)).toEqual([])
  },
  patience,
)

it('knows every one whose runs are given', () => {
  expect(naive.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(runsOf)))
})

/** The promises that a cell doesn't keep, or the naive methods that don't fail. */
function broken(name: string, runs: number): readonly string[] {
  const cell = table.find((each) => each.name === name)
  if (cell === undefined) return [`no cell is called ${name}`]
  return linesOf(cell, simulate(cell, { seed: 1, from: 0, to: runs }))
    .filter(({ isFulfilled }) => !isFulfilled)
    .map(({ claim, made }) => `${claim}: in ${made} of ${runs} runs`)
}
