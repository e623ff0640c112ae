import { describe, expect, it } from 'vitest'
import { createAssignment } from '../../../src/routing/assignment.ts'
import { numbersOfUnit } from '../../../src/routing/hashes.ts'
import { canaryShares, splitShares } from '../../../src/routing/shares.ts'
import { chance } from '../../chance.ts'
import { counted, mayCome } from './fairness.ts'
import { challengers, champion, sharedOut } from './plans.ts'

type Chosen = { readonly variants: readonly string[]; readonly shares: readonly number[] }

const [a = '', b = '', c = ''] = challengers(3)
const first = createAssignment({
  champion,
  segments: sharedOut(splitShares([a, b].map((variant) => ({ variant, percent: 25 })))),
})
const second = createAssignment({ champion, segments: sharedOut(canaryShares([a, b, c], 60)) })
const ofFirst: Chosen = { variants: [champion, a, b], shares: [0.5, 0.25, 0.25] }
const ofSecond: Chosen = { variants: [champion, a, b, c], shares: [0.4, 0.2, 0.2, 0.2] }

const product = ofFirst.shares.flatMap((one) => ofSecond.shares.map((other) => one * other))
const users = Array.from({ length: 20_000 }, (_, n) => `user-${n}`)
const runs = [0, 1, 2, 3, 4]

type PlaceOf = (salt: string, unit: string) => number
const hashed: PlaceOf = (salt, unit) => numbersOfUnit(salt, unit).place

/** How many units get which pair of variants, by the places that they have under two salts. */
function pairs(placeOf: PlaceOf, [one, other]: readonly [string, string]): readonly number[] {
  const cells = users.map((user) => {
    const mine = ofFirst.variants.indexOf(first(placeOf(one, user)).variant)
    const yours = ofSecond.variants.indexOf(second(placeOf(other, user)).variant)
    return mine * ofSecond.variants.length + yours
  })
  return counted(cells, product.length)
}

/** Salts as experiments have them, by chance. */
function salts(seed: number): {
  readonly experiments: [string, string]
  readonly rounds: [string, string]
} {
  const random = chance(seed)
  const uid = () =>
    Array.from({ length: 8 }, () => Math.floor(random() * 2 ** 16).toString(16)).join('-')
  const [mine, yours] = [uid(), uid()]
  const round = 1 + Math.floor(random() * 50)
  return {
    experiments: [`${mine}/${round}`, `${yours}/${round}`],
    rounds: [`${mine}/${round}`, `${mine}/${round + 1}`],
  }
}

it.each(
  (['experiments', 'rounds'] as const).flatMap((which) =>
    runs.map((seed) => [which, seed] as const),
  ),
)('two %s divide units as if the other one were not there (seed %i)', (which, seed) => {
  expect(mayCome(pairs(hashed, salts(seed)[which]), product)).toBe(true)
})

describe('would be noticed to depend on each other', () => {
  it('with one salt for both', () => {
    const [salt] = salts(0).experiments
    expect(mayCome(pairs(hashed, [salt, salt]), product)).toBe(false)
  })

  it('with salts that only turn the same places around', () => {
    const turned: PlaceOf = (salt, unit) => (hashed('', unit) + hashed(salt, '')) % 1
    expect(mayCome(pairs(turned, salts(0).rounds), product)).toBe(false)
  })
})
