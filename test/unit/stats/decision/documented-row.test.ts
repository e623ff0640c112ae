import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { judge, noMemory } from '../../../../src/stats/decision/judge.ts'
import { rates } from '../effects/given.ts'
import { accuracy, aLook, aTrial } from './given.ts'

type Side = { readonly requests: number; readonly events: number; readonly mature: number }
type Correction = { readonly name: string; readonly alpha: string }

/** As `status` tells it: numbers are texts, so that each has the digits that it should have. */
type Told = {
  readonly [key in 'metric' | 'bound' | 'estimand' | 'method' | 'unit' | 'independence']: string
} & {
  readonly [key in 'boundary' | 'estimate' | 'low' | 'high' | 'p' | 'detectableEffect']: string
} & {
  readonly challenger: string
  readonly alpha: string
  readonly corrections: readonly Correction[]
  readonly gates: readonly unknown[]
  readonly champion: Side
  readonly counted: Side
}

const page = readFileSync(join(import.meta.dirname, '../../../../docs/statistics.md'), 'utf8')
const [, planned = '', block = ''] =
  /planned for ([\d,]+) outcomes.*?\n```yaml\n(.*?)```/s.exec(page) ?? []
const [told] = parse(block) as [Told]

const [row] = judge(
  aLook({
    plannedN: Number(planned.replaceAll(',', '')),
    trials: [
      aTrial({ challenger: told.challenger, questions: [accuracy({ observed: counted() })] }),
    ],
  }),
  noMemory,
).rows

it('counts on the page what is mature, and nothing else', () => {
  const { champion, counted } = told
  expect([champion.mature, counted.mature]).toEqual([champion.requests, counted.requests])
})

it.each([
  'metric',
  'challenger',
  'bound',
  'estimand',
  'method',
  'unit',
  'independence',
  'gates',
] as const)('says of these counts what the page says: %s', (key) =>
  expect(row?.[key]).toEqual(told[key]))

it.each([
  ['boundary', row?.boundary],
  ['estimate', row?.estimate],
  ['low', row?.low],
  ['high', row?.high],
  ['alpha', row?.alphas.promotion],
  ['p', Math.exp(row?.logP ?? Number.NaN)],
  ['detectableEffect', row?.detectableEffect],
] as const)('finds in these counts what the page says, to its last digit: %s', (key, found) =>
  expect(found?.toFixed(decimals(told[key]))).toBe(told[key]))

it('spends its alpha as the page says', () => {
  const corrections = told.corrections.map(({ name, alpha }) => ({ name, alpha: Number(alpha) }))
  expect(row?.corrections).toEqual(corrections)
})

/** The challenger had a fifth of the traffic. */
function counted() {
  const of = ({ requests, events }: Side) => [requests, events] as const
  return rates(of(told.champion), of(told.counted), 0.2)
}

function decimals(text: string): number {
  return text.split('.')[1]?.length ?? 0
}
