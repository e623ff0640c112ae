import { describe, expect, it } from 'vitest'
import type { StageName } from '../../../src/plan/record/record.ts'
import { reaching } from './course.ts'
import { happenings, standing } from './happenings.ts'
import { whatComesOfIt } from './what-comes-of-it.ts'

const stageNames = Object.keys(reaching) as StageName[]

it.each(stageNames)('reaches %s as an experiment does', (stage) =>
  expect(reaching[stage]().stage()).toBe(stage))

describe.each(stageNames)('in %s', (stage) => {
  it.each(Object.entries(happenings))('%s', (what, happen) => {
    const course = reaching[stage]()
    happen(course)
    expect(standing(course)).toBe(whatComesOfIt[what]?.[stage])
  })
})
