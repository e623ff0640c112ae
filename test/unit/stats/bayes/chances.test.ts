import { expect, it } from 'vitest'
import {
  betaPosterior,
  credibleInterval,
  uniform,
} from '../../../../src/stats/bayes/beta-posterior.ts'
import { chancesOfBest } from '../../../../src/stats/bayes/chance-of-best.ts'
import { chanceToBeat } from '../../../../src/stats/bayes/chance-to-beat.ts'
import { expectedLoss } from '../../../../src/stats/bayes/expected-loss.ts'
import { normalPosterior, onLogOdds } from '../../../../src/stats/bayes/posterior.ts'
import { normal } from '../../../../src/stats/distributions/normal.ts'
import { chance } from '../../../chance.ts'
import { counts, figure, unsoundIn } from '../figures.ts'

const betaOf = (alpha: number, beta: number) => ({ alpha, beta })

function chancesAmong(posteriors: Parameters<typeof chancesOfBest>[0]): readonly number[] {
  const chances = chancesOfBest(posteriors)
  return 'unknown' in chances ? [] : chances
}

it.each([
  // By mpmath with 50 digits, from the exact sum over the challenger's successes.
  [betaOf(1, 1), betaOf(1, 1), 0.5],
  [betaOf(2, 3), betaOf(4, 5), 0.5757575757575758],
  [betaOf(0.5, 0.5), betaOf(3, 0.5), 0.7904695506897468],
  [betaOf(500, 500), betaOf(520, 480), 0.814618898587132],
  [betaOf(1, 1e6), betaOf(3, 2.5e5), 0.9919999231999393],
  [betaOf(30, 1), betaOf(1, 40), 1.8067585035079793e-20],
  [betaOf(900, 100), betaOf(800, 200), 1.289095667605029e-10],
])('knows the chance that the challenger is better: %o, %o', (a, b, expected) => {
  const answer = Number(chanceToBeat(a, b))
  expect(answer / expected).toBeCloseTo(1, 12)
})

it('knows it also with 1e12 outcomes each, by the normal limit', () => {
  const [a, b] = [betaOf(5e11, 5e11), betaOf(5e11 + 1e6, 5e11 - 1e6)]
  expect(chanceToBeat(a, b)).toBeCloseTo(Math.exp(normal.logBelow(Math.SQRT2)), 9)
})

it('is certain that one of two is better', () => {
  const random = chance(6)
  for (let run = 0; run < 100; run++) {
    const parameter = () => 10 ** (random() * 4 - 1)
    const [a, b] = [betaOf(parameter(), parameter()), betaOf(parameter(), parameter())]
    expect(Number(chanceToBeat(a, b)) + Number(chanceToBeat(b, a))).toBeCloseTo(1, 12)
  }
})

it.each([
  // By mpmath: m_B P(B′ > A) − m_A P(B > A′).
  [betaOf(2, 3), betaOf(4, 5), 0.1271173271173271, 0.08267288267288267],
  [betaOf(50, 50), betaOf(60, 45), 0.07689479949153684, 0.005466228062965411],
  [betaOf(900, 100), betaOf(800, 200), 3.135846900661945e-13, 0.1000000000003136],
])('knows what each choice loses: %o, %o', (a, b, champion, challenger) => {
  const losses = expectedLoss(a, b)
  expect(figure(losses, 'lossOfChampion') / champion).toBeCloseTo(1, 11)
  expect(figure(losses, 'lossOfChallenger') / challenger).toBeCloseTo(1, 11)
})

it('loses, one way less the other, just the difference of the means', () => {
  for (const { events, n } of counts.filter(({ n }) => n > 0 && n < 1e12)) {
    const [a, b] = [betaOf(events + 1, n - events + 1), betaOf(7, 5)]
    const losses = expectedLoss(a, b)
    const difference = figure(losses, 'lossOfChampion') - figure(losses, 'lossOfChallenger')
    expect(difference).toBeCloseTo(7 / 12 - (events + 1) / (n + 2), 12)
  }
})

it('shares the chance to be the best among all, as two by two', () => {
  const posteriors = [betaOf(10, 20), betaOf(12, 18), betaOf(11, 19)]
  const chances = chancesAmong(posteriors.map(onLogOdds)) // by mpmath's quadrature
  const expected = [0.186291062775767, 0.499152963958029, 0.314555973266203]
  expect(chances).toEqual(expected.map((each) => expect.closeTo(each, 13)))
  const two = chancesAmong([betaOf(2, 3), betaOf(4, 5)].map(onLogOdds))
  expect(two[1]).toBeCloseTo(0.5757575757575758, 13)
})

it('adds up to one, also where one posterior is a million times as narrow as another', () => {
  const wide = [betaOf(1, 1), betaOf(5, 0.1), betaOf(0.1, 5), betaOf(0.1, 0.1)]
  const posteriors = [...wide, betaOf(3e11, 6e11), betaOf(20, 30), betaOf(1e5, 2e5)]
  const sum = chancesAmong(posteriors.map(onLogOdds)).reduce((total, each) => total + each, 0)
  expect(sum).toBeCloseTo(1, 10)
  const normals = [normalPosterior(0, 1), normalPosterior(0.1, 1e-6), normalPosterior(-3, 20)]
  expect(chancesAmong(normals).reduce((total, each) => total + each, 0)).toBeCloseTo(1, 10)
})

it('knows of two normals what their difference says', () => {
  const [, second] = chancesAmong([normalPosterior(0, 3), normalPosterior(2, 4)])
  expect(second).toBeCloseTo(Math.exp(normal.logBelow(2 / 5)), 12)
})

it('is as likely to be best as any of its equals, and certain to be the best of one', () => {
  const equals = Array.from({ length: 4 }, () => onLogOdds(betaOf(8, 3)))
  for (const each of chancesAmong(equals)) expect(each).toBeCloseTo(1 / 4, 12)
  expect(chancesAmong([onLogOdds(betaOf(8, 3))])).toEqual([expect.closeTo(1, 10)])
  expect(chancesAmong([])).toEqual([])
})

it('learns from outcomes, and from a proper prior only', () => {
  expect(betaPosterior(uniform, { events: 3, n: 10 })).toEqual(betaOf(4, 8))
  expect(betaPosterior(betaOf(0, 0), { events: 3, n: 10 })).toMatchObject({
    unknown: 'ImproperPrior',
  })
  expect(betaPosterior(uniform, { events: 3, n: 2 })).toMatchObject({ unknown: 'OutOfRange' })
  expect(chanceToBeat(betaOf(0, 1), uniform)).toMatchObject({ unknown: 'ImproperPrior' })
  expect(chancesOfBest([onLogOdds(betaOf(0, 1))])).toMatchObject({ unknown: 'ImproperPrior' })
  expect(chancesOfBest([normalPosterior(0, 0)])).toMatchObject({ unknown: 'NoSpread' })
  expect(chanceToBeat(betaOf(0.01, 1), uniform)).toMatchObject({ unknown: 'OutOfRange' })
  expect(chanceToBeat(betaOf(1e9, 1e9), betaOf(1e308, 2))).toMatchObject({ unknown: 'OutOfRange' })
  expect(expectedLoss(betaOf(0.01, 1), uniform)).toMatchObject({ unknown: 'OutOfRange' })
})

it('gives the middle of a posterior', () => {
  expect(credibleInterval(uniform, 0.9)).toEqual({
    lower: expect.closeTo(0.05, 14),
    upper: expect.closeTo(0.95, 14),
  })
  expect(credibleInterval(uniform, 1)).toMatchObject({ unknown: 'OutOfRange' })
})

it('is a number or says why not, whatever the counts', () => {
  for (const a of counts.filter(({ n }) => n !== 2 && n !== 10)) {
    for (const b of counts.filter(({ n }) => n !== 3 && n !== 1000)) {
      const posterior = ({ events, n }: typeof a) => betaOf(events + 0.5, n - events + 0.5)
      const answers = [chanceToBeat(posterior(a), posterior(b))]
      expect(unsoundIn(answers)).toEqual([])
    }
  }
})
