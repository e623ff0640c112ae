import { expect, it } from 'vitest'
import { billionths, inUnits } from '../../../../../src/local/kubelet/program/quantity.ts'

it.each([
  ['1', 1_000_000_000n],
  [2, 2_000_000_000n],
  ['500m', 500_000_000n],
  ['1.5', 1_500_000_000n],
  ['.5', 500_000_000n],
  ['5.', 5_000_000_000n],
  ['128Mi', 134_217_728n * 10n ** 9n],
  ['1.5Gi', 1_610_612_736n * 10n ** 9n],
  ['1k', 10n ** 12n],
  ['2e3', 2n * 10n ** 12n],
  ['2E-1', 200_000_000n],
  ['3E', 3n * 10n ** 27n],
  ['100u', 100_000n],
  ['1n', 1n],
  ['0.1n', 1n], // nothing is finer
  ['-1', -1_000_000_000n],
])('reads the quantity %s', (text, expected) => expect(billionths(text)).toBe(expected))

it.each(['', 'x', '1 Gi', '1gi', '--1', '.', '1e', 'Mi'])('takes %j for no quantity', (text) =>
  expect(billionths(text)).toBe(undefined))

it.each([
  ['1500m', 1, 2n],
  ['1500m', '1m', 1500n],
  ['1M', '1Mi', 1n],
  ['0', '1', 0n],
])('counts %s in units of %s, rounded up', (quantity, divisor, expected) =>
  expect(inUnits(quantity, divisor)).toBe(expected))
