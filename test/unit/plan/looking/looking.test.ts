import { expect, it } from 'vitest'
import { lookAt } from '../../../../src/plan/looking/looking.ts'
import { noMemory } from '../../../../src/stats/decision/judge.ts'
import { reaching } from '../course.ts'

const latched = { ...noMemory, rows: { 'v4/accuracy/Effect': { logP: -3 } } }

/** What a look at a comparison starts from, where this was latched of that round. */
function startsFrom(round: number) {
  const course = reaching.Comparing()
  const { evidence } = course.observation()
  course.change({ evidence: { ...evidence, memories: { round, by: { Comparing: latched } } } })
  return lookAt(course.observation(), course.record())?.case.memory
}

it('goes on from what its round has latched', () => expect(startsFrom(1)).toEqual(latched))

it('knows nothing of what another round has latched', () => expect(startsFrom(2)).toEqual(noMemory))

it('looks at nothing while evidence is away, or nobody is compared', () => {
  const course = reaching.Comparing()
  course.outage(course.observation().nowMs)
  expect(lookAt(course.observation(), course.record())).toBeUndefined()
  const resting = reaching.Settled()
  expect(lookAt(resting.observation(), resting.record())).toBeUndefined()
})
