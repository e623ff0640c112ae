import { expect, it } from 'vitest'
import type { Found } from '../../../../src/plan/telling/facts.ts'
import { rowsTold } from '../../../../src/plan/telling/rows.ts'
import type { Row } from '../../../../src/stats/decision/row.ts'
import { unknownBecause } from '../../../../src/stats/unknown.ts'
import { chance } from '../../../chance.ts'
import { aRow } from '../../stats/decision/given.ts'
import { looked } from '../given.ts'

const foundWith = (rows: readonly Row[]): Found => ({
  looked: looked({}, rows),
  counts: [],
  observed: undefined,
})
const guardrail = (metric: string, given: Partial<Row> = {}) =>
  aRow({ metric, role: 'Guardrail', bound: 'Margin', boundary: -0.01, ...given })
const gate = (have: number) => [{ name: 'Events', have, need: 40 } as const]

const inOrder: readonly Row[] = [
  aRow({ challenger: 'leader' }),
  aRow({ challenger: 'other', finding: 'Better', estimate: 0.03, detectableEffect: 0.01 }),
  guardrail('harmed', { finding: 'Harmful' }),
  guardrail('damaged', { finding: 'Damaged', estimate: -0.009, detectableEffect: 0.02 }),
  guardrail('near', { estimate: 0, detectableEffect: 0.011 }),
  guardrail('nearer-a-gate', { gates: gate(20) }),
  guardrail('far-from-a-gate', { gates: gate(1) }),
  guardrail('at-its-boundary', { estimate: -0.01, detectableEffect: 0.011 }),
  guardrail('unknown', { unknown: unknownBecause('NoReading'), estimate: undefined }),
  guardrail('safe', { finding: 'Safe' }),
  aRow({ metric: 'shown', role: 'Info' }),
]

it('tells first of objectives, then of damage, then of what is nearest to being decided', () => {
  const random = chance(3)
  for (let i = 0; i < 20; i++) {
    const shuffled = inOrder
      .map((row) => ({ row, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ row }) => row)
    const { rows } = rowsTold(foundWith(shuffled), 'leader')
    const names = (all: readonly { readonly metric: string }[]) => all.map(({ metric }) => metric)
    expect(names(rows).slice(0, 7)).toEqual(names(inOrder).slice(0, 7))
    expect(names(rows).slice(7, 9).sort()).toEqual(['at-its-boundary', 'unknown'])
    expect(names(rows).slice(9)).toEqual(['safe', 'shown'])
    expect(rows[0]?.challenger).toBe('leader')
  }
})

it('counts what it has no room for', () => {
  const many = Array.from({ length: 40 }, (_, i) => guardrail(`m${i}`))
  const { rows, rowsOmitted } = rowsTold(foundWith(many), undefined)
  expect([rows.length, rowsOmitted]).toEqual([12, 28])
})

it('tells of what is read for all of them once, and of nobody in particular', () => {
  const read = (challenger: string, metric = 'heat') =>
    guardrail(metric, { challenger, bound: 'Limit', unit: 'Reading', method: 'Reported' })
  const { rows, rowsOmitted } = rowsTold(
    foundWith([read('a'), read('b'), read('a', 'load'), guardrail('errors', { challenger: 'b' })]),
    'a',
  )
  expect(rows.map(({ metric, challenger }) => [metric, challenger])).toEqual(
    expect.arrayContaining([
      ['heat', undefined],
      ['load', undefined],
      ['errors', 'b'],
    ]),
  )
  expect([rows.length, rowsOmitted]).toEqual([3, 0])
})

const told = (given: Partial<Row>) => rowsTold(foundWith([aRow(given)]), 'new').rows[0]

it.each([
  ['an interval', {}, { estimate: '0.0100', low: '0.0050', high: '0.0150', p: '0.018' }],
  ['tiny ends', { estimate: 2e-7, low: 1e-7, high: 3e-7 }, { estimate: '0.000000200' }],
  ['large ends', { estimate: 41_234.5, low: 40_000, high: 42_000 }, { estimate: '41235' }],
  ['ends that meet', { estimate: 1, low: 1, high: 1 }, { estimate: '1', low: '1', high: '1' }],
  ['no ends', { low: undefined, high: undefined }, { estimate: '0.01' }],
  ['a zero that was negative', { estimate: -1e-5, low: -0.004 }, { estimate: '0.0000' }],
  ['a p beyond doubles', { logP: -1e6 }, { p: '5e-324' }],
  ['an open gate', { gates: gate(40) }, { gates: [] }],
  ['a gate', { gates: gate(12.7) }, { gates: [{ name: 'Events', have: '12', need: '40' }] }],
  [
    'time',
    { gates: [{ name: 'Duration', have: 5_400_000, need: 86_400_000 }] },
    { gates: [{ name: 'Duration', have: '1h30m', need: '24h' }] },
  ],
] as const)('writes %s with the digits that say something', (_, given, expected) =>
  expect(told(given)).toMatchObject(expected))
