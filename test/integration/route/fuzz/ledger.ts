import { type Receipt, readReceipt } from '../../../../src/routing/receipt.ts'
import { isRefusal } from '../../../../src/routing/receipt-refusal.ts'
import { tagOf } from '../../../../src/routing/receipt-tag.ts'
import { below } from '../../../chance.ts'
import type { Random } from '../../fuzz/dice.ts'
import { experiment, key } from '../given.ts'
import { createMint, type Minted } from './receipts.ts'
import { isRight, truthBy } from './truths.ts'

/** A sound receipt, with the one truth that is ever sent for it. */
export type Entry = {
  readonly receipt: string
  readonly assigned: string
  /** As JSON. */
  readonly truth: string
  readonly isRight: boolean
  /** So old that no metric waits for it any more. */
  readonly isLate: boolean
  /** `Unsure`: it was sent, and nobody has heard what became of it. */
  state: 'Fresh' | 'Unsure' | 'Settled'
}

export type Ledger = ReturnType<typeof createLedger>

/** All receipts that there are, and what must become of each: scored once, for the variant that was assigned. */
export function createLedger(instance: string) {
  const mint = createMint(instance)
  const numbers = new Set<number>()
  const all: Entry[] = []
  /** Those that nobody sends at the moment. */
  const open: Entry[] = []
  const settled: Entry[] = []

  function kept({ text, fields }: Minted, random: Random, isLate = false): Entry {
    const truth = truthBy.label(random)
    const right = isRight(truth, fields.values.label)
    const entry: Entry = {
      ...{ receipt: text, assigned: fields.assigned, truth, isRight: right, isLate },
      state: 'Fresh',
    }
    all.push(entry)
    return entry
  }

  /** One that an answer bore; returns what is wrong with it. */
  function issued(text: string, random: Random): string | undefined {
    const terms = { tag: tagOf(experiment), nowMs: Date.now(), acceptForMs: 3_600_000 }
    const read = readReceipt(text, new Map([[key.id, key]]), terms)
    if (isRefusal(read)) return `a receipt that ${read.detail}`
    const wrong = wrongIn(read)
    if (wrong === undefined) open.push(kept({ text, fields: read }, random))
    return wrong
  }

  function wrongIn({ sequence, instance: by, values }: Receipt): string | undefined {
    if (by !== instance) return `a receipt of ${by}`
    if (values.label !== 'yes') return `a receipt of the label ${values.label}`
    if (numbers.has(sequence)) return `two receipts with the number ${sequence}`
    numbers.add(sequence)
    return undefined
  }

  /** For one who sends it, and gives it back. */
  function lend(random: Random): Entry {
    const nth = below(random, open.length)
    const [taken, last] = [open[nth], open.at(-1)]
    if (taken === undefined || last === undefined) return kept(mint(random), random)
    open[nth] = last
    open.pop()
    return taken
  }

  /** One that is settled: whatever is sent for it counts nothing. */
  const spent = (random: Random): Entry | undefined => settled[below(random, settled.length)]

  /** What was answered to its outcome; returns what is wrong with that. */
  function heard(entry: Entry, result: string): string | undefined {
    const first = entry.isLate ? 'Late' : 'Scored'
    const should = {
      ...{ Fresh: [first], Unsure: [first, 'Duplicate'], Settled: ['Duplicate'] }[entry.state],
    }
    entry.state = 'Settled'
    if (Object.values(should).includes(result)) return undefined
    return `${result} of what is ${Object.values(should).join(' or ')}`
  }

  /** Nobody sends it any more. */
  function back(entry: Entry, wasHeard: boolean): void {
    if (!wasHeard && entry.state === 'Fresh') entry.state = 'Unsure'
    ;(entry.state === 'Settled' ? settled : open).push(entry)
  }

  return {
    ...{ issued, lend, spent, heard, back, mint },
    minted: (random: Random, edits: Partial<Receipt> = {}, isLate = false) =>
      kept(mint(random, edits), random, isLate),
    all: (): readonly Entry[] => all,
    issuedCount: () => numbers.size,
  }
}
