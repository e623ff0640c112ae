import { describe, expect, it } from 'vitest'
import type { StageName } from '../../../../src/plan/record/record.ts'
import { mostBytes, sizeOf } from '../../../../src/plan/telling/fitting.ts'
import { reaching } from '../course.ts'
import { happenings } from '../happenings.ts'
import { aReader, problemsOf, type Reader, readerAt } from './given.ts'
import { kstatusOf } from './kstatus.ts'

const stageNames = Object.keys(reaching) as StageName[]

/** Whatever happens: told of every pass, with words that an API server takes, and told once. */
describe.each(stageNames)('in %s', (stage) => {
  it.each(Object.entries(happenings))('%s', (_, happen) => {
    const reader = readerAt(stage)
    happen(reader.course)
    let passes = 0
    for (let more = true; more; passes++) {
      more = reader.once()
      isSound(reader)
    }
    const { writes } = reader
    expect(writes.length - 1).toBeLessThanOrEqual(passes)
    const told = reader.status()
    reader.once()
    expect(reader.status()).toBe(told)
    const { generation } = reader.course.observation().experiment
    expect(told.observedGeneration).toBe(generation)
  })
})

function isSound({ status, course }: Reader): void {
  const now = status()
  expect(problemsOf(now)).toEqual([])
  expect(sizeOf(now)).toBeLessThanOrEqual(mostBytes)
  const { record, observation } = course
  const seen = { generation: observation().experiment.generation, status: now }
  const isBusy = ['Preparing', 'Promoting'].includes(record().round.stage)
  const isReconciling = now.conditions?.some(
    ({ type, status: is }) => type === 'Reconciling' && is === 'True',
  )
  if (isReconciling) expect(isBusy).toBe(true)
  if (kstatusOf(seen) === 'Failed')
    expect(now.conditions?.find(({ type }) => type === 'Stalled')?.message).not.toBe('')
}

it.each(stageNames)('in %s, told of nothing before, says the same', (stage) => {
  const reader = readerAt(stage)
  const { conditions: _, decision: __, ...told } = reader.status()
  reader.course.change({ status: undefined })
  const { conditions: ___, decision: ____, ...again } = aReader(reader.course).rest()
  expect(again).toEqual(told)
})
