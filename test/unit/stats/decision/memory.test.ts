import { describe, expect, it } from 'vitest'
import {
  type Judgement,
  judge,
  type Memory,
  noMemory,
} from '../../../../src/stats/decision/judge.ts'
import type { Look } from '../../../../src/stats/decision/look.ts'
import { chance } from '../../../chance.ts'
import { epoch, histogram, rates, split, sticky, values } from '../effects/given.ts'
import { accuracy, aLook, aTrial, errors, noDoubt } from './given.ts'

/** A round of so many looks at growing evidence of every kind, the same at every call. */
function round(looks: number, seed = 1): readonly Look[] {
  const random = chance(seed)
  const ms: { readonly old: number[]; readonly new: number[] } = { old: [], new: [] }
  const scores: { readonly old: number[]; readonly new: number[] } = { old: [], new: [] }
  const wrong = { old: 0, new: 0 }
  return Array.from({ length: looks }, (_, i) => {
    const n = 100 * (i + 1)
    for (let j = 0; j < 100; j++) {
      ms.old.push(50 + 100 * random())
      ms.new.push(60 + 120 * random())
      scores.old.push(random())
      scores.new.push(random() + 0.1)
      wrong.old += random() < 0.02 ? 1 : 0
      wrong.new += random() < 0.05 ? 1 : 0
    }
    const sample = {
      level: Math.floor(i / 4),
      epochs: [{ chance: 0.5, champion: n / 50, challenger: n / 20 }],
    }
    const units = sticky({ units: n, withEvent: wrong.old }, { units: n, withEvent: wrong.new })
    const questions = [
      accuracy({ observed: split('Mean', [epoch(0, values(scores.old), values(scores.new))]) }),
      errors({ observed: rates([n, wrong.old], [n, wrong.new]) }),
      errors({
        metric: 'latency',
        margin: { ratio: 1.5 },
        observed: {
          of: 'Latencies',
          quantile: 0.9,
          strata: [epoch(0, histogram(ms.old), histogram(ms.new))],
          units: undefined,
        },
      }),
      errors({
        metric: 'refusals',
        margin: { ratio: 1.1 },
        observed: units,
      }),
      errors({ metric: 'heat', limit: 1, observed: { of: 'Reported', value: 0.5 } }),
    ]
    const arrivals = { shares: { old: 0.5, new: 0.5 }, units: { old: n, new: n + i } }
    const quality = {
      ...noDoubt,
      units: { isSample: true, seen: { level: sample.level, epochs: [arrivals] } },
      missing: [{ metric: 'accuracy', challenger: 'new', observed: rates([n, 10], [n, 12]) }],
    }
    return aLook({ trials: [aTrial({ questions })], quality })
  })
}

function follow(looks: readonly Look[], keep: (memory: Memory) => Memory): readonly Judgement[] {
  const all: Judgement[] = []
  let memory = noMemory
  for (const look of looks) {
    const judgement = judge(look, memory)
    all.push(judgement)
    memory = keep(judgement.memory)
  }
  return all
}

const throughJson = (memory: Memory): Memory => JSON.parse(JSON.stringify(memory))
const bytes = (judgements: readonly Judgement[]) => judgements.map((each) => JSON.stringify(each))

describe('the same look and the same memory give the same bytes', () => {
  it('every time', () => {
    const once = follow(round(12), (memory) => memory)
    expect(bytes(follow(round(12), (memory) => memory))).toEqual(bytes(once))
  })

  it('though memory went through JSON', () => {
    const once = follow(round(12), (memory) => memory)
    expect(bytes(follow(round(12), throughJson))).toEqual(bytes(once))
  })

  it('and other evidence others', () => {
    const once = follow(round(12), (memory) => memory)
    expect(bytes(follow(round(12, 2), (memory) => memory))).not.toEqual(bytes(once))
  })

  it('which hold nothing that JSON cannot', () => {
    for (const { rows, memory, sampleRatio } of follow(round(12), throughJson)) {
      const all = { rows, memory, sampleRatio }
      expect(JSON.parse(JSON.stringify(all))).toEqual(without(all))
    }
  })
})

describe('the smallest p', () => {
  const look = (n: number, gain: number) => {
    const xs = (shift: number) => values(Array.from({ length: n }, (_, i) => (i % 7) + shift))
    const observed = split('Mean', [epoch(0, xs(0), xs(gain))])
    return aLook({ trials: [aTrial({ questions: [accuracy({ observed })] })] })
  }
  const ps = (...looks: readonly Look[]) =>
    follow(looks, throughJson).map(({ rows: [row] }) => row?.logP)

  it('is not known before the gate opens, however small it would be', () => {
    expect(ps(look(249, 3), look(250, 0))).toEqual([undefined, 0])
  })

  it('is remembered', () => {
    const [first, second, third] = ps(look(400, 1), look(800, 0), look(1200, 3))
    expect(first).toBeLessThan(-3)
    expect(second).toBe(first)
    expect(third).toBeLessThan(Number(second))
  })

  it('is shown also when a gate closes again, and then nothing is claimed', () => {
    const [, last] = follow([look(400, 1), look(200, 3)], throughJson)
    expect(last?.rows[0]).toMatchObject({ finding: 'Open', low: undefined })
    expect(last?.rows[0]?.logP).toBeLessThan(-3)
  })

  it('never grows', () => {
    const rows = follow(round(12), throughJson).map(({ rows }) => rows.map(({ logP }) => logP ?? 0))
    for (const [i, row] of rows.slice(1).entries())
      for (const [j, logP] of row.entries()) expect(logP).toBeLessThanOrEqual(rows[i]?.[j] ?? 0)
  })
})

it('remembers what it is not asked about this time', () => {
  const [first, second] = round(2)
  if (first === undefined || second === undefined) throw new Error('two looks')
  const { memory } = judge(first, noMemory)
  const away = judge({ ...second, trials: [], quality: noDoubt }, memory)
  expect(away.memory.rows).toEqual(memory.rows)
  expect(away.memory.quality.missing).toEqual(memory.quality.missing)
})

/** As JSON has it: nothing in place of undefined. */
function without(x: unknown): unknown {
  if (Array.isArray(x)) return x.map(without)
  if (typeof x !== 'object' || x === null) return x
  const fields = Object.entries(x).filter(([, value]) => value !== undefined)
  return Object.fromEntries(fields.map(([key, value]) => [key, without(value)]))
}
