import { expect, it } from 'vitest'
import type { Json } from '../../../../src/api/json.ts'
import type { Observation } from '../../../../src/evidence/metrics/sums.ts'
import { unscoredBecause } from '../../../../src/evidence/scores/unscored.ts'
import type { Values } from '../../../../src/routing/receipt-values.ts'
import { moments, summaryOf, withValue } from '../../../../src/stats/sums/moments.ts'
import { isUnknown } from '../../../../src/stats/unknown.ts'
import { below, chance } from '../../../chance.ts'
import { nasty } from '../../stats/sums/laws.ts'
import { all, counted } from '../given.ts'

const texts = ['', 'yes', 'no', '1', 'true', 'é', '__proto__', '1e309', ' '.repeat(100)]
const places = [true, false, null, 10n ** 30n, -1n, [], ['yes'], {}, { pnl: 'x' }, { pnl: {} }]

const random = chance(31)
const oneOf = <T>(list: readonly T[]): T | undefined => list[below(random, list.length)]
const anyTruth = (): Json | undefined => oneOf([...texts, ...nasty, ...places, undefined])
const anyNumber = () => (random() < 0.5 ? random() : oneOf(nasty))

const anyValues = (): Values => ({
  label: oneOf([...texts, undefined]),
  value: anyNumber(),
  probability: anyNumber(),
  probabilities: oneOf([
    undefined,
    [],
    [['yes', anyNumber() ?? 0]],
    [
      ['yes', 0.25],
      ['no', 0.75],
    ],
    texts.map((text) => [text, anyNumber() ?? 0] as const),
  ]),
})

/** Between which bounds observations of a kind lie, where it has some. */
const bounds: { readonly [kind: string]: readonly [low: number, high: number] } = {
  Accuracy: [0, 1],
  F1: [0, 3],
  AUC: [0, 399],
  LogLoss: [0, -Math.log(0.001)],
  Brier: [0, 2],
  MAE: [0, 50],
  RMSE: [0, 4e60],
  Value: [-50, 50],
}

it('of any prediction and any outcome is a number within bounds, or a reason that has a name', () => {
  const [reasons, beyond] = [new Set<string>(), new Set<unknown>()]
  const { byOutcome } = counted(all)
  for (let i = 0; i < 20_000; i++) {
    const outcome = { truth: anyTruth(), values: oneOf([{ pnl: anyTruth() ?? null }, anyTruth()]) }
    const values = anyValues()
    for (const { metric, score } of byOutcome) {
      const scored = score(values, outcome)
      if (typeof scored === 'string') reasons.add(scored)
      else if (!isWithin(metric.kind, scored)) beyond.add([metric.kind, scored])
    }
  }
  expect([...beyond]).toEqual([])
  expect([...reasons].sort()).toEqual(Object.keys(unscoredBecause).sort())
})

function isWithin(kind: string, scored: Observation): boolean {
  const [low, high] = bounds[kind] ?? [-1e70, 1e70]
  return [scored].flat().every((x) => x >= low && x <= high)
}

it('leaves sums that can still be read, whatever was scored', () => {
  const { byOutcome } = counted(['mae', 'rmse', 'logLoss', 'pnl', 'brier'])
  for (const { score } of byOutcome) {
    let sums = moments(0).none
    for (let i = 0; i < 3000; i++) {
      const scored = score(anyValues(), { truth: anyTruth(), values: { pnl: anyTruth() ?? null } })
      if (typeof scored === 'number') sums = withValue(sums, scored)
    }
    expect(sums.n).toBeGreaterThan(10)
    expect(isUnknown(summaryOf(sums))).toBe(false)
  }
})
