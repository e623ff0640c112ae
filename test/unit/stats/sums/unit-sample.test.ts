import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { cohortsOf, conflictsOf } from '../../../../src/stats/sums/cohorts.ts'
import { total } from '../../../../src/stats/sums/statistic.ts'
import {
  outcomeOf,
  requestOf,
  sampleCapacity,
  theta,
  type UnitRow,
  type UnitSample,
  unitSample,
} from '../../../../src/stats/sums/unit-sample.ts'
import { createUnitSampler } from '../../../../src/stats/sums/unit-sampler.ts'
import { below, chance } from '../../../chance.ts'
import { expectLaws, sameBytes } from './laws.ts'

const first = { variant: 'v3@0a1b2c3d', epoch: 1, slice: 4 }
const small = unitSample(20)
const alone = (row: UnitRow): UnitSample => small.merge(small.none, { level: 0, rows: [row] })

/** Requests and outcomes of some 90 units over two epochs; now and then one that must not happen. */
function traffic(seed: number, n: number): readonly UnitRow[] {
  const random = chance(seed)
  const hashes = Array.from({ length: 90 }, () => random())
  return Array.from({ length: n }, () => {
    const unit = below(random, 90)
    const hash = hashes[unit] ?? 0
    const epoch = 1 + below(random, 2)
    const variant = random() < 0.02 || unit % 3 === 0 ? 'b' : 'a'
    const exposure = { variant, epoch, slice: below(random, 9) }
    return random() < 0.5 ? requestOf(hash, exposure) : outcomeOf(hash, exposure, eventsOf(random))
  })
}

const eventsOf = (random: () => number) => ['errors', 'slow'].filter(() => random() < 0.3)

it.each([
  ['with room for all', 1000, 60],
  ['with room for 20', 20, 400],
  ['with room for one', 1, 60],
])('is a law, exactly, %s', (_, capacity, n) => {
  const parts = traffic(1, n).map((row) => ({ level: 0, rows: [row] }))
  expectLaws(unitSample(capacity), parts, sameBytes)
})

it('is a law for samples that have already been halved, in clumps of any size', () => {
  const rows = traffic(2, 600)
  const random = chance(3)
  const clumps: UnitSample[] = []
  for (let i = 0; i < rows.length; ) {
    const size = 1 + below(random, 120)
    clumps.push(total(small, rows.slice(i, i + size).map(alone)))
    i += size
  }
  expect(new Set(clumps.map(({ level }) => level)).size).toBeGreaterThan(1)
  expectLaws(small, clumps, sameBytes)
  sameBytes(total(small, clumps), total(small, rows.map(alone)))
})

it('keeps whole units: whatever is in it is complete, and nothing below θ is missing', () => {
  const rows = traffic(4, 600)
  const sample = total(small, rows.map(alone))
  const complete = total(unitSample(1000), rows.map(alone))
  expect(sample.rows).toEqual(complete.rows.filter(({ hash }) => hash < theta(sample.level)))
  expect(sample.rows.length).toBeLessThanOrEqual(20)
  expect(complete.rows.filter(({ hash }) => hash < theta(sample.level - 1)).length).toBeGreaterThan(
    20,
  )
})

it('counts a unit where it was first exposed: the earlier epoch wins, but for how busy it is', () => {
  const later = { variant: 'v4@ffffffff', epoch: 2, slice: 9 }
  const rows = [
    requestOf(0.3, later),
    outcomeOf(0.3, later, ['errors']),
    requestOf(0.3, { ...first, slice: 6 }),
    outcomeOf(0.3, { ...first, slice: 6 }, ['errors']),
    outcomeOf(0.3, { ...first, slice: 5 }, ['errors', 'slow']),
    requestOf(0.3, first),
    requestOf(0.3, first),
  ]
  expect(total(small, rows.map(alone)).rows).toEqual([
    { hash: 0.3, ...first, n: 3, total: 4, firstEvent: { errors: 5, slow: 5 } },
  ])
})

it('marks a unit that was seen under two variants in one epoch, whoever came first', () => {
  const rows = ['b', 'a', 'b', 'c', 'a'].map((variant) => requestOf(0.3, { ...first, variant }))
  const sample = total(small, [...rows, requestOf(0.4, first)].map(alone))
  expect(sample.rows[0]).toEqual({
    ...requestOf(0.3, { ...first, variant: 'a' }),
    n: 2,
    total: 5,
    conflict: true,
  })
  expect(conflictsOf(sample)).toBe(1)
  const marked = (a: UnitSample, b: UnitSample) => conflictsOf(small.merge(a, b))
  const again = alone(requestOf(0.3, { ...first, variant: 'a' }))
  expect([marked(sample, again), marked(again, sample)]).toEqual([1, 1])
  const before = requestOf(0.3, { ...first, epoch: 0 })
  expect(conflictsOf(small.merge(sample, alone(before)))).toBe(0)
})

it('is written to by a sampler as it is by merging, from any start on', () => {
  const rows = traffic(5, 500)
  const start = total(unitSample(25), rows.slice(0, 80).map(alone))
  const sampler = createUnitSampler(start, 20)
  for (const row of rows.slice(80)) sampler.add(row)
  sameBytes(sampler.sample(), total(small, rows.map(alone)))
  const { level, rows: kept } = sampler.sample()
  expect([
    sampler.wants(0),
    sampler.wants(theta(level)),
    sampler.wants(kept[0]?.hash ?? 1),
  ]).toEqual([true, false, true])
})

it.each([-0.1, 1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('samples no hash of %d', (hash) => {
  const sampler = createUnitSampler(small.none, 20)
  sampler.add(requestOf(hash, first))
  expect(sampler.sample()).toEqual(small.none)
})

it('finds a level however small the hashes are', () => {
  const rows = [0, 5e-324, 1e-323, 1e-300].map((hash) => requestOf(hash, first))
  const sample = unitSample(2).merge({ level: 0, rows }, { level: 0, rows: [] })
  expect(sample.level).toBe(1074 - 1)
  expect(sample.rows.map(({ hash }) => hash)).toEqual([0, 5e-324])
})

it('tells units, requests and events by epoch and variant, and what is mature', () => {
  const other = { ...first, variant: 'v4@ffffffff' }
  const rows = [
    ...[1, 2, 3, 4].flatMap((i) => [requestOf(i / 10, first), requestOf(i / 10, first)]),
    requestOf(0.1, { ...first, slice: 8 }),
    requestOf(0.1, { ...first, slice: 8 }),
    outcomeOf(0.1, { ...first, slice: 8 }, ['errors']),
    outcomeOf(0.2, first, ['errors', 'slow']),
    requestOf(0.6, other),
    requestOf(0.7, { ...other, slice: 7 }),
    requestOf(0.8, { ...other, epoch: 0 }),
  ]
  const sample = total(small, rows.map(alone))
  const cohort = { epoch: 1, variant: first.variant, units: 4, requests: 10 }
  const earlier = {
    epoch: 0,
    variant: other.variant,
    units: 1,
    requests: 1,
    effectiveUnits: 1,
    largest: 1,
  }
  expect(cohortsOf(sample, 'errors')).toEqual([
    { ...earlier, unitsWithEvent: 0 },
    { ...cohort, unitsWithEvent: 2, effectiveUnits: 100 / 28, largest: 4 },
    { ...earlier, epoch: 1, units: 2, requests: 2, unitsWithEvent: 0, effectiveUnits: 2 },
  ])
  expect(
    cohortsOf(sample, 'errors', 5).map(({ units, unitsWithEvent }) => [units, unitsWithEvent]),
  ).toEqual([
    [1, 0],
    [4, 1],
    [1, 0],
  ])
  expect(cohortsOf(sample, 'toString').map(({ unitsWithEvent }) => unitsWithEvent)).toEqual([
    0, 0, 0,
  ])
  expect(cohortsOf(small.none, 'errors')).toEqual([])
})

it('gives units that only had outcomes no weight', () => {
  const sample = alone(outcomeOf(0.1, first, []))
  expect(cohortsOf(sample, 'pnl')).toMatchObject([{ units: 1, requests: 0, effectiveUnits: 0 }])
})

it('fits into a ConfigMap: 4,096 units with three metrics, zipped, are under 512 KiB', () => {
  const random = chance(6)
  const sampler = createUnitSampler(unitSample().none, sampleCapacity)
  for (let unit = 0; unit < 8100; unit++) {
    const hash = (unit + random()) / 8100 / 2
    const exposure = {
      variant: unit % 20 === 0 ? 'v4@ffffffff' : first.variant,
      epoch: 1,
      slice: below(random, 400),
    }
    for (let i = 0; i < 1 + below(random, 30); i++) sampler.add(requestOf(hash, exposure))
    const events = ['errors', 'slow', 'wrong'].filter(() => random() < 0.1)
    sampler.add(outcomeOf(hash, exposure, events))
  }
  const sample = sampler.sample()
  expect(sample.rows.length).toBeGreaterThan(4000)
  const [plain, zipped] = sizesOf(sample)
  expect(plain).toBeLessThan(1024 * 1024)
  expect(zipped).toBeLessThan(256 * 1024)
})

function sizesOf(sample: UnitSample): readonly [number, number] {
  const text = JSON.stringify(sample)
  return [text.length, gzipSync(text).length]
}
