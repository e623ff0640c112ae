import { expect, it } from 'vitest'
import { columnsOf, valuesIn } from '../../../../src/evidence/checkpoint/columns.ts'
import { below, chance } from '../../../chance.ts'
import { bytes, travelled } from '../given.ts'

type Random = () => number

const any = (random: Random, depth: number): unknown =>
  kinds[below(random, depth > 0 ? kinds.length : 4)]?.(random, depth) ?? null

const kinds: readonly ((random: Random, depth: number) => unknown)[] = [
  () => null,
  (random) => random() * 10 ** below(random, 20),
  (random) => below(random, 9),
  (random) => ['', 'a', '0', '__proto__'][below(random, 4)],
  (random, depth) => Array.from({ length: below(random, 4) }, () => any(random, depth - 1)),
  (random, depth) =>
    Object.fromEntries(
      ['n', '__proto__', 'a\nb', 'a', 'b'].flatMap((name) =>
        random() < 0.5 ? [[name, any(random, depth - 1)] as const] : [],
      ),
    ),
]

/** Of one form mostly, as rows are, or of none. */
function some(random: Random): readonly unknown[] {
  const forms = Array.from({ length: 1 + below(random, 2) }, () => any(random, 3))
  return Array.from({ length: below(random, 8) }, () => {
    const p = random()
    if (p < 0.2) return null
    return p < 0.8 ? forms[below(random, forms.length)] : any(random, 3)
  })
}

it('gives back whatever JSON was put in, to the last byte', () => {
  const random = chance(1)
  for (let n = 0; n < 20_000; n++) {
    const values = some(random)
    const columns = travelled(columnsOf(values))
    expect(bytes(valuesIn(columns, values.length))).toBe(bytes(values))
  }
})

it('refuses what is not as much as there should be', () => {
  expect(() => valuesIn(columnsOf([1, 2]), 3)).toThrow(RangeError)
})
