import { describe, expect, it } from 'vitest'
import { judge, type Memory, noMemory } from '../../../../src/stats/decision/judge.ts'
import type { Question } from '../../../../src/stats/decision/question.ts'
import type { Row } from '../../../../src/stats/decision/row.ts'
import type { Observed } from '../../../../src/stats/effects/observed.ts'
import { pairedStratum } from '../../../../src/stats/strata/stratum.ts'
import { chance } from '../../../chance.ts'
import {
  epoch,
  fits,
  latencies,
  latencyPairs,
  meanPairs,
  ratePairs,
  rates,
  split,
  sticky,
  stickyLatencies,
  values,
} from '../effects/given.ts'
import { accuracy, aLook, aTrial, errors } from './given.ts'

const random = chance(7)
const some = (mean: number) => values(Array.from({ length: 300 }, () => mean + random()))
const ms = (n = 600) => Array.from({ length: n }, () => 50 + 100 * random())
const fitted = () => fits(Array.from({ length: 300 }, () => [random() - 0.5, 4 * random()]))

const [inSlices] = ratePairs([1600, 160], [1600, 160]).strata
const pairsOfUnits: Observed = {
  of: 'Pairs',
  figure: 'Rate',
  effective: 400,
  strata:
    inSlices === undefined
      ? []
      : [
          pairedStratum({
            epoch: 0,
            pairs: { ...inSlices.pairs, byBucket: inSlices.pairs.bySlice },
          }),
        ],
}

const observed = {
  'rare rate': rates([4000, 40], [4000, 40]),
  'usual rate': rates([4000, 3900], [4000, 3900]),
  'middling rate': rates([4000, 2000], [4000, 2000]),
  'young rate': rates([49, 0], [49, 0]),
  'rate of units': sticky({ units: 2000, withEvent: 200 }, { units: 2000, withEvent: 200 }),
  'rate of pairs': ratePairs([1600, 160], [1600, 160]),
  'rate of pairs of units': pairsOfUnits,
  mean: split('Mean', [epoch(0, some(1), some(1))]),
  'root mean': split('RootMean', [epoch(0, some(1), some(1))]),
  'mean of pairs': meanPairs(random),
  R2: split('ExplainedVariance', [epoch(0, fitted(), fitted())]),
  F1: split('F1', [epoch(0, [90, 10, 10, 190], [90, 10, 10, 190])]),
  AUC: split('Auc', [epoch(0, [5, 10, 85, 85, 10, 5], [5, 10, 85, 85, 10, 5])]),
  quantile: latencies(0.95, ms(), ms()),
  'quantile of units': stickyLatencies(0.95, ms(6400), ms(6400)),
  'quantile of pairs': latencyPairs(0.95, ms(6400), ms(6400)),
  reading: { of: 'Reported', value: 0.5 },
} as const satisfies { readonly [what: string]: Observed }

const asked = {
  Effect: {},
  Margin: { role: 'Guardrail', margin: { absolute: 0.01 } },
  Ratio: { role: 'Guardrail', margin: { ratio: 1.2 } },
  Limit: { role: 'Guardrail', limit: 0.5 },
} as const satisfies { readonly [bound: string]: Partial<Question> }

type What = keyof typeof observed
type Bound = keyof typeof asked

function rowOf(what: What, bound: Bound, memory: Memory = noMemory): Row | undefined {
  const question = accuracy({ ...asked[bound], observed: observed[what], meaning: 'M' })
  return judge(aLook({ trials: [aTrial({ questions: [question] })] }), memory).rows[0]
}

const requests = 'requests, at a given time'
const buckets = 'buckets of units; requests of a unit may be alike'
const blocks = 'blocks of time, and buckets of units'
const average = 'none needed: it speaks of the average chance so far'
const word = 'none needed: it is taken at its word'

it.each<[What, Bound, string | undefined, Row['unit'], string]>([
  ['rare rate', 'Effect', 'DifferenceSplit', 'Request', requests],
  ['rare rate', 'Margin', 'DifferenceSplit', 'Request', requests],
  ['rare rate', 'Ratio', 'EventSplit', 'Request', requests],
  ['rare rate', 'Limit', 'LevelSplit', 'Request', average],
  ['usual rate', 'Effect', 'DifferenceSplit', 'Request', requests],
  ['usual rate', 'Margin', 'DifferenceSplit', 'Request', requests],
  ['middling rate', 'Effect', 'ConfidenceSequence', 'Request', requests],
  ['middling rate', 'Margin', 'ConfidenceSequence', 'Request', requests],
  ['middling rate', 'Ratio', 'EventSplit', 'Request', requests],
  ['middling rate', 'Limit', 'LevelSplit', 'Request', average],
  ['rate of units', 'Effect', 'ClusteredSequence', 'Unit', buckets],
  ['rate of units', 'Margin', 'ClusteredSequence', 'Unit', buckets],
  ['rate of units', 'Ratio', 'ClusteredSequence', 'Unit', buckets],
  ['rate of units', 'Limit', 'ClusteredSequence', 'Unit', buckets],
  ['rate of pairs', 'Effect', 'PairedSequence', 'Pair', blocks],
  ['rate of pairs', 'Margin', 'PairedSequence', 'Pair', blocks],
  ['rate of pairs', 'Ratio', 'PairedSequence', 'Pair', blocks],
  ['rate of pairs', 'Limit', 'LevelSplit', 'Request', average],
  ['rate of pairs of units', 'Limit', 'ClusteredSequence', 'Unit', buckets],
  ['mean', 'Effect', 'ConfidenceSequence', 'Request', requests],
  ['mean', 'Margin', 'ConfidenceSequence', 'Request', requests],
  ['mean', 'Limit', 'ConfidenceSequence', 'Request', requests],
  ['mean of pairs', 'Effect', 'PairedSequence', 'Pair', blocks],
  ['mean of pairs', 'Limit', 'PairedSequence', 'Pair', blocks],
  ['root mean', 'Effect', 'ConfidenceSequence', 'Request', requests],
  ['R2', 'Effect', 'ConfidenceSequence', 'Request', requests],
  ['F1', 'Margin', 'ConfidenceSequence', 'Request', requests],
  ['AUC', 'Effect', 'ConfidenceSequence', 'Request', requests],
  ['quantile', 'Ratio', 'QuantileSequence', 'Request', requests],
  ['quantile of units', 'Ratio', 'ClusteredSequence', 'Unit', buckets],
  ['quantile of pairs', 'Ratio', 'PairedSequence', 'Pair', blocks],
  ['reading', 'Limit', 'Reported', 'Reading', word],
])('judges a %s against its %s by %s', (what, bound, method, unit, independence) => {
  expect(rowOf(what, bound)).toMatchObject({ bound, method, unit, independence })
})

it.each<[What, Bound]>([
  ['mean', 'Ratio'],
  ['mean of pairs', 'Ratio'],
  ['quantile', 'Margin'],
  ['quantile', 'Limit'],
  ['quantile of pairs', 'Margin'],
  ['reading', 'Margin'],
])('says that it does not judge a %s against its %s', (what, bound) => {
  expect(rowOf(what, bound)).toMatchObject({
    method: undefined,
    finding: 'Open',
    unknown: { unknown: 'NoMethod' },
  })
})

it.each<[What, Bound, string]>([
  ['rare rate', 'Effect', 'M: challenger minus champion, each of its own part of the traffic'],
  ['rare rate', 'Ratio', 'M: challenger divided by champion, each of its own part of the traffic'],
  ['rare rate', 'Limit', 'M: the level of the challenger itself'],
  ['rate of units', 'Margin', 'M: challenger minus champion, each of its own part of the traffic'],
  ['rate of pairs', 'Margin', 'M: challenger minus champion, for the same requests'],
  ['mean of pairs', 'Limit', 'M: the level of the challenger itself'],
  ['reading', 'Limit', 'M: the level of the challenger itself'],
])('says of a %s against its %s what it estimates', (what, bound, estimand) => {
  expect(rowOf(what, bound)?.estimand).toBe(estimand)
})

it.each<[What, object]>([
  ['rare rate', { requests: 4000, events: 40 }],
  ['rate of units', { requests: 20_000, units: 2000, events: 2000 }],
  ['rate of pairs', { requests: 1600, events: 160 }],
  ['mean', { requests: 300 }],
  ['quantile of units', { requests: 6400, units: 6400 }],
  ['quantile of pairs', { requests: 6400 }],
  ['reading', {}],
])('shows what was counted of a %s', (what, side) => {
  expect(rowOf(what, 'Limit')?.counts).toEqual({ champion: side, challenger: side })
})

describe('what is exact waits for nothing', () => {
  it.each<[What, Bound]>([
    ['rare rate', 'Margin'],
    ['rare rate', 'Ratio'],
    ['young rate', 'Ratio'],
    ['young rate', 'Limit'],
    ['rate of pairs', 'Limit'],
    ['reading', 'Limit'],
  ])('a %s against its %s has no gate', (what, bound) => {
    expect(rowOf(what, bound)?.gates).toEqual([])
  })

  it('but until it is chosen what to count, a difference of rates is not judged', () => {
    expect(rowOf('young rate', 'Margin')?.gates).toEqual([
      { name: 'Predictions', have: 49, need: 50 },
    ])
  })
})

it('tells most at the number of outcomes that was planned', () => {
  const outcomes = rates([20_000, 10_000], [20_000, 10_000])
  const reach = (plannedN: number) => {
    const trials = [aTrial({ questions: [accuracy({ observed: outcomes })] })]
    return judge(aLook({ plannedN, trials }), noMemory).rows[0]?.high ?? 1
  }
  expect(reach(40_000)).toBeLessThan(0.95 * reach(5000))
  expect(reach(40_000)).toBeLessThan(0.95 * reach(320_000))
})

describe('how a difference of rates is judged', () => {
  const look = (champion: readonly [number, number], memory: Memory) => {
    const question = errors({ observed: rates(champion, champion) })
    return judge(aLook({ trials: [aTrial({ questions: [question] })] }), memory)
  }

  it('is chosen once, and kept when the rate drifts', () => {
    const rare = look([100, 10], noMemory)
    expect(rare.rows[0]?.method).toBe('DifferenceSplit')
    const often = look([1000, 500], rare.memory)
    expect(often.rows[0]?.method).toBe('DifferenceSplit')
    expect(look([1000, 500], noMemory).rows[0]?.method).toBe('ConfidenceSequence')
  })

  it('is chosen by the champion alone', () => {
    const memory = (challenger: readonly [number, number]) => {
      const question = errors({ observed: rates([100, 10], challenger) })
      const { rows } = judge(
        aLook({ trials: [aTrial({ questions: [question] })] }),
        noMemory,
      ).memory
      return rows['new/errors/Margin']?.rateChoice?.method
    }
    expect(memory([100, 0])).toBe('Events')
    expect(memory([100, 100])).toBe('Events')
  })
})
