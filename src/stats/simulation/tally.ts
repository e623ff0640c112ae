import type { Cell, How, TallyKey } from '../strata/tally-key.ts'
import { buckets } from './units.ts'

/** Where an outcome is counted. */
export type Place = {
  readonly epoch: number
  readonly slice: number
  /** Whom chance assigned: 0 is the champion. */
  readonly variant: number
  readonly fellBack: boolean
  readonly bucket: number
}

type Readable<S> = { readonly read: () => S }

/**
 * Counters by place, each begun when it is first needed. A lookup costs some 10 ns, and means that the
 * counter is about to be written to: `cells` reads anew only what was looked up since it last did.
 */
export function tally<S, C extends Readable<S> = Readable<S>>(
  begin: () => C,
  source: TallyKey['source'],
  variants: readonly string[],
) {
  const begun: Row<S, C>[] = []
  const pages = new Map<number, Page<S, C>>()
  let page: Page<S, C> = { epoch: -1, slice: -1, rows: [] }

  function at({ epoch, slice, variant, fellBack, bucket }: Place): C {
    if (page.epoch !== epoch || page.slice !== slice) page = pageOf(epoch, slice)
    const index = (variant * 2 + (fellBack ? 1 : 0)) * buckets + bucket
    const known = page.rows[index]
    if (known !== undefined) {
      known.cell = undefined
      return known.counter
    }
    const how = howOf(source, fellBack)
    const key = { source, epoch, slice, segment: 0, variant: variants[variant] ?? '', how, bucket }
    const row = { key, counter: begin(), cell: undefined }
    page.rows[index] = row
    begun.push(row)
    return row.counter
  }

  function pageOf(epoch: number, slice: number): Page<S, C> {
    const name = slice * mostEpochs + epoch
    const known = pages.get(name)
    if (known !== undefined) return known
    const rows = new Array<Row<S, C> | undefined>(variants.length * 2 * buckets).fill(undefined)
    const opened = { epoch, slice, rows }
    pages.set(name, opened)
    return opened
  }

  /** All that was counted, in the order in which counters were begun. */
  const cells = (): readonly Cell<S>[] => begun.map(cellOf)

  function cellOf(row: Row<S, C>): Cell<S> {
    row.cell ??= { key: row.key, statistic: row.counter.read() }
    return row.cell
  }

  return { at, cells }
}

const mostEpochs = 4096

type Row<S, C> = {
  readonly key: TallyKey
  readonly counter: C
  /** What `counter` reads, while nothing was added. */
  cell: Cell<S> | undefined
}
type Page<S, C> = {
  readonly epoch: number
  readonly slice: number
  readonly rows: (Row<S, C> | undefined)[]
}

function howOf(source: TallyKey['source'], fellBack: boolean): How {
  if (source === 'Shadow') return 'Shadow'
  return fellBack ? 'Fallback' : 'Normal'
}
