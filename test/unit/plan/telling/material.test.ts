import { expect, it } from 'vitest'
import type { ExperimentStatus } from '../../../../src/api/status.ts'
import { worthTelling } from '../../../../src/plan/telling/material.ts'
import { toldOf } from '../../../../src/plan/telling/told.ts'
import { aRow } from '../../stats/decision/given.ts'
import { reaching } from '../course.ts'
import { accuracy, aSpec, hourMs, looked, startMs } from '../given.ts'
import { factsAt, readerAt } from './given.ts'

const v4 = reaching.Comparing().keyOf('v4')

/** A look after so many hours, with so many outcomes, that expects the end after so many. */
function statusAfter(hours: number, n: number, endHours: number): ExperimentStatus {
  const counts = { champion: { requests: n }, challenger: {} }
  const look = looked({ reason: `after ${n}` }, [aRow({ challenger: v4, counts })])
  const judgement = { ...look.judgement, expectedMs: endHours * hourMs }
  const elapsed = { ...look.case, elapsedMs: hours * hourMs }
  const facts = factsAt('Comparing', { looked: { ...look, case: elapsed, judgement } })
  return toldOf({ ...facts, o: { ...facts.o, nowMs: startMs + hours * hourMs, status: undefined } })
}

const at = (hours: number) => startMs + hours * hourMs
const minutes = 1 / 60
const before = statusAfter(24, 1000, 72)
const isWritten = (next: ExperimentStatus, hours: number) =>
  worthTelling(before, next, at(hours)) !== before

it.each([
  ['the same', 24 + 2 * minutes, 1000, 72, false],
  ['one in ten more outcomes', 24 + 2 * minutes, 1100, 72, false],
  ['more than that', 24 + 2 * minutes, 1101, 72, true],
  ['fewer, since truths were taken back', 24 + 2 * minutes, 899, 72, true],
  ['more, within the minute', 24 + 0.9 * minutes, 5000, 72, false],
  ['an end that is a little later', 24 + 2 * minutes, 1000, 80, false],
  ['an end that is much later', 24 + 2 * minutes, 1000, 90, true],
  ['an end that is much nearer', 24 + 2 * minutes, 1000, 60, true],
] as const)('of figures: %s', (_, hours, n, end, expected) =>
  expect(isWritten(statusAfter(hours, n, end), hours)).toBe(expected))

const changed: readonly (readonly [string, (s: ExperimentStatus) => ExperimentStatus, boolean])[] =
  [
    ['a message', (s) => ({ ...s, conditions: conditionsWith(s, { message: 'other' }) }), false],
    ['a reason', (s) => ({ ...s, conditions: conditionsWith(s, { reason: 'Other' }) }), true],
    ['a status', (s) => ({ ...s, conditions: conditionsWith(s, { status: 'Unknown' }) }), true],
    ['the stage', (s) => ({ ...s, stage: 'Settled' }), true],
    ['the generation', (s) => ({ ...s, observedGeneration: 9 }), true],
    ['the verdict', (s) => ({ ...s, decision: decisionWith(s, { verdict: 'Hold' }) }), true],
    ['why', (s) => ({ ...s, decision: decisionWith(s, { reason: 'other' }) }), false],
    ['an observed share', (s) => ({ ...s, variants: variantsWith(s, { observed: '7%' }) }), false],
    ['a share', (s) => ({ ...s, variants: variantsWith(s, { configured: '20%' }) }), true],
    ['a handled request', (s) => ({ ...s, lastHandledRequest: 1 }), true],
  ]

it.each(changed)('at once or not at all: %s', (_, change, expected) =>
  expect(isWritten(change(before), 24)).toBe(expected))

function conditionsWith({ conditions = [] }: ExperimentStatus, given: object) {
  return conditions.map((each, i) => (i === 0 ? { ...each, ...given } : each))
}

function decisionWith({ decision }: ExperimentStatus, given: object) {
  return { verdict: '', rule: '', reason: '', ...decision, ...given }
}

function variantsWith({ variants = [] }: ExperimentStatus, given: object) {
  return variants.map((each, i) =>
    i === 0 ? { ...each, share: { ...each.share, ...given } } : each,
  )
}

it('does not tell of each pod on its way, but of the first, the last, and how many are wanted', () => {
  const reader = readerAt('Settled')
  const writesFor = (ready: number, asked: number) => {
    const count = reader.writes.length
    reader.course.run('v3', { ready, asked, endpoints: [], digests: [], restarts: 0 })
    reader.rest()
    return reader.writes.length - count
  }
  expect(writesFor(2, 2)).toBe(0)
  expect(writesFor(2, 9)).toBe(1)
  expect([3, 4, 5, 6, 7, 8].map((ready) => writesFor(ready, 9))).toEqual([0, 0, 0, 0, 0, 0])
  expect(writesFor(9, 9)).toBe(1)
})

it('writes nothing in a day in which nothing happens, nor in a day of a pause', () => {
  const reader = readerAt('Comparing')
  // The canary reaches its last step.
  for (let step = 0; step < 3; step++) {
    reader.course.wait(hourMs)
    reader.rest()
  }
  const writesIn = (hours: number) => {
    const count = reader.writes.length
    for (let look = 0; look < hours * 60; look++) {
      reader.course.wait(60_000)
      reader.rest()
    }
    return reader.writes.length - count
  }
  expect(writesIn(24)).toBe(0)
  reader.course.annotate({ 'contender.dev/request': 'pause@1#1' })
  reader.rest()
  expect(writesIn(24)).toBe(0)
})

it('writes ever more seldom of a round that is always nearly decided', () => {
  let [told, writes] = [statusAfter(24, 1000, 24.2), 0]
  for (let hours = 24; hours < 48; hours += minutes) {
    const next = statusAfter(hours, 1000, 1.01 * hours)
    if (worthTelling(told, next, at(hours)) === told) continue
    told = next
    writes++
  }
  expect(writes).toBeLessThan(20)
})

it('tells of an edit that changes nothing of the round once, and of no step on the way', () => {
  const reader = readerAt('Comparing')
  const count = reader.writes.length
  const metrics = [accuracy, { name: 'brier', kind: 'Brier', role: 'Info' }]
  reader.course.edit(aSpec({ metrics }))
  reader.rest()
  expect(reader.course.said.at(-1)).toBe('Kept')
  expect(reader.writes.length - count).toBe(1)
})
