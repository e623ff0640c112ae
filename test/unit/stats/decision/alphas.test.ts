import { expect, it } from 'vitest'
import { askedOf } from '../../../../src/stats/decision/asked.ts'
import type { Look } from '../../../../src/stats/decision/look.ts'
import { accuracy, aLook, aTrial, errors } from './given.ts'

const slow = errors({ metric: 'slow', limit: 0.1 }) // a margin and a limit: two bounds
const shown = accuracy({ metric: 'shown', role: 'Info' })

/** What the rows of the first challenger may spend: for promotion, for harm. */
function spending(given: Partial<Look> = {}) {
  const asked = askedOf(aLook({ trials: [aTrial({ questions: all })], ...given }))
  return asked
    .filter(({ challenger }) => challenger === 'new')
    .map(({ question, bound, alphas }) => [question.metric, bound, alphas.promotion, alphas.harm])
}
const all = [accuracy(), errors(), slow, shown]

it('gives the first try of one challenger half of alpha, and each bound of a guardrail its part of harm', () => {
  expect(spending()).toEqual([
    ['accuracy', 'Effect', 0.025, 0.05 / 3],
    ['errors', 'Margin', 0.025, 0.05 / 3],
    ['slow', 'Margin', 0.025, 0.05 / 3],
    ['slow', 'Limit', 0.025, 0.05 / 3],
    ['shown', 'Effect', 0.05, 0.05],
  ])
})

it.each([
  ['K = 5 entered', { entered: 5 }, 0.05 / 5 / 2],
  [
    'one of five was rolled back: K stays',
    { entered: 5, trials: [aTrial(), aTrial({ challenger: 'b' })] },
    0.05 / 5 / 2,
  ],
  [
    'more are in than are said to have entered',
    { entered: 1, trials: [aTrial(), aTrial({ challenger: 'b' })] },
    0.05 / 2 / 2,
  ],
  ['the second try', { trials: [aTrial({ attempt: 2 })] }, 0.05 / 6],
  ['the tenth try', { trials: [aTrial({ attempt: 10 })] }, 0.05 / 110],
  ['an alpha of .01', { alpha: 0.01 }, 0.005],
] as const)('shares alpha when %s', (_, given, expected) => {
  expect(spending(given)[0]?.[2]).toBeCloseTo(expected, 15)
})

it('never spends more than alpha on all tries of all challengers', () => {
  let spent = 0
  for (let attempt = 1; attempt <= 1000; attempt++)
    spent += 3 * Number(spending({ entered: 3, trials: [aTrial({ attempt })] })[0]?.[2])
  expect(spent).toBeLessThan(0.05)
  expect(spent).toBeGreaterThan(0.0499)
})

it('never spends more than its alpha on harm', () => {
  const rows = spending({ entered: 3, trials: [aTrial({ questions: all })] })
  const ofOne = rows.filter(([metric]) => metric === 'errors' || metric === 'slow')
  expect(3 * ofOne.reduce((sum, row) => sum + Number(row[3]), 0)).toBeCloseTo(0.05, 15)
})

it('says every correction, and what it left', () => {
  const [objective, guard, , , info] = askedOf(
    aLook({ entered: 2, trials: [aTrial({ attempt: 2, questions: all })] }),
  ).map(({ corrections }) =>
    corrections.map(({ name, alpha }) => `${name} ${alpha.toPrecision(3)}`),
  )
  expect(objective).toEqual(['Challengers 0.0250', 'Tries 0.00417'])
  expect(guard).toEqual([
    'Challengers 0.0250',
    'Tries 0.00417',
    'HarmChallengers 0.0250',
    'HarmGuardrails 0.00833',
  ])
  expect(info).toEqual(['Discoveries 0.0500'])
})

it('corrects nothing of a posterior, which promises no error rate; its guardrails as always', () => {
  const [objective, guard] = askedOf(aLook({ method: 'Bayesian', entered: 2 }))
  expect(objective).toMatchObject({ corrections: [], alphas: { promotion: 0.05 } })
  expect(guard).toMatchObject({ alphas: { promotion: 0.0125, harm: 0.025 } })
})
