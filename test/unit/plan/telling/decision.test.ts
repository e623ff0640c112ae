import { describe, expect, it } from 'vitest'
import type { Facts } from '../../../../src/plan/telling/facts.ts'
import { toldOf } from '../../../../src/plan/telling/told.ts'
import type { Row } from '../../../../src/stats/decision/row.ts'
import { aRow } from '../../stats/decision/given.ts'
import { reaching } from '../course.ts'
import { aSpec, hourMs, looked, model, startMs } from '../given.ts'
import { aReader, factsAt, readerAt } from './given.ts'

const v4 = reaching.Comparing().keyOf('v4')
const rows: readonly Row[] = [
  aRow({ challenger: v4, counts: { champion: { requests: 950 }, challenger: { requests: 50 } } }),
]

it('tells what the look of this pass has said, and what it rests on', () => {
  const facts = factsAt('Comparing', { looked: looked({ says: 'HoldStep', challenger: v4 }, rows) })
  const { decision, summary } = toldOf(facts)
  expect(decision).toMatchObject({ verdict: 'HoldStep', rule: 'Undecided', challenger: v4 })
  expect(decision?.rows).toHaveLength(1)
  expect(decision?.evidenceDigest).toBeUndefined()
  expect(summary).toEqual({
    ...{ stage: 'Comparing', champion: facts.record.champion.variant.key, challenger: v4 },
    ...{ share: '5%', n: 1000, effect: '+0.005 … +0.015', verdict: 'HoldStep' },
  })
})

it('keeps what was said where a pass has not looked, and forgets it with its round', () => {
  const facts = factsAt('Comparing', { looked: looked({ says: 'HoldStep' }, rows) })
  const status = toldOf(facts)
  const blind = { ...facts, found: undefined, o: { ...facts.o, status } }
  const again = toldOf({ ...blind, o: { ...blind.o, nowMs: startMs + hourMs } })
  expect(again).toBe(status)
  const next = { ...facts.record.round, number: 2 }
  const { decision, summary } = toldOf({ ...blind, record: { ...facts.record, round: next } })
  expect(decision).toBeUndefined()
  expect(summary?.n).toBeUndefined()
})

it('puts the nearest of several challengers into the line, and keeps it while another is hardly nearer', () => {
  const course = reaching.Comparing(aSpec({ variants: [model('v3'), model('v4'), model('v5')] }))
  course.run('v5', 2)
  course.rest()
  const [a, b] = [course.keyOf('v4'), course.keyOf('v5')]
  const record = course.record()
  const before = factsAt('Comparing')
  const o = { ...course.observation(), status: undefined }
  const leaderOf = (pOfA: number, pOfB: number, status: Facts['o']['status']) => {
    const objectives = [aRow({ challenger: a, logP: Math.log(pOfA) })]
    const look = looked({}, [...objectives, aRow({ challenger: b, logP: Math.log(pOfB) })])
    const found = { looked: look, counts: [], observed: undefined }
    return toldOf({ ...before, record, o: { ...o, status }, found })
  }
  const first = leaderOf(0.5, 0.4, undefined)
  expect(first.summary?.challenger).toBe(b)
  expect(leaderOf(0.3, 0.4, first)).toBe(first)
  expect(leaderOf(0.15, 0.4, first).summary?.challenger).toBe(a)
})

describe('a decision that a stage acts on', () => {
  it.each([
    'AwaitingApproval',
    'Promoting',
  ] as const)('is told in %s, whatever a look says now', (stage) => {
    const { decision } = toldOf(factsAt(stage))
    expect(decision).toMatchObject({ verdict: 'Promote', rule: 'Superior', challenger: v4 })
    expect(decision?.evidenceDigest).toBe('e'.repeat(64))
  })

  it('is told when the round has ended, also of a status that was wiped', () => {
    const reader = readerAt('Settled')
    expect(reader.status().decision).toMatchObject({ verdict: 'Retain', rule: 'Futile' })
    expect(reader.status().summary?.verdict).toBe('Retained')
    reader.course.change({ status: undefined })
    const again = aReader(reader.course).rest()
    expect(again.decision).toMatchObject({ verdict: 'Retain', rule: 'Futile' })
  })

  it('gives way to what is seen of the new champion', () =>
    expect(toldOf(factsAt('Validating')).decision?.verdict).toBe('Continue'))
})

describe('when it should be decided', () => {
  const expected = (ms: number) => {
    const look = looked({})
    return { ...look, judgement: { ...look.judgement, expectedMs: ms } }
  }
  const told = (facts: ReturnType<typeof factsAt>) => toldOf(facts).decision?.expectedAt

  it('is said by the clock of the round', () =>
    expect(told(factsAt('Comparing', { looked: expected(36 * hourMs) }))).toBe(
      '2026-11-02T12:00:00Z',
    ))

  it.each(['AwaitingApproval', 'Promoting', 'Settled'] as const)('is not said in %s', (stage) =>
    expect(told(factsAt(stage, { looked: expected(36 * hourMs) }))).toBeUndefined())

  it('is not said while that clock stands', () => {
    const facts = factsAt('Comparing', { looked: expected(36 * hourMs) })
    const { round } = facts.record
    const clock = { ...round.clock, standsSinceMs: startMs }
    expect(
      told({ ...facts, record: { ...facts.record, round: { ...round, clock } } }),
    ).toBeUndefined()
  })
})

it.each([
  ['Preparing', 'v3 Champion 100%', 'v4 Challenger 0%'],
  ['Shadowing', 'v3 Champion 100%', 'v4 Challenger 0%'],
  ['Comparing', 'v3 Champion 95%', 'v4 Challenger 5%'],
  ['Promoting', 'v4 Champion 5%', 'v3 Former 95%'],
  ['Validating', 'v4 Champion 90%', 'v3 Former 10%'],
  ['Settled', 'v3 Champion 100%', 'v4 Loser 0%'],
] as const)('says in %s who is who, and who gets what', (stage, ...expected) => {
  const { variants = [] } = readerAt(stage).status()
  const lines = variants.map(({ name, role, share }) => `${name} ${role} ${share?.configured}`)
  expect(lines).toEqual(expected)
})

it('names whom it recommends, as long as somebody may promote it', () => {
  const reader = aReader(reaching.Comparing(aSpec({ promotion: { mode: 'Recommend' } })))
  reader.course.says({ says: 'Promote', rule: 'Superior', reason: 'better', challenger: v4 })
  reader.rest()
  expect(reader.status().summary).toMatchObject({ challenger: v4, verdict: 'Recommended' })
})
