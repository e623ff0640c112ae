import { evidenceOf } from '../../../../src/evidence/merged.ts'
import type { Ledger as Pages, Tally } from '../../../../src/evidence/tally.ts'
import type { Told } from '../../../../src/evidence/told.ts'
import type { Ledger } from './ledger.ts'

const dayMs = 86_400_000

/** What a router has counted of live traffic. */
export type Counted = {
  readonly requests: number
  readonly failed: number
  /** By variant that was assigned: how many outcomes, of how many the label was right, and how many came too late. */
  readonly scored: Readonly<Record<string, readonly [n: number, right: number, late: number]>>
}

export function countedIn({ tallies: [tally] }: Told): Counted {
  if (tally === undefined) throw new Error('there is no tally')
  const [atOnce, later] = [rowsOf(tally, 0), rowsOf(tally, dayMs)]
  const scored: Record<string, [number, number, number]> = {}
  for (const { variant, late, sums } of later.rows) {
    const { n, events } = sumsAt(later.metrics.indexOf('accuracy'), sums)
    const [before, right, tooLate] = scored[variant] ?? [0, 0, 0]
    scored[variant] = [before + n, right + events, tooLate + late]
  }
  const errors = atOnce.metrics.indexOf('errors')
  return {
    requests: atOnce.rows.reduce((sum, { requests }) => sum + requests, 0),
    failed: atOnce.rows.reduce((sum, { sums }) => sum + sumsAt(errors, sums).events, 0),
    scored: Object.fromEntries(Object.entries(scored).filter(([, all]) => all.some(Boolean))),
  }
}

type Sums = Pages['pages'][number]['rows'][number]['sums']

const sumsAt = (place: number, sums: Sums) => {
  const { n = 0, events = 0 } = (sums[place] ?? {}) as { n?: number; events?: number }
  return { n, events }
}

function rowsOf({ books }: Tally, delay: number) {
  const [book] = books.filter(({ delayMs }) => delayMs === delay)
  const ledgers = book?.ledgers.filter(({ source }) => source === 'Live') ?? []
  return {
    metrics: book?.metrics.map(({ name }) => name) ?? [],
    rows: ledgers.flatMap(({ pages }) => pages.flatMap(({ rows }) => rows)),
  }
}

/** What must have been scored: all that is settled, each once. */
export function scoredBy(ledger: Ledger): Counted['scored'] {
  const scored: Record<string, [number, number, number]> = {}
  for (const { state, assigned, isRight, isLate } of ledger.all()) {
    if (state !== 'Settled') continue
    const [n, right, late] = scored[assigned] ?? [0, 0, 0]
    scored[assigned] = isLate ? [n, right, late + 1] : [n + 1, right + (isRight ? 1 : 0), late]
  }
  return scored
}

/** What is wrong with what a router tells, whatever it has counted: whoever judges it must be able to read it. */
export function unreadableIn({ tallies }: Told): readonly string[] {
  try {
    evidenceOf(tallies, 1)
    return tallies
      .filter(({ books }) => !areNumbers(books))
      .map(({ instance }) => nameless(instance))
  } catch (cause) {
    return [`evidence that can't be read: ${cause}`]
  }
}

const nameless = (instance: string) => `${instance} has counted what is no number`

/** JSON has no other way to say that a sum is none. */
function areNumbers(books: Tally['books']): boolean {
  const rows = books.flatMap(({ ledgers }) =>
    ledgers.flatMap(({ pages }) => pages.flatMap((page) => page.rows)),
  )
  return rows.every(
    ({ requests, late, sums }) =>
      [requests, late].every(Number.isSafeInteger) &&
      !/[:,[]null/.test(JSON.stringify(sums.filter(Boolean))),
  )
}
