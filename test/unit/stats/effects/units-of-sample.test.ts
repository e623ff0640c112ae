import { expect, it } from 'vitest'
import { unitsOfPairs, unitsOfSample } from '../../../../src/stats/effects/units-of-sample.ts'
import type { UnitRow } from '../../../../src/stats/sums/unit-sample.ts'

const row = (variant: string, n: number, given: Partial<UnitRow> = {}): UnitRow => ({
  hash: 0.1,
  variant,
  epoch: 0,
  slice: 0,
  n,
  total: n,
  firstEvent: {},
  ...given,
})
const failed = { firstEvent: { errors: 0 } }
const rows = [
  row('old', 2),
  row('old', 8, { epoch: 1 }),
  row('new', 4, failed),
  row('new', 4),
  row('new', 2, { slice: 5, ...failed }),
  row('another', 1000),
]
const counting = { metric: 'errors', champion: 'old', challenger: 'new' }

it('counts units for as many as there would be of the size of the largest of both variants', () => {
  expect(unitsOfSample({ level: 0, rows }, counting)).toEqual({
    champion: { units: 2, withEvent: 0, effective: 2, asLarge: 10 / 8 },
    challenger: { units: 3, withEvent: 2, effective: 100 / 36, asLarge: 10 / 8 },
  })
})

it('knows how busy a unit became after its first epoch', () => {
  const grown = [...rows.slice(1), row('old', 2, { total: 100 })]
  expect(unitsOfSample({ level: 0, rows: grown }, counting).champion).toMatchObject({
    effective: 2,
    asLarge: 1.08,
  })
})

it('counts all units where the sample holds a part of them', () => {
  const { challenger } = unitsOfSample({ level: 3, rows }, counting)
  expect(challenger).toMatchObject({ units: 24, withEvent: 16, asLarge: 10 })
})

it('counts those who are old enough', () => {
  const { challenger } = unitsOfSample({ level: 0, rows }, { ...counting, lastSlice: 4 })
  expect(challenger).toEqual({ units: 2, withEvent: 1, effective: 2, asLarge: 1 })
})

it('counts the units of all pairs as one', () => {
  const paired = [row('old', 3), row('new', 1), row('new', 2)]
  expect(unitsOfPairs({ level: 1, rows: paired })).toEqual({ effective: (2 * 36) / 14, asLarge: 4 })
})

it('counts none of none', () => {
  const none = { units: 0, withEvent: 0, effective: 0, asLarge: 0 }
  expect(unitsOfSample({ level: 0, rows: [] }, counting)).toEqual({
    champion: none,
    challenger: none,
  })
  expect(unitsOfPairs({ level: 2, rows: [row('old', 0)] })).toEqual({ effective: 0, asLarge: 0 })
})
