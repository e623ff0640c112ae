import { below } from '../../../chance.ts'
import { pick, type Random } from '../../fuzz/dice.ts'
import { challenger, champion } from '../given.ts'
import type { Entry, Ledger } from './ledger.ts'
import { type Bend, bends } from './receipts.ts'
import { truthBy } from './truths.ts'

/** One outcome as it is sent, and what must be answered. */
export type Item = {
  readonly what: string
  readonly text: string
  /** Else it is a line that is no JSON. */
  readonly isJson: boolean
  /** What it may be called; else that depends on what was heard of its entry before. */
  readonly codes?: readonly string[]
  readonly entry?: Entry
  /** Whether the entry is for this sender alone, who gives it back. */
  readonly isLent?: boolean
}

type Make = (random: Random, ledger: Ledger) => Item

const quoted = (text: string) => JSON.stringify(text)

/** In whatever order, with whatever blanks. */
function objectOf(random: Random, fields: readonly (readonly [name: string, json: string])[]) {
  const turned = random() < 0.3 ? fields.toReversed() : fields
  const [blank, after] = [pick(random, ['', '', ' ', '\t']), pick(random, ['', '', ' '])]
  return `{${turned.map(([name, json]) => `${blank}${quoted(name)}${after}:${after}${json}`).join()}${blank}}`
}

/** What comes too late is late once for each part of it, so of that there is one. */
function sound(random: Random, entry: Entry, what: string): Item {
  const { receipt, truth, isLate, state } = entry
  const withValues = isLate || state === 'Settled' ? 0 : 0.3
  const values = random() < withValues ? [['values', truthBy.values(random)] as const] : []
  const fields = [['receipt', quoted(receipt)] as const, ['truth', truth] as const, ...values]
  return { what, text: objectOf(random, fields), isJson: true, entry, isLent: true }
}

const refused = (what: string, text: string, codes: readonly string[], isJson = true): Item => ({
  ...{ what, text, codes, isJson },
})

const bentReceipt: Make = (random, ledger) => {
  const what = pick(random, Object.keys(bends))
  const { bent, codes } = bends[what] as Bend
  const receipt = bent(random, ledger.mint(random))
  const fields = [['receipt', quoted(receipt)] as const, ['truth', '"yes"'] as const]
  return refused(`a receipt ${what}`, objectOf(random, fields), codes)
}

/** Signed as they must be, whatever they say: they are as good as any that was given. */
const strange: { readonly [what: string]: (random: Random, ledger: Ledger) => Entry } = {
  'of the last second': (random, ledger) => ledger.minted(random, { exposedAtMs: Date.now() }),
  'of two days ago': (random, ledger) =>
    ledger.minted(random, { exposedAtMs: Date.now() - 2 * 86_400_000 }, true),
  'of the edges': (random, ledger) =>
    ledger.minted(random, {
      ...{ slice: pick(random, [0, 2 ** 53 - 1]), epoch: pick(random, [1, 2 ** 53 - 1]) },
      ...{ bucket: pick(random, [0, 63]), unitHash: pick(random, [0, 1 - 2 ** -53]) },
      ...{ propensity: pick(random, [0, 1, 5e-324]), planRevision: 2 ** 53 - 1 },
    }),
  'of nobody who is asked': (random, ledger) =>
    ledger.minted(random, { assigned: 'ghost@ffffffff', answering: 'x@00000000', bucket: 0 }),
  'that came otherwise': (random, ledger) =>
    ledger.minted(random, {
      how: pick(random, ['Fallback', 'CircuitOpen', 'Override', 'Shadow'] as const),
      ...{ unitHash: undefined, bucket: pick(random, [0, 63]), answering: champion },
    }),
  'with another label': (random, ledger) =>
    ledger.minted(random, {
      values: {
        label: pick(random, ['', 'no', '1', '0', 'NaN', '__proto__', 'é'.repeat(32), '\u0000']),
        ...{ value: pick(random, [undefined, -1.7e308]), probability: pick(random, [0, -1]) },
        probabilities: [
          ['yes', 2],
          ['', 5e-324],
        ].slice(below(random, 3)) as [string, number][],
      },
    }),
}

/** What is not counted, and may be sent again. */
const unspent: { readonly [what: string]: Make } = {
  'a truth that is none': (random, ledger) =>
    unscored(random, ledger, truthBy.unscorable(random), ['OutcomeUnscorable']),
  'a truth that nobody can keep': (random, ledger) =>
    unscored(random, ledger, truthBy.unkeepable(random), ['OutcomesInvalid']),
  'values that are none': (random, ledger) =>
    unscored(random, ledger, `"yes","values":${truthBy.noValues(random)}`, ['OutcomesInvalid']),
  'no prediction': (random, ledger) =>
    of(random, ledger.mint(random, { values: {} }).text, ['OutcomeUnscorable']),
  'a round to come': (random, ledger) =>
    of(random, ledger.mint(random, { round: pick(random, [2, 2 ** 53 - 1]) }).text, ['PlanBehind']),
  'a round that is over': (random, ledger) =>
    of(random, ledger.mint(random, { round: 0, assigned: challenger }).text, ['RoundOver']),
  'another router': (random, ledger) =>
    of(random, ledger.mint(random, { instance: pick(random, others) }).text, ['IssuerAway']),
}

const others = ['0000000000000000', 'ffffffffffffffff', '00000000deadbeef']

const of = (random: Random, receipt: string, codes: readonly string[]): Item =>
  refused(
    'of a receipt that is sound',
    objectOf(random, [['receipt', quoted(receipt)] as const, ['truth', '"yes"'] as const]),
    codes,
  )

/** It may be sent again, as it should be, and is scored then. */
function unscored(random: Random, ledger: Ledger, truth: string, codes: readonly string[]): Item {
  const entry = ledger.minted(random)
  const text = `{"receipt":"${entry.receipt}","truth":${truth}}`
  return { ...refused('an outcome', text, codes), entry, isLent: true }
}

const invalid = ['OutcomesInvalid']

/** JSON, and no outcome. */
const misspelt: Make = (random, ledger) => {
  const receipt = quoted(ledger.mint(random).text)
  const text = pick(random, [
    ...['null', '1', 'true', '"x"', '[]', '{}', '[[]]', `[{"receipt":${receipt},"truth":"yes"}]`],
    ...['__proto__', 'constructor', 'Receipt', 'receipt ', 'truths', '', 'a'.repeat(300)].map(
      (name) => `{"receipt":${receipt},"truth":"yes",${quoted(name)}:1}`,
    ),
    ...['1', 'null', '[]', '{}', `[${receipt}]`, 'true', '1e999'].map(
      (json) => `{"receipt":${json},"truth":"yes"}`,
    ),
    ...[`{"receipt":${receipt},"receipt":1}`, `{"truth":"yes"}`, `{"__proto__":${receipt}}`],
    `{"receipt":${receipt},"truth":"${'y'.repeat(70_000)}"}`,
  ])
  return refused('no outcome', text, invalid, text.length < 65_536)
}

const noJson: Make = (random, ledger) => {
  const { text: receipt } = ledger.mint(random)
  const text = pick(random, [
    `{"receipt":"${receipt}","truth":${truthBy.none(random)}}`,
    ...[
      // Whatever comes behind it makes no outcome of it.
      `{"receipt":"x${receipt}","truth":"yes"`,
      '{',
      '}',
      ']',
      ',',
      'x',
      '\u0000',
      '{}{}',
      '{"a":1,}',
    ],
    ...[
      `{"receipt":"x${receipt}","truth":"yes"} {}`,
      `{"receipt":'${receipt}'}`,
      '/**/{}',
      '\ufffd',
    ],
  ])
  return refused('no JSON', text, invalid, false)
}

/** The last of two fields of one name counts. */
const twice: Make = (random, ledger) => {
  const item = sound(random, ledger.lend(random), 'with two receipts')
  return { ...item, text: item.text.replace('{', '{"receipt":"x","truth":"no",') }
}

const fresh: Make = (random, ledger) => sound(random, ledger.lend(random), 'a sound one')

const resigned: Make = (random, ledger) => {
  const what = pick(random, Object.keys(strange))
  const entry = strange[what]?.(random, ledger) ?? ledger.lend(random)
  return sound(random, entry, `a receipt ${what}`)
}

/** Before the truth, which is scored all the same. Whether it is itself depends on the plan of the moment. */
const numberFirst: Make = (random, ledger) => {
  const entry = ledger.minted(random)
  const text = `{"receipt":"${entry.receipt}","values":${truthBy.numbers(random)}}`
  const codes = ['Scored', 'Duplicate', 'OutcomeUnscorable']
  return { ...refused('a number alone', text, codes), entry, isLent: true }
}

const other: Make = (random, ledger) => {
  const what = pick(random, Object.keys(unspent))
  return { ...(unspent[what] as Make)(random, ledger), what }
}

const makes: readonly Make[] = [
  ...[fresh, fresh, fresh, resigned, bentReceipt, bentReceipt, other, misspelt, noJson, twice],
  numberFirst,
]

export const itemBy = (random: Random, ledger: Ledger): Item => pick(random, makes)(random, ledger)

/** One that counts nothing, whatever is made of it: its receipt is spent, or none; it has no values that could become a number. */
export function spentItemBy(random: Random, ledger: Ledger): Item {
  const spent = random() < 0.6 ? ledger.spent(random) : undefined
  if (spent === undefined) return bentReceipt(random, ledger)
  return { ...sound(random, spent, 'a spent one'), codes: ['Duplicate'], isLent: false }
}
