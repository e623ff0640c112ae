import { identityOf, type Metric } from '../metrics/metric.ts'
import type { Book, Source } from '../tally.ts'
import type { Naming } from './naming.ts'
import { createLedger, newLedger, type OpenLedger } from './open-ledger.ts'
import type { OpenPage, Room } from './open-page.ts'
import type { Times } from './settling.ts'

/** A book that is written to. */
export type OpenBook = {
  readonly delayMs: number
  readonly metrics: readonly Metric[]
  readonly page: (source: Source, epoch: number, slice: number) => OpenPage
  /** Which place a metric has in its rows; it gets one if it has none. */
  readonly placeOf: (metric: Metric) => number
  readonly settle: (times: Omit<Times, 'delayMs'>) => void
  readonly read: () => Book
}

/** Nothing yet, or going on from where it was read. */
export function createBook(start: Book, naming: Naming, room: Room): OpenBook {
  const { delayMs } = start
  const metrics = [...start.metrics]
  const binding = { metrics, naming, room }
  const ledgers = new Map(
    start.ledgers.map((ledger) => [nameOf(ledger), createLedger(ledger, binding)]),
  )
  const recent: { [S in Source]?: { readonly epoch: number; readonly ledger: OpenLedger } } = {}

  function ledgerOf(source: Source, epoch: number): OpenLedger {
    const last = recent[source]
    if (last?.epoch === epoch) return last.ledger
    const name = nameOf({ source, epoch })
    const ledger = ledgers.get(name) ?? createLedger(newLedger(source, epoch), binding)
    ledgers.set(name, ledger)
    recent[source] = { epoch, ledger }
    return ledger
  }

  return {
    delayMs,
    metrics,
    page: (source, epoch, slice) => ledgerOf(source, epoch).page(slice),
    placeOf: (metric) => {
      const known = metrics.findIndex((each) => identityOf(each) === identityOf(metric))
      return known < 0 ? metrics.push(metric) - 1 : known
    },
    settle: (times) => {
      for (const ledger of ledgers.values()) ledger.settle({ ...times, delayMs })
    },
    read: () => ({
      delayMs,
      metrics: [...metrics],
      ledgers: [...ledgers.values()].map(({ read }) => read()).sort(inOrder),
    }),
  }
}

const nameOf = ({ source, epoch }: { readonly source: Source; readonly epoch: number }) =>
  `${source} ${epoch}`

type Numbered = Pick<Book['ledgers'][number], 'source' | 'epoch'>

function inOrder(a: Numbered, b: Numbered): number {
  if (a.source !== b.source) return a.source < b.source ? -1 : 1
  return a.epoch - b.epoch
}
