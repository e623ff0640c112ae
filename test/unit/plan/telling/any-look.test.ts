import { expect, it } from 'vitest'
import { mostBytes, sizeOf } from '../../../../src/plan/telling/fitting.ts'
import { toldOf } from '../../../../src/plan/telling/told.ts'
import { judge, noMemory } from '../../../../src/stats/decision/judge.ts'
import { chance } from '../../../chance.ts'
import { anyLook } from '../../stats/decision/any-look.ts'
import { looked } from '../given.ts'
import { factsAt, problemsOf } from './given.ts'

const stages = ['Comparing', 'Validating', 'Settled'] as const

it('tells of any look whatsoever in words and figures that an API server takes', () => {
  const random = chance(2027)
  const all = stages.map((stage) => factsAt(stage))
  for (let i = 0; i < 600; i++) {
    const look = anyLook(random)
    const judgement = judge(look, noMemory)
    const facts = all[i % all.length]
    if (facts === undefined) throw new Error('no stage')
    const { case: asked, digest } = looked({})
    const found = {
      looked: { case: { ...asked, elapsedMs: look.elapsedMs }, digest, judgement },
      ...{ counts: [], observed: undefined },
    }
    const status = toldOf({ ...facts, found })
    expect(problemsOf(status)).toEqual([])
    expect(sizeOf(status)).toBeLessThanOrEqual(mostBytes)
    expect(JSON.stringify(status)).not.toMatch(/NaN|Infinity|undefined|null/)
    expect(toldOf({ ...facts, found, o: { ...facts.o, status } })).toBe(status)
  }
})
