import { expect, it } from 'vitest'
import { expectedExcess } from '../../../../src/stats/bayes/expected-excess.ts'
import { effectPosterior } from '../../../../src/stats/bayes/normal-effect.ts'
import { figure, summaries, unsoundIn } from '../figures.ts'

it.each([
  // By mpmath with 50 digits.
  [-20, 1.3700124947295798e-90],
  [-5, 5.346165533832815e-8],
  [-2.001, 0.008467979462374474],
  [-1.999, 0.008513479762264811],
  [0, 0.3989422804014327],
  [0.3, 0.5667612421172099],
  [3, 3.0003821543170477],
])('expects of a normal about %d above zero %d', (mean, expected) => {
  expect(expectedExcess(mean) / expected).toBeCloseTo(1, 13)
})

const [a, b] = [
  { n: 10_000, mean: 10, variance: 25 },
  { n: 10_000, mean: 10.1, variance: 25 },
]
const flat = { alpha: 0.05, prior: 'Flat' } as const

it('is the likelihood alone where nothing was believed before', () => {
  const posterior = effectPosterior(a, b, flat)
  expect(figure(posterior, 'mean')).toBeCloseTo(0.01, 13)
  expect(figure(posterior, 'lossOfChampion') - figure(posterior, 'lossOfChallenger')).toBeCloseTo(
    0.01,
    13,
  )
})

it('believes the prior the more, the surer it is', () => {
  const means = [1, 0.01, 1e-4, 1e-6, 1e-12].map((variance) =>
    figure(effectPosterior(a, b, { alpha: 0.05, prior: { mean: 0, variance } }), 'mean'),
  )
  expect(means).toEqual(means.toSorted((x, y) => y - x))
  expect(means.at(-1)).toBeCloseTo(0, 7)
  expect(means.at(0)).toBeCloseTo(0.01, 5)
})

it('mirrors chance and losses when better and worse change places', () => {
  const low = { ...b, mean: 9.9 }
  const [there, back] = [effectPosterior(a, b, flat), effectPosterior(a, low, flat)]
  expect(figure(there, 'chanceToWin')).toBeGreaterThan(0.9)
  expect(figure(back, 'chanceToWin')).toBeLessThan(0.1)
  expect(figure(back, 'lossOfChallenger')).toBeCloseTo(figure(there, 'lossOfChampion'), 4)
})

it.each([
  ['a champion at zero', { ...a, mean: 0 }, b, flat, 'ZeroChampion'],
  ['no spread', { ...a, variance: 0 }, { ...b, variance: 0 }, flat, 'NoSpread'],
  [
    'an improper prior that is not called flat',
    a,
    b,
    { alpha: 0.05, prior: { mean: 0, variance: 0 } },
    'ImproperPrior',
  ],
  ['an alpha of 1', a, b, { alpha: 1, prior: 'Flat' }, 'OutOfRange'],
] as const)('knows nothing of %s', (_, champion, challenger, options, unknown) => {
  expect(effectPosterior(champion, challenger, options)).toMatchObject({ unknown })
})

it('is a number or says why not, whatever the summaries', () => {
  const prior = { alpha: 0.05, prior: { mean: 0.1, variance: 1 } }
  for (const champion of summaries) {
    for (const challenger of summaries) {
      const answers = [flat, prior].map((each) => effectPosterior(champion, challenger, each))
      if (unsoundIn(answers).length > 0) expect([champion, challenger]).toBe('sound')
    }
  }
})
