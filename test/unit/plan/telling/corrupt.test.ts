import { expect, it } from 'vitest'
import { toldWithout } from '../../../../src/plan/telling/told.ts'
import { hourMs } from '../given.ts'
import { conditionIn, problemsOf, readerAt } from './given.ts'
import { kstatusOf } from './kstatus.ts'

const why = 'the record can’t be read: line 1'

it('keeps what was told, and says that a person must act', () => {
  const reader = readerAt('Comparing')
  const o = reader.course.observation()
  const status = toldWithout({ o, why })
  expect(conditionIn(status, 'Stalled')).toBe('True RecordCorrupt')
  expect(conditionIn(status, 'Ready')).toBe('Unknown RecordCorrupt')
  expect(conditionIn(status, 'GitConverged')).toBe('True ChampionInSpec')
  expect(status.champion).toEqual(reader.status().champion)
  expect(kstatusOf({ generation: o.experiment.generation, status })).toBe('Failed')
  expect(problemsOf(status)).toEqual([])
  expect(toldWithout({ o: { ...o, status, nowMs: o.nowMs + hourMs }, why })).toBe(status)
})

it('says so also where nothing was ever told', () => {
  const o = { ...readerAt('Comparing').course.observation(), status: undefined }
  const status = toldWithout({ o, why })
  expect(conditionIn(status, 'Stalled')).toBe('True RecordCorrupt')
  expect(problemsOf(status)).toEqual([])
})
