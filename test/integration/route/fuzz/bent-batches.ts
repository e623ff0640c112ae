import { gzipSync } from 'node:zlib'
import type { Case } from '../../fuzz/case.ts'
import { whole } from '../../fuzz/case.ts'
import { coding } from '../../fuzz/coding.ts'
import { between, pick, type Random } from '../../fuzz/dice.ts'
import { bentBytes, bentTree, type Words } from '../../fuzz/json.ts'
import type { Answer } from '../../fuzz/reading.ts'
import { isCounted, outcomesIn, type Told } from './answers.ts'
import { batchOf, giveBack, outcomesRequest, partOf } from './batches.ts'
import { type Item, itemBy, spentItemBy } from './items.ts'
import type { Ledger } from './ledger.ts'

/** A case, and what is to be done once it is over. */
export type Ending = { readonly made: Case; readonly end: () => void }

type Make = (random: Random, ledger: Ledger) => Ending

const words: Words = {
  keys: [
    ...[
      'receipt',
      'truth',
      'values',
      'arrivedAtMs',
      'outcomes',
      '__proto__',
      'constructor',
      'then',
    ],
    ...['toString', 'length', '', 'result', '\ud800', 'a'.repeat(500)],
  ],
  texts: ['yes', 'no', '', 'Scored', '__proto__', 'NaN'],
}

const several = (random: Random, make: () => Item) =>
  Array.from({ length: between(random, 1, 12) }, make)

/** Of these nothing can count, whatever became of them. */
function spent(random: Random, ledger: Ledger) {
  const make = () => spentItemBy(random, ledger)
  return batchOf(random, several(random, make), make())
}

const countsNothing = (answer: Answer) =>
  outcomesIn(answer)?.some(isCounted) ? 'it was counted, and is spent or bent' : undefined

const harmless = (what: string, body: Buffer, packing?: string): Ending => ({
  made: { ...whole(what, outcomesRequest(body, packing)), wrongWith: countsNothing },
  end: () => {},
})

/** Sound ones, of which as many are counted as come through. */
function cut(
  random: Random,
  ledger: Ledger,
  { what, bodyOf, packing }: { what: string; bodyOf: (body: Buffer) => Buffer; packing?: string },
): Ending {
  const make = () => itemBy(random, ledger)
  const { items, body } = batchOf(random, several(random, make), spentItemBy(random, ledger))
  const made = whole(what, outcomesRequest(bodyOf(body), packing))
  return {
    made: { ...made, wrongWith: (answer) => falselyCounted(outcomesIn(answer) ?? [], items) },
    end: () => giveBack(items, ledger, false),
  }
}

/** What comes through comes in its order. */
function falselyCounted(told: readonly Told[], items: readonly Item[]): string | undefined {
  const isSound = ({ entry, codes }: Partial<Item> = {}) =>
    entry !== undefined && codes?.includes('Scored') !== false
  const nth = told.findIndex((one, nth) => isCounted(one) && !isSound(items[nth]))
  return nth < 0 ? undefined : `it was counted, and is bent: ${items[nth]?.text}`
}

const makes: { readonly [what: string]: Make } = {
  tree(random, ledger) {
    const items = several(random, () => spentItemBy(random, ledger))
    const json = items.map(({ text }) => JSON.parse(text))
    const { what, bent } = bentTree(random, random() < 0.5 ? json : json[0], words)
    return harmless(`outcomes ${what}`, Buffer.from(bent))
  },
  bytes(random, ledger) {
    const { what, bent } = bentBytes(random, spent(random, ledger).body)
    return harmless(`outcomes with ${what}`, bent)
  },
  coding(random, ledger) {
    const request = outcomesRequest(spent(random, ledger).body)
    return { made: coding(random, { request, wrongWith: countsNothing }), end: () => {} }
  },
  cut: (random, ledger) =>
    cut(random, ledger, { what: 'outcomes cut', bodyOf: (body) => partOf(random, body) }),
  'packed and cut': (random, ledger) =>
    cut(random, ledger, {
      ...{ what: 'packed outcomes cut', packing: 'gzip' },
      bodyOf: (body) => partOf(random, gzipSync(body)),
    }),
  'with more behind': (random, ledger) =>
    cut(random, ledger, {
      what: 'outcomes with more behind them',
      bodyOf: (body) => Buffer.concat([body, Buffer.from(pick(random, tails))]),
    }),
  large(random, ledger) {
    const what = pick(random, Object.keys(large))
    return harmless(what, Buffer.from(large[what]?.(spentItemBy(random, ledger).text) ?? ''))
  },
}

const tails = ['\n{', '\n[', ']', '}', ',', '\0', '\n\n{"receipt":"x"}', '\n"', '\n'.repeat(5_000)]

/** Long, deep, or many: what is kept of them must not grow with them. */
const large: { readonly [what: string]: (text: string) => string } = {
  'an array in an array in an array': () => '['.repeat(200_000),
  'objects without an end': () => '{"a":'.repeat(100_000),
  'a text without an end': () => `[{"receipt":"${'A'.repeat(500_000)}`,
  'blank lines': () => '\n'.repeat(200_000),
  'blanks in an array': () => `[${' '.repeat(500_000)}]`,
  'commas in an array': () => `[${','.repeat(5_000)}]`,
  'one a thousand times': (text) => `${text}\n`.repeat(1_000),
  'one a thousand times in an array': (text) => `[${Array.from({ length: 1_000 }, () => text)}]`,
}

/** Bodies of outcomes of which nobody knows what is in them any more. */
export function bentBatch(random: Random, ledger: Ledger): Ending {
  return pick(random, Object.values(makes))(random, ledger)
}
