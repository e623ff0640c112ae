import { expect, it } from 'vitest'
import type { FailureCode } from '../../../../src/errors.ts'
import { judged } from '../../../../src/router/outcomes/judged.ts'
import type { OutcomeAnswer } from '../../../../src/router/outcomes/outcome.ts'
import { statusOf, textOf } from '../../../../src/router/outcomes/telling.ts'

const settled = (result: 'Scored' | 'Late' | 'Duplicate' | 'RoundOver' | 'NothingToScore') => ({
  ...{ result, scored: [], late: [], duplicate: [], unscored: [] },
})
const failed = (failure: FailureCode) => ({ failure, detail: 'why' })

it.each<readonly [number, string, readonly OutcomeAnswer[], FailureCode | undefined]>([
  [200, 'nothing', [], undefined],
  [200, 'what is settled', [settled('Scored'), settled('Late')], undefined],
  [200, 'what was settled before', [settled('Duplicate')], undefined],
  [200, 'what never will be scored', [settled('RoundOver'), settled('NothingToScore')], undefined],
  [200, 'a failure among others', [failed('ReceiptTampered'), settled('Scored')], undefined],
  [403, 'failures, by the first', [failed('ReceiptTampered'), failed('ReceiptExpired')], undefined],
  [410, 'failures, by the first', [failed('ReceiptExpired'), failed('ReceiptTampered')], undefined],
  [503, 'one that is to be sent again', [settled('Scored'), failed('IssuerAway')], undefined],
  [400, 'one whose clock is ahead', [failed('ReceiptFromFuture')], undefined],
  [503, 'one of many', [failed('ReceiptTampered'), failed('TallyFull')], undefined],
  [400, 'a body that broke off', [settled('Scored')], 'OutcomesInvalid'],
  [400, 'a body that broke off after a failure', [failed('ReceiptTampered')], 'OutcomesInvalid'],
  [503, 'both', [failed('PlanBehind')], 'OutcomesInvalid'],
  [503, 'a body for which there was no room', [settled('Scored')], 'Overloaded'],
])('answers %i for %s', (status, _, answers, ended) => {
  expect(statusOf(answers, ended && failed(ended))).toBe(status)
})

it('says no more than there is to say', () => {
  expect(textOf(settled('Duplicate'))).toBe('{"result":"Duplicate"}')
  expect(textOf({ ...settled('Scored'), scored: ['a'], late: ['b'] })).toBe(
    '{"result":"Scored","scored":["a"],"late":["b"]}',
  )
})

it('answers what no metric could score as a failure, with the first reason and how many more there are', () => {
  const unscored = [
    { metric: 'accuracy', because: 'TruthMissing' },
    { metric: 'pnl', because: 'ValueInvalid' },
  ] as const
  const none = { scored: [], late: [], duplicate: [], spent: [] }
  expect(judged({ ...none, result: 'TruthMissing', unscored })).toEqual({
    failure: 'OutcomeUnscorable',
    detail: expect.stringMatching(/^accuracy: TruthMissing[.] Send the truth.*[.]; and 1 more$/),
    unscored,
  })
  expect(judged({ ...none, result: 'TallyFull', unscored: [] })).toMatchObject({
    failure: 'TallyFull',
  })
  expect(judged({ ...none, scored: ['accuracy'], result: 'Scored', unscored })).toEqual({
    ...{ result: 'Scored', scored: ['accuracy'], late: [], duplicate: [], unscored },
  })
})
