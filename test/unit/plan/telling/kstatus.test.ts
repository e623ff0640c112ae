import { expect, it } from 'vitest'
import { aCourse, reaching } from '../course.ts'
import { accuracy, aSpec, hourMs, model, upWith } from '../given.ts'
import { aReader, type Reader, readerAt } from './given.ts'
import { kstatusOf, waitReturns } from './kstatus.ts'

const seenBy = ({ course }: Reader) => ({
  generation: course.observation().experiment.generation,
  status: course.observation().status,
})
const waits = ['Ready', 'Promoted', 'Settled', 'Reconciling'] as const
const returning = (reader: Reader) => waits.filter((name) => waitReturns(seenBy(reader), name))

const situations: readonly (readonly [string, () => Reader, string, readonly string[]])[] = [
  ['a fresh object', () => once(aReader(aCourse())), 'InProgress', ['Reconciling']],
  ['nothing runs yet', () => rested(aReader(aCourse())), 'InProgress', ['Reconciling']],
  ['the challenger starts', () => readerAt('Preparing'), 'InProgress', ['Reconciling']],
  ['a long comparison', () => later(readerAt('Comparing'), 90 * hourMs), 'Current', ['Ready']],
  ['copies alone', () => readerAt('Shadowing'), 'Current', ['Ready']],
  ['an approval is awaited', () => readerAt('AwaitingApproval'), 'Current', ['Ready']],
  ['the winner takes over', () => readerAt('Promoting'), 'InProgress', ['Ready', 'Reconciling']],
  ['the promotion is watched', () => readerAt('Validating'), 'Current', ['Ready']],
  ['the challenger lost', () => readerAt('Settled'), 'Current', ['Ready', 'Settled']],
  ['the challenger won', () => wonBy(72 * hourMs), 'Current', ['Ready', 'Promoted', 'Settled']],
  ['one variant alone', alone, 'Current', ['Ready', 'Settled']],
  ['no image for the challenger', imageless, 'Failed', []],
  ['the champion is down', championless, 'InProgress', []],
]

it.each(
  situations,
)('%s: kstatus and kubectl wait see it as it is', (_, reach, kstatus, returns) => {
  const reader = reach()
  expect(kstatusOf(seenBy(reader))).toBe(kstatus)
  expect(returning(reader)).toEqual(returns)
})

it('lets nobody take the end of the last round for that of the round which an edit opens', () => {
  const reader = readerAt('Settled')
  const { course } = reader
  const metrics = [accuracy, { name: 'brier', kind: 'Brier', role: 'Info' }]
  course.edit(aSpec({ metrics, variants: [model('v3'), model('v4', 'v4-1')] }))
  expect(waitReturns(seenBy(reader), 'Settled')).toBe(false)
  for (let more = true; more; ) {
    more = reader.once()
    expect(waitReturns(seenBy(reader), 'Settled')).toBe(false)
  }
  expect(course.said.slice(-2), 'the round is not opened at once').toEqual([
    ...['Kept', 'NewChallengers'],
  ])
  expect(waitReturns(seenBy(reader), 'Reconciling')).toBe(true)
  expect(course.record().round.number).toBe(2)
})

it('tells who waits for Promoted that the challenger has lost', () => {
  const reader = readerAt('Settled')
  expect(waitReturns(seenBy(reader), 'Promoted', 'False')).toBe(true)
  expect(waitReturns(seenBy(readerAt('Comparing')), 'Promoted', 'False')).toBe(false)
})

function once(reader: Reader): Reader {
  reader.once()
  return reader
}

function rested(reader: Reader): Reader {
  reader.rest()
  return reader
}

function later(reader: Reader, ms: number): Reader {
  reader.course.wait(ms)
  return rested(reader)
}

const wonBy = (ms: number) => later(readerAt('Validating'), ms)

function alone(): Reader {
  const course = aCourse(aSpec({ variants: [model('v3')] }))
  course.once()
  course.run('v3', 2)
  return rested(aReader(course))
}

function imageless(): Reader {
  const reader = readerAt('Preparing')
  const trouble = { code: 'ImageMissing', detail: 'no such image' } as const
  reader.course.run('v4', upWith(0, { trouble }))
  return rested(reader)
}

function championless(): Reader {
  const reader = aReader(reaching.Comparing())
  reader.course.run('v3', 0)
  return rested(reader)
}
