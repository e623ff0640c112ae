import { expect, it } from 'vitest'
import { stream } from '../../../../../src/stats/simulation/chance.ts'
import {
  disasterPair,
  disastersSource,
} from '../../../../../src/stats/simulation/outcomes/disasters.ts'

const n = 40_000
const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length
const drawn = <T>(draw: () => T) => Array.from({ length: n }, draw)

it('disasters leave the mean as it is, by making all else smaller', () => {
  const { width, fill, outcome, isEvent } = disastersSource({
    kind: 'Disasters',
    law: { kind: 'Normal', deviation: 0.5 },
    mean: 1,
    rates: [0, 0.02],
    worst: 10,
  })
  const chance = stream(1)
  const of = (answering: number) =>
    drawn(() => {
      const numbers = new Float64Array(width)
      fill(chance, numbers)
      return outcome(numbers, { answering, fellBack: false, hard: false, ms: 0 })
    })
  const [ours, theirs] = [of(0), of(1)]
  expect(mean(ours.map(({ first }) => first))).toBeCloseTo(1, 1)
  expect(mean(theirs.map(({ first }) => first))).toBeCloseTo(1, 1)
  expect(ours.filter(isEvent)).toEqual([])
  const others = theirs.filter((each) => !isEvent(each))
  expect((n - others.length) / n).toBeCloseTo(0.02, 2)
  expect(mean(others.map(({ first }) => first))).toBeCloseTo(0.8 / 0.98, 1)
})

it('pairs have them in the difference alone', () => {
  const chance = stream(2)
  const model = {
    kind: 'Disasters',
    mean: 5,
    deviation: 1,
    noise: 0.1,
    rate: 0.02,
    worst: 3,
  } as const
  const differences = drawn(() => {
    const { champion, challenger } = disasterPair(chance, model)
    return challenger - champion
  })
  expect(mean(differences)).toBeCloseTo(0, 1)
  expect(differences.filter((x) => x > 1.5).length / n).toBeCloseTo(0.02, 2)
})
