import { describe, expect, it } from 'vitest'
import { liveCells, pairCells } from '../../../src/evidence/cells/cells.ts'
import { missingCells, requestCells } from '../../../src/evidence/cells/requests.ts'
import { type Evidence, evidenceOf } from '../../../src/evidence/merged.ts'
import { firstNumberOf } from '../../../src/evidence/numbering.ts'
import { createTally, type OpenTally } from '../../../src/evidence/open-tally.ts'
import { emptyTally, type Tally } from '../../../src/evidence/tally.ts'
import { type Moments, summaryOf } from '../../../src/stats/sums/moments.ts'
import type { VectorMoments } from '../../../src/stats/sums/vector-moments.ts'
import { vectorSummaryOf } from '../../../src/stats/sums/vector-summary.ts'
import { below, chance } from '../../chance.ts'
import {
  all,
  aTally,
  bytes,
  counted,
  exposed,
  fresh,
  hourMs,
  metrics,
  quick,
  startMs,
  travelled,
} from './given.ts'
import { type Happening, happenings } from './stream.ts'

const plan = counted(all)
const everyMetric = [...plan.byAnswer, ...plan.byOutcome].map(({ metric }) => metric)
const delays = [0, hourMs, 24 * hourMs]

/** One instance that counts it all. */
function alone(happening: readonly Happening[]): Tally {
  const tally = aTally()
  const counting = tally.under(plan)
  for (const happen of happening) happen(counting)
  return tally.take(0)
}

/** Several instances that deal it out among them, are stopped and begun again now and then, and told about often. */
function among(instances: number, happening: readonly Happening[], seed: number): readonly Tally[] {
  const random = chance(seed)
  const told: Tally[] = []
  const routers = Array.from({ length: instances }, (_, i) => router(`${i}`, told))
  for (const happen of happening) {
    const one = routers[below(random, instances)]
    one?.meet(happen)
    if (random() < 0.02) one?.tell()
    if (random() < 0.01) one?.restart()
  }
  for (const each of routers) each.tell()
  return shuffled([...told, ...told.slice(0, 5)], random)
}

function router(instance: string, told: Tally[]) {
  let tally: OpenTally = aTally(instance)
  let counting = tally.under(plan)
  const tell = () => {
    const taken = tally.take(0)
    told.push(taken)
    return taken
  }
  return {
    meet: (happen: Happening) => happen(counting),
    tell,
    restart() {
      tally = createTally(travelled(tell()))
      counting = tally.under(plan)
    },
  }
}

function shuffled<T>(all: readonly T[], random: () => number): readonly T[] {
  return all
    .map((one) => [random(), one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one)
}

/** All that judges read, with sums as what they say. */
const readings = (evidence: Evidence) => ({
  live: everyMetric.map((metric) => liveCells(evidence, metric).cells.map(readCell)),
  pairs: [...everyMetric, ...plan.byCopies].map((metric) =>
    pairCells(evidence, metric).cells.map(({ key, statistic: { champion, challenger } }) => ({
      key,
      champion: readSums(champion),
      challenger: readSums(challenger),
    })),
  ),
  requests: delays.map((delayMs) => requestCells(evidence, 'Live', delayMs)),
  copies: delays.map((delayMs) => requestCells(evidence, 'Shadow', delayMs)),
  missing: everyMetric.map((metric) => missingCells(evidence, metric)),
  units: evidence.units,
  events: evidence.events,
})

const readCell = ({ key, statistic }: { readonly key: unknown; readonly statistic: unknown }) => ({
  key,
  says: readSums(statistic),
})

function readSums(sums: unknown): unknown {
  if (typeof sums !== 'object' || sums === null) return sums
  if ('squares' in sums) return { ...summaryOf(sums as Moments), n: (sums as Moments).n }
  return 'shifts' in sums ? vectorSummaryOf(sums as VectorMoments) : sums
}

/** Where the two differ by more than roundings: numbers by more than 1e-12, all else by a byte. */
function differences(got: unknown, expected: unknown, path = ''): readonly string[] {
  if (typeof got === 'number' && typeof expected === 'number')
    return Math.abs(got - expected) <= 1e-12 * Math.max(1, Math.abs(expected)) ? [] : [path]
  if (typeof got !== 'object' || typeof expected !== 'object' || !got || !expected)
    return got === expected ? [] : [path]
  const [ours, theirs] = [Object.entries(got), Object.entries(expected)]
  if (ours.length !== theirs.length) return [path]
  return theirs.flatMap(([key, value], i) =>
    ours[i]?.[0] === key ? differences(ours[i][1], value, `${path}/${key}`) : [`${path}/${key}`],
  )
}

describe('what several instances have counted', () => {
  it.each([
    [1, 11],
    [2, 12],
    [3, 13],
    [8, 14],
  ])('%i of them, is what one would have counted (seed %i)', (instances, seed) => {
    const happening = happenings(seed, 1500)
    const evidence = evidenceOf(among(instances, happening, seed), 1)
    expect(evidence.tallies).toHaveLength(instances)
    const expected = readings(evidenceOf([alone(happening)], 1))
    expect(differences(readings(evidence), expected)).toEqual([])
  })

  it('is not, if one of them is counted twice', () => {
    const [tally] = among(1, happenings(15, 300), 15)
    if (tally === undefined) throw new Error('no tally')
    const twice = evidenceOf([tally, { ...tally, instance: 'other' }], 1)
    expect(differences(readings(twice), readings(evidenceOf([tally], 1)))).not.toEqual([])
  })

  it('is the same to the last byte, in whatever order and however often it is told', () => {
    const random = chance(16)
    const tallies = among(4, happenings(16, 800), 16)
    const expected = bytes(readings(evidenceOf(tallies, 1)))
    for (let run = 0; run < 5; run++) {
      const again = [...shuffled(tallies, random), ...tallies.slice(0, below(random, 20))]
      expect(bytes(readings(evidenceOf(again, 1)))).toBe(expected)
    }
  })
})

describe('tallies that did not come', () => {
  const numbered = (instance: string, ...numbers: readonly number[]) =>
    numbers.map((number) => emptyTally(instance, number))
  const life = firstNumberOf(1)

  it.each<[string, readonly Tally[], number, number]>([
    ['none', numbered('a', 1, 2, 3), 0, 3],
    ['none, though one came twice', numbered('a', 2, 1, 2, 3), 0, 3],
    ['one between', numbered('a', 1, 3), 1, 3],
    ['before the first that is known nobody has asked', numbered('a', 7, 8), 0, 2],
    ['of several instances', [...numbered('a', 1, 4), ...numbered('b', 2, 4)], 3, 7],
    ['the first of a new life', numbered('a', 1, 2, life + 3), 2, 5],
    ['not those of a life that nobody has seen', numbered('a', 2, 5 * life + 1), 0, 2],
  ])('are counted: %s', (_, tallies, lost, all) => {
    expect(evidenceOf(tallies, 0).losses).toEqual({ lost, all })
  })

  it('are nothing lost: the last of an instance has it all', () => {
    const happening = happenings(17, 600)
    const told = among(2, happening, 17)
    const last = [...Map.groupBy(told, ({ instance }) => instance).values()].map((each) =>
      each.reduce((a, b) => (a.number > b.number ? a : b)),
    )
    expect(bytes(readings(evidenceOf(last, 1)))).toBe(bytes(readings(evidenceOf(told, 1))))
  })
})

it('counts what is of another round nowhere but among events', () => {
  const [one, other] = [aTally('a'), aTally('b')]
  one.under(plan).request({ ...exposed({ unitHash: 0.5 }), isUnitless: true }, quick)
  other.under(counted(['errors'], { round: 2 })).request(exposed({ round: 2 }), quick)
  const evidence = evidenceOf([one.take(0), other.take(0)], 2)
  expect(evidence.tallies.map(({ instance }) => instance)).toEqual(['b'])
  expect(evidence.units.rows).toEqual([])
  expect(evidence.events.Unitless).toBe(1)
})

it('is of each round what was last told of it, and of events what was last told at all', () => {
  const tally = aTally('a')
  tally.under(plan).request({ ...exposed({ unitHash: 0.5 }), isUnitless: true }, quick)
  const told = [tally.take(0), tally.lastBefore(2) ?? tally.take(0)]
  tally.under(counted(['errors'], { round: 2 })).request(exposed({ round: 2 }), quick)
  told.push(tally.take(0))
  for (const all of [told, told.toReversed()]) {
    const [first, second] = [evidenceOf(all, 1), evidenceOf(all, 2)]
    expect([first, second].map(({ tallies }) => tallies.map(({ number }) => number))).toEqual([
      [2],
      [3],
    ])
    expect([first.units.rows.length, second.units.rows.length]).toEqual([1, 0])
    expect([first, second].map(({ events }) => events.Unitless)).toEqual([1, 1])
    expect(first.losses).toEqual({ lost: 0, all: 3 })
  }
})

it('adds up no two metrics that only share a name', () => {
  const tally = aTally()
  const before = tally.under(counted(['slow']))
  for (let i = 0; i < 3; i++) before.request(exposed(), quick)
  const stricter = counted([], { metrics: [{ ...metrics.slow, latencyThreshold: '10ms' }] })
  tally.under(stricter).request(exposed(), quick)
  const evidence = evidenceOf([travelled(tally.take(0))], 1)
  const counts = [counted(['slow']), stricter].map(({ byAnswer: [first] }) =>
    first === undefined
      ? []
      : liveCells(evidence, first.metric).cells.map(({ statistic }) => statistic),
  )
  expect(counts).toEqual([[{ n: 3, events: 0 }], [{ n: 1, events: 1 }]])
})

describe('missing truths', () => {
  const accuracy = plan.byOutcome.find(({ metric }) => metric.name === 'accuracy')?.metric
  if (accuracy === undefined) throw new Error('no metric')
  const receipt = exposed({ assigned: fresh, values: { label: 'a' } })

  it('are requests that no outcome scored in time', () => {
    const tally = aTally()
    const { request, outcome } = tally.under(plan)
    for (let i = 0; i < 10; i++) request(receipt, quick)
    for (let i = 0; i < 4; i++) outcome(receipt, { truth: 'a' }, startMs)
    outcome(receipt, { truth: 'a' }, startMs + 25 * hourMs)
    outcome({ ...receipt, values: {} }, { truth: 'a' }, startMs)
    const evidence = evidenceOf([tally.take(0)], 1)
    expect(missingCells(evidence, accuracy)[0]?.statistic).toEqual({ n: 10, events: 6 })
    expect(requestCells(evidence, 'Live', accuracy.delayMs)[0]?.statistic).toMatchObject({
      late: 1,
    })
  })

  it('are none where whoever took the request is gone with what it counted', () => {
    const tally = aTally()
    for (let i = 0; i < 4; i++) tally.under(plan).outcome(receipt, { truth: 'a' }, startMs)
    const evidence = evidenceOf([tally.take(0)], 1)
    expect(missingCells(evidence, accuracy)[0]?.statistic).toEqual({ n: 4, events: 0 })
  })
})
