import { expect, it } from 'vitest'
import { readScalar } from '../../../../src/local/kinds/decoding/scalars.ts'
import { nanoOf, readQuantity, upToMilli } from '../../../../src/local/kinds/quantities.ts'
import { readRecorded } from './answers.ts'
import { notations } from './cases/notations.ts'

const answers = readRecorded('notations')

it.each(notations)('writes $title as a kube-apiserver does', ({ title, format, text }) => {
  const read = readScalar(text, { format })
  const value = 'value' in read ? read.value : undefined
  const rounded = format === 'quantity' && value !== undefined ? upToMilli(String(value)) : value
  const ours = 'refused' in read ? { refused: read.refused } : { written: rounded }
  expect(ours).toEqual(answers[title])
})

it.each([
  ['1', 1_000_000_000n],
  ['500m', 500_000_000n],
  ['1Gi', 1_073_741_824_000_000_000n],
  ['-1', -1_000_000_000n],
  ['1e-12', 1n],
  ['8Ei', 9_223_372_036_854_775_807_000_000_000n],
])('%s is %i billionths', (text, nano) => expect(nanoOf(text)).toBe(nano))

it.each(['1e9999', 'NaN', '--1', '1 2'])('%s is no amount', (text) => {
  expect(readQuantity(text)).toHaveProperty('refused')
})
