import { expect, it } from 'vitest'
import { linesOf } from '../../../slow/errors/judgement.ts'
import { simulate } from '../../../slow/errors/simulate.ts'
import { table } from '../../../slow/errors/table.ts'

/** Some of the cells of the long suite, each by so few runs that only gross errors show. Seconds in all. */
const quick: readonly (readonly [name: string, runs: number])[] = [
  ['rate 0.3, 95/5', 200],
  ['rate 0.02, ramp', 200],
  ['rate 0.002, 50/50', 200],
  ['rate 0.02, ramp, trend', 200],
  ['rate 0.02 against 0.025, 80/20, difference', 400],
  ['rate 0.3 against 0.33, 95/5, difference', 400],
  ['rate 0.02 against 0.03, ramp, ratio', 400],
  ['mean, normal, 95/5', 400],
  ['mean, normal, at the margin, ramp', 300],
  ['mean, lognormal(1) clipped at 8, 80/20', 120],
  ['mean, t3 clipped at ±8, ramp', 100],
  ['RMSE, 95/5', 150],
  ['R², ramp', 40],
  ['F1, 95/5', 150],
  ['AUC, 95/5', 25],
  ['ratio of sums, 95/5', 40],
  ['lift, 95/5', 100],
  ['CUPED, ramp', 40],
  ['p95, at the margin of 1.10, trend, ramp', 80],
  ['units: 2,000, rate .3, 80/20', 8],
  ['16 buckets, mapped through t', 100],
  ['labels by class, mature slices, ramp', 150],
  ['scored by assignment, 6 % fallbacks', 200],
  ['pairs: losses in one AR(.8) series', 20],
  ['sample ratio, as configured, ramp', 400],
  ['mean, a normal champion, a lognormal(1.5) challenger clipped at its p99.9, 80/20', 400],
  ['shares that rise while the challenger looks good', 200],
  ['six good challengers at the margin, alpha shared', 60],
  ['52 tries, alpha spent', 60],
  ['round of three, all alike, canary by the rules', 30],
  ['round of three, better, one guardrail at its margin each', 50],
  ['power: rate 0.02 against 0.025, 50/50, N = 36965', 200],
  ['power: mean, normal, 95/5, N = 88484', 300],
  ['power: pairs, r = .9, a split needs 46700, N = 2335', 40],
]

it.each(quick)('keeps its promises: %s', (name, runs) => {
  expect(broken(name, runs)).toEqual([])
})

/** The controls of which nothing is promised are left out. */
const controls = table.filter(
  ({ group, questions }) =>
    group === 'Negative controls' &&
    questions.some(({ claims }) => claims.some(({ expected }) => expected[0]?.kind === 'Fails')),
)

/** A wrong method errs so often that a few runs show it; those that err less need more. */
const runsOf: { readonly [name: string]: number } = {
  'control: 16 buckets without the map through t': 500,
  'control: six good challengers at the margin, alpha not shared': 200,
  'control: 52 tries, alpha not spent': 50,
}

it.each(controls)('has a negative control: $name', ({ name }) => {
  expect(broken(name, runsOf[name] ?? 40)).toEqual([])
})

it('knows every control that is given more runs', () => {
  expect(controls.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(runsOf)))
})

/** The promises that a cell doesn't keep, or the controls that don't fail. */
function broken(name: string, runs: number): readonly string[] {
  const cell = table.find((each) => each.name === name)
  if (cell === undefined) return [`no cell is called ${name}`]
  return linesOf(cell, simulate(cell, { seed: 1, from: 0, to: runs }))
    .filter(({ isFulfilled }) => !isFulfilled)
    .map(({ claim, made }) => `${claim}: in ${made} of ${runs} runs`)
}
