import { expect, it } from 'vitest'
import { chance } from '../chance.ts'
import { growthOf, leaksIn } from './figures.ts'

/** kB. */
type Leak = { readonly heap?: number; readonly outside?: number }

/**
 * Looks at a process that warms up over the first quarter, whose heap rises and falls by 60 MB and whose other memory by 20 MB,
 * and which keeps so much more in the end than in the beginning.
 */
function looksAt({ heap = 0, outside = 0 }: Leak, count = 360) {
  const random = chance(20261122)
  return Array.from({ length: count }, (_, nth) => {
    const part = nth / count
    const warmth = Math.min(1, 4 * part)
    const inHeap = 40_000 * warmth + 60_000 * random() + heap * part
    const beside = 60_000 + 200_000 * warmth + 20_000 * random() + outside * part
    return { threads: 11, files: 30, heap: inHeap, outside: beside, memory: beside + 2 * inHeap }
  })
}

const leaks = (leak: Leak, count?: number) => leaksIn(growthOf(looksAt(leak, count)))

it.each([
  30, 60, 360,
])('takes a process that warms up and stays so for one that keeps nothing, in %d looks', (count) => {
  expect(leaks({}, count)).toEqual([])
})

it.each([
  ['in the heap', { heap: 150_000 }, /in the heap/],
  ['beside it', { outside: 300_000 }, /beside the heap/],
] as const)('finds out who keeps what nobody needs %s', (_, leak, what) => {
  for (const count of [60, 360]) expect(leaks(leak, count)).toEqual([expect.stringMatching(what)])
})

it('takes no figures that there are not for good ones', () => {
  const looks = looksAt({}).map((look) => ({ ...look, heap: Number.NaN, outside: Number.NaN }))
  expect(leaksIn(growthOf(looks))).toHaveLength(2)
})
