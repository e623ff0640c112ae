import { createAssignment } from '../src/routing/assignment.ts'
import { numbersOfUnit } from '../src/routing/hashes.ts'
import { canaryShares, type Share, splitShares } from '../src/routing/shares.ts'
import { between } from './between.ts'
import { code, tableOf } from './fields.ts'

type Strategy =
  | {
      readonly canary: {
        readonly percent: number
        readonly challengers: readonly (string | null)[]
      }
    }
  | { readonly split: readonly { readonly variant: string | null; readonly percent: number }[] }

type Case = Strategy & { readonly about: string; readonly salt: string }

const champion = 'v1@a1b2c3d4'
const salt = '6fa1c7de-2b0c-4b57-9f39-6d1f0a0c5e77/3'
const challengers = [2, 3, 4, 5, 6, 7, 8, 9].map((n) => `v${n}@${`${n}`.repeat(8)}`)
const [v2 = '', v3 = '', v4 = ''] = challengers

const cases: readonly Case[] = [
  { about: 'one challenger', salt, canary: { percent: 5, challengers: [v2] } },
  { about: 'the same, risen', salt, canary: { percent: 50, challengers: [v2] } },
  {
    about: 'the same, another round',
    salt: salt.replace('/3', '/4'),
    canary: { percent: 50, challengers: [v2] },
  },
  { about: 'three challengers', salt, canary: { percent: 20, challengers: [v2, v3, v4] } },
  {
    about: 'three, of which one has gone',
    salt,
    canary: { percent: 50, challengers: [v2, null, v4] },
  },
  { about: 'eight challengers', salt, canary: { percent: 50, challengers } },
  { about: 'eight, and nothing left', salt, canary: { percent: 100, challengers } },
  {
    about: 'a split',
    salt,
    split: [
      { variant: v2, percent: 30 },
      { variant: v3, percent: 7 },
    ],
  },
  {
    about: 'a split that has lost its first',
    salt,
    split: [
      { variant: null, percent: 30 },
      { variant: v3, percent: 7 },
      { variant: v4, percent: 33 },
    ],
  },
  { about: 'nobody challenges', salt, split: [] },
  { about: 'a salt of one letter', salt: 'é', canary: { percent: 50, challengers: [v2] } },
  { about: 'no salt', salt: '', canary: { percent: 50, challengers: [v2] } },
]

const units: readonly string[] = [
  ...Array.from({ length: 12 }, (_, n) => `user-${n}`),
  ...['7', '007', 'someone@example.com', 'USER-1', ' user-1', 'user-1 ', 'true'],
  ...['Zürich', 'Zu\u0308rich', 'Ελλάδα', '駅🚉', 'مرحبا', '\u{10ffff}', '\ufeffa', '\u2028'],
  ...['', ' ', '\n', '\0', '"\\', 'x'.repeat(120)],
]

/** Where the shares of a case begin and end, the place before each, and both ends of [0, 1). */
function placesOf(shares: readonly Share[]): readonly number[] {
  const edges = shares.flatMap(({ from, to }) => [from - 2 ** -53, from, to - 2 ** -53, to])
  const within = [0, 1 - 2 ** -53, ...edges].filter((place) => place >= 0 && place < 1)
  return [...new Set(within)].sort((a, b) => a - b)
}

function vectorsOf({ about, salt: salted, ...strategy }: Case) {
  const shares = sharesOf(strategy)
  const assigned = createAssignment({ champion, segments: [{ segment: 0, shares }] })
  return {
    about,
    salt: salted,
    champion,
    ...strategy,
    shares,
    units: units.map((unit) => {
      const numbers = numbersOfUnit(salted, unit)
      return { unit, ...numbers, variant: assigned(numbers.place).variant }
    }),
    places: placesOf(shares).map((place) => ({ place, variant: assigned(place).variant })),
  }
}

function sharesOf(strategy: Strategy): readonly Share[] {
  if ('canary' in strategy) {
    const { challengers: all, percent } = strategy.canary
    return canaryShares(
      all.map((variant) => variant ?? undefined),
      percent,
    )
  }
  return splitShares(
    strategy.split.map(({ variant, percent }) => ({ variant: variant ?? undefined, percent })),
  )
}

/** The published vectors, a unit a line. */
export function assignmentVectors(): string {
  return `${laidOut({ cases: cases.map(vectorsOf) }, 4)}\n`
}

function laidOut(value: unknown, depth: number, indent = ''): string {
  if (depth === 0 || typeof value !== 'object' || value === null) return readable(value)
  const inner = `${indent}  `
  const within = (each: unknown) => laidOut(each, depth - 1, inner)
  const [open, close, lines] = Array.isArray(value)
    ? ['[', ']', value.map(within)]
    : [
        '{',
        '}',
        Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}: ${within(each)}`),
      ]
  if (lines.length === 0) return `${open}${close}`
  return `${open}\n${lines.map((line) => `${inner}${line}`).join(',\n')}\n${indent}${close}`
}

/** What can't be seen, or joins what stands before it, as an escape. */
const readable = (value: unknown) =>
  JSON.stringify(value).replace(/[\p{C}\p{M}\p{Zl}\p{Zp}]/gu, (letter) =>
    letter
      .split('')
      .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )

const marks = ['<!-- vectors: made by `npm run generate` -->', '<!-- /vectors -->'] as const

/** The page on assignment, with its table of examples brought up to date. */
export function withVectorTable(page: string): string {
  const [three] = cases.filter(({ about }) => about === 'three challengers').map(vectorsOf)
  const rows = (three?.units ?? [])
    .filter(({ unit }) => /^(user-\d|007|Zürich|駅🚉)$/u.test(unit))
    .map(({ unit, place, bucket, sample, variant }) => [
      code(unit),
      ...[place, bucket, sample].map(String),
      code(variant),
    ])
  return between(marks, page, tableOf(['unit', 'place', 'bucket', 'sample', 'variant'], rows))
}
