import { expect, it } from 'vitest'
import { ContenderError } from '../../../src/errors.ts'
import { failed } from '../../../src/http/failing.ts'

it('tells an expected failure with its name, what to do, and when to come again', () => {
  const told = failed(new ContenderError('PlanMissing', 'there is no plan yet'))
  expect(told).toMatchObject({ status: 503, code: 'PlanMissing', headers: { 'retry-after': 1 } })
  expect(JSON.parse(`${told.body}`)).toMatchObject({
    ...{ error: 'PlanMissing: there is no plan yet', code: 'PlanMissing' },
    hint: expect.stringContaining('Ask again'),
  })
  const later = new ContenderError('Overloaded', 'full', { retryAfterMs: 2_001 })
  expect(failed(later).headers).toMatchObject({ 'retry-after': 3 })
})

it('asks nobody to come again who would fail again', () => {
  expect(failed(new ContenderError('PlanInvalid', 'x')).headers?.['retry-after']).toBeUndefined()
})

it('says nothing of what it did not expect', () => {
  const told = failed(new Error('the secret is 42'))
  expect([told.status, told.code]).toEqual([500, 'InternalError'])
  expect(`${told.body}`).not.toContain('42')
})
