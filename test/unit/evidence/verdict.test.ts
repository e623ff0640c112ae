import { describe, expect, it } from 'vitest'
import { type Design, type Model, round } from './rounds.ts'

/** From what routers count, through tallies, JSON and merging, to a verdict. */
const good: Model = { right: { easy: 0.75, hard: 0.4 }, timeouts: 0 }
const better: Model = { right: { easy: 0.81, hard: 0.46 }, timeouts: 0 }
const aSplit: Design = {
  ...{ champion: good, challenger: better, as: 'Split', requests: 20_000, seed: 1 },
}

const verdicts = (rounds: number, given: Partial<Design>) =>
  Array.from({ length: rounds }, (_, i) => round({ ...aSplit, ...given, seed: 100 + i }).verdict)
const promoted = (rounds: number, given: Partial<Design>) =>
  verdicts(rounds, given).filter(({ says }) => says === 'Promote').length / rounds

describe.each(['Split', 'Shadow'] as const)('a %s', (as) => {
  it('promotes a challenger that is better', () => {
    expect(verdicts(5, { as }).map(({ says, rule }) => [says, rule])).toEqual(
      Array.from({ length: 5 }, () => ['Promote', 'Superior']),
    )
  })

  it('promotes none that is the same', () => {
    const same = verdicts(20, { as, challenger: good })
    expect(same.filter(({ says }) => says === 'Promote').length).toBeLessThanOrEqual(2)
    expect(same.filter(({ says }) => says === 'RollBack')).toEqual([])
  })
})

describe('an equally good challenger that times out where it is hard, and the champion answers', () => {
  const right = { easy: 0.9, hard: 0.3 }
  const slow = { champion: { right, timeouts: 0 }, challenger: { right, timeouts: 0.6 } }

  it('does not win: what became of it counts for the variant that chance has assigned', () => {
    expect(promoted(10, slow)).toBeLessThanOrEqual(0.1)
  })

  it('would win, if it counted for the one that answered', () => {
    expect(promoted(10, { ...slow, scoredFor: 'Answering' })).toBeGreaterThanOrEqual(0.9)
  })

  it('does not win in a shadow either: there it is counted as if the champion had stood in', () => {
    expect(promoted(10, { ...slow, as: 'Shadow' })).toBeLessThanOrEqual(0.1)
  })
})
