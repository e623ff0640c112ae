import { expect, it } from 'vitest'
import { at, inOrder, keyed } from '../../../../src/stats/sums/keyed.ts'
import { below, chance } from '../../../chance.ts'
import { expectLaws, sameBytes } from './laws.ts'

const names = ['b', 'a', '10', '9', '__proto__', 'toString', '']
const sums = keyed({ merge: (a: number, b: number) => a + b })

it('is a law, exactly, whatever the names', () => {
  const random = chance(10)
  const parts = Array.from({ length: 80 }, () =>
    inOrder(
      Object.fromEntries(
        names.filter(() => random() < 0.3).map((name) => [name, below(random, 9)]),
      ),
    ),
  )
  expectLaws(sums, parts, sameBytes)
})

it('keeps what every object inherits apart from what it was told', () => {
  expect(names.map((name) => at({}, name))).toEqual(names.map(() => undefined))
  const told = sums.merge({}, { ['__proto__']: 3 })
  expect(at(sums.merge(told, told), '__proto__')).toBe(6)
})

it('is the same bytes in whatever order the names came', () => {
  const one = names.reduce((sum, name) => sums.merge(sum, { [name]: 1 }), sums.none)
  const other = names.toReversed().reduce((sum, name) => sums.merge(sum, { [name]: 1 }), sums.none)
  sameBytes(one, other)
  sameBytes(inOrder({ b: 1, a: 2 }), { a: 2, b: 1 })
})
