import { describe, expect, it } from 'vitest'
import { type Assigned, createAssignment } from '../../../src/routing/assignment.ts'
import { numbersOfUnit } from '../../../src/routing/hashes.ts'
import { canaryShares, type Share, splitShares } from '../../../src/routing/shares.ts'
import { counted, equal, mayBe, mayCome } from './fairness.ts'
import { challengers, champion, sharedOut } from './plans.ts'

/** Every comparison here errs once in 1e9 salts: all of them together (some 300) in less than one of 1e6. */
const units = 1_000_000
const { places, buckets, samples } = numbersOfAll()

function numbersOfAll() {
  const drawn = {
    places: new Float64Array(units),
    buckets: new Uint8Array(units),
    samples: new Float64Array(units),
  }
  for (let n = 0; n < units; n++) {
    const { place, bucket, sample } = numbersOfUnit('2f0c1c7e-8d53-4a3c/4', `user-${n}`)
    drawn.places[n] = place
    drawn.buckets[n] = bucket
    drawn.samples[n] = sample
  }
  return drawn
}

const assigning = (shares: readonly Share[]) =>
  createAssignment({ champion, segments: sharedOut(shares) })

const split = (...percents: readonly number[]) =>
  splitShares(
    challengers(percents.length).map((variant, n) => ({ variant, percent: percents[n] ?? 0 })),
  )

const steps = [5, 20, 50] as const
const plans: readonly (readonly [string, readonly Share[]])[] = [
  ...[1, 3, 8].flatMap((k) =>
    steps.map(
      (percent) => [`canary of ${k}, ${percent} %`, canaryShares(challengers(k), percent)] as const,
    ),
  ),
  ['split 30, 10, 1', split(30, 10, 1)],
]

describe('of a million units', () => {
  it.each(plans)('each variant gets its share: %s', (_, shares) => {
    for (const [{ variant, propensity }, count] of tallied(places, shares)) {
      expect(mayBe(count, units, propensity), `${count} for ${variant}`).toBe(true)
    }
  })

  it('each share would be noticed that is off by four hundredths of itself', () => {
    const [[, count] = []] = [...tallied(places, split(5.2))].filter(
      ([is]) => is.variant !== champion,
    )
    expect(count).toBeGreaterThan(0)
    expect(mayBe(count ?? 0, units, 0.05)).toBe(false)
  })

  it('each share would be noticed of a hash that is only good enough for tables', () => {
    const weak = Float64Array.from({ length: units }, (_, n) => multiplied(`user-${n}`))
    const verdicts = [...tallied(weak, split(30, 10, 1))].map(([{ propensity }, count]) =>
      mayBe(count, units, propensity),
    )
    expect(verdicts).toContain(false)
  })

  it('each bucket gets its part, and so does each level of the unit sample', () => {
    const counts = counted(buckets, 64)
    expect(counts.filter((count) => !mayBe(count, units, 1 / 64))).toEqual([])
    const below = new Array<number>(12).fill(0)
    for (const sample of samples) {
      for (let level = 0; level < 12 && sample < 2 ** -level; level++) {
        below[level] = (below[level] ?? 0) + 1
      }
    }
    below.forEach((count, level) => {
      expect(mayBe(count, units, 2 ** -level), `level ${level}: ${count}`).toBe(true)
    })
  })

  it('none of the three numbers tells anything about another', () => {
    const place = cellsOf(places)
    const sample = cellsOf(samples)
    for (const [a, b] of [
      [place, buckets],
      [place, sample],
      [buckets, sample],
    ] as const) {
      expect(mayCome(together(a, b), equal(64 * 64))).toBe(true)
    }
    const shifted = place.map((cell) => (cell + 17) % 64)
    expect(mayCome(together(place, shifted), equal(64 * 64))).toBe(false)
  })
})

describe('a rise of a canary', () => {
  it.each([
    1, 3, 8,
  ])('moves nobody back, and nobody between challengers: K = %i, a million units', (k) => {
    const percents = [...steps, 75, 100]
    const shares = percents.map((percent) => canaryShares(challengers(k), percent))
    for (const [nth, after] of shares.slice(1).entries()) {
      const { strayed, joined } = moved(shares[nth] ?? [], after)
      expect(strayed, `from ${percents[nth]} %`).toBe(0)
      const gained = ((percents[nth + 1] ?? 0) - (percents[nth] ?? 0)) / 100
      expect(mayBe(joined, units, gained)).toBe(true)
    }
  })

  it('would move some, were its shares laid end to end', () => {
    expect(moved(split(5, 5), split(20, 20)).strayed).toBeGreaterThan(40_000)
  })

  it('is undone by the fall to where it was', () => {
    const shares = canaryShares(challengers(3), 20)
    expect(moved(shares, [...shares])).toEqual({ strayed: 0, joined: 0 })
  })
})

it.each<readonly [string, (n: number) => string]>([
  ['numbers', (n) => `${n}`],
  ['numbers of one length', (n) => `${n}`.padStart(12, '0')],
  ['UUIDs', (n) => `${n.toString(16).padStart(8, '0')}-8d53-4a3c-9a51-0e4a3f6f6c1b`],
  ['addresses', (n) => `someone.${n}@example.com`],
  ['other scripts', (n) => `駅-${String.fromCodePoint(0x4e00 + (n % 20_000))}-${n}`],
  ['long ones that end alike', (n) => `${n}${'x'.repeat(300)}`],
])('units of any form lie evenly: %s', (_, unitOf) => {
  const all = Array.from({ length: 20_000 }, (_each, n) => numbersOfUnit('u-1/1', unitOf(n)))
  expect(
    mayCome(
      counted(
        all.map(({ place }) => Math.floor(place * 100)),
        100,
      ),
      equal(100),
    ),
  ).toBe(true)
  expect(
    mayCome(
      counted(
        all.map(({ bucket }) => bucket),
        64,
      ),
      equal(64),
    ),
  ).toBe(true)
})

function tallied(all: Float64Array, shares: readonly Share[]): ReadonlyMap<Assigned, number> {
  const assigned = assigning(shares)
  const counts = new Map<Assigned, number>()
  for (const place of all) {
    const owner = assigned(place)
    counts.set(owner, (counts.get(owner) ?? 0) + 1)
  }
  return counts
}

/** How many the champion has lost to challengers, and how many left a challenger for somebody else. */
function moved(before: readonly Share[], after: readonly Share[]) {
  const [was, is] = [assigning(before), assigning(after)]
  let [strayed, joined] = [0, 0]
  for (const place of places) {
    const [old, now] = [was(place).variant, is(place).variant]
    if (old === now) continue
    if (old === champion) joined++
    else strayed++
  }
  return { strayed, joined }
}

/** The first six bits. */
function cellsOf(all: Float64Array): Uint8Array {
  const cells = new Uint8Array(all.length)
  for (let n = 0; n < all.length; n++) cells[n] = (all[n] ?? 0) * 64
  return cells
}

/** How many units have which pair of cells. */
function together(a: Uint8Array, b: Uint8Array): readonly number[] {
  const counts = new Array<number>(64 * 64).fill(0)
  for (let n = 0; n < units; n++) {
    const cell = (a[n] ?? 0) * 64 + (b[n] ?? 0)
    counts[cell] = (counts[cell] ?? 0) + 1
  }
  return counts
}

/** The hash that many languages have for their tables. */
function multiplied(text: string): number {
  let h = 0
  for (let at = 0; at < text.length; at++) h = (Math.imul(h, 31) + text.charCodeAt(at)) | 0
  return (h >>> 0) / 2 ** 32
}
