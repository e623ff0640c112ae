import { expect, it } from 'vitest'
import { createAssignment } from '../../../src/routing/assignment.ts'
import { canaryShares, type Share, splitShares } from '../../../src/routing/shares.ts'
import { chance } from '../../chance.ts'
import { challengers, champion, sharedOut } from './plans.ts'

const assigning = (shares: readonly Share[]) =>
  createAssignment({ champion, segments: sharedOut(shares) })

/** A share lacks its last point: these are the last place in it, that point, and the next one. */
const around = (point: number) =>
  [point - 2 ** -53, point, point + 2 ** -53].filter((place) => place >= 0 && place < 1)

it.each([
  ['a canary of one', canaryShares(challengers(1), 5)],
  ['a canary of three', canaryShares(challengers(3), 20)],
  ['a canary of eight, full', canaryShares(challengers(8), 100)],
  ['a split', splitShares(challengers(3).map((variant) => ({ variant, percent: 33 })))],
  ['nobody', []],
  ['shares in no order', canaryShares(challengers(5), 50).toReversed()],
])('gives each place to whom it belongs, edges too: %s (seed 3)', (_, shares) => {
  const random = chance(3)
  const assigned = assigning(shares)
  const edges = [0, 1 - 2 ** -53, ...shares.flatMap(({ from, to }) => [from, to]).flatMap(around)]
  for (const place of [...edges, ...Array.from({ length: 2000 }, random)]) {
    const owner = shares.find(({ from, to }) => from <= place && place < to)
    expect(assigned(place).variant, `${place}`).toBe(owner?.variant ?? champion)
  }
})

it('says how likely each was: together they are certain', () => {
  const shares = splitShares([
    { variant: 'a@1', percent: 30 },
    { variant: 'b@1', percent: 10 },
  ])
  const assigned = assigning(shares)
  expect([0.1, 0.35, 0.5].map(assigned)).toEqual([
    { variant: 'a@1', propensity: 0.3 },
    { variant: 'b@1', propensity: expect.closeTo(0.1, 15) },
    { variant: champion, propensity: expect.closeTo(0.6, 15) },
  ])
})

it('adds up the parts of who owns several', () => {
  const [variant = ''] = challengers(1)
  const assigned = assigning([
    { variant, from: 0.5, to: 0.75 },
    { variant, from: 0, to: 0.125 },
  ])
  expect([0, 0.2, 0.6, 0.8].map((place) => assigned(place).propensity)).toEqual([
    0.375, 0.625, 0.375, 0.625,
  ])
})

it('never has a champion that is less likely than not at all', () => {
  for (let k = 1; k <= 15; k++) {
    const left = assigning(canaryShares(challengers(k), 100))
    expect(left(1).propensity).toBeGreaterThanOrEqual(0)
  }
})

it('gives a segment that the plan does not name to the champion', () => {
  const segments = sharedOut(canaryShares(challengers(1), 99))
  const assigned = createAssignment({ champion, segments }, 4)
  expect(assigned(0)).toEqual({ variant: champion, propensity: 1 })
})

it('allocates nothing: a place has the same answer, object and all', () => {
  const assigned = assigning(canaryShares(challengers(3), 20))
  for (const place of [0, 0.2, 0.4]) expect(assigned(place)).toBe(assigned(place))
})
