import type { ExperimentStatus } from '../../api/status.ts'
import type { Row } from '../../stats/decision/row.ts'
import { type Gate, isOpen } from '../../stats/sequential/gate.ts'
import { sum } from '../../stats/special/sum.ts'
import { at } from '../../stats/sums/keyed.ts'
import type { Found } from './facts.ts'
import { chanceText, countText, figure, figuresWithin, percentText, whole } from './figures.ts'
import { cut, lengthText } from './texts.ts'

export type RowTold = NonNullable<NonNullable<ExperimentStatus['decision']>['rows']>[number]

/** All that is known of one bound of one metric of one challenger, as `docs/statistics.md` explains it. */
export function rowTold(row: Row, found: Found): RowTold {
  const { metric, bound, estimand, method, unit, independence } = row
  return {
    ...{
      metric,
      ...whose(row),
      bound,
      boundary: figure(row.boundary),
      estimand: cut(estimand, 256),
    },
    ...(method !== undefined && { method }),
    ...{ unit, independence: cut(independence, 256) },
    ...sides(row, found),
    ...figuresOf(row),
    alpha: figure(row.alphas.promotion),
    corrections: row.corrections.map(({ name, alpha }) => ({ name, alpha: figure(alpha) })),
    ...p(row),
    gates: closed(row).map(gateTold),
  }
}

/** What of it fits into a line: whose it is, what was found, and what it lacks. */
export function briefly(told: RowTold): RowTold {
  const { metric, challenger, bound, boundary, estimate, low, high, p: least, gates = [] } = told
  return {
    ...{ metric, ...(challenger !== undefined && { challenger }), bound },
    ...(boundary !== undefined && { boundary }),
    ...(estimate !== undefined && { estimate }),
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
    ...(least !== undefined && { p: least }),
    ...(gates.length > 0 && { gates }),
  }
}

/** What is read for all of them belongs to none. */
export const isReading = ({ unit }: Row): boolean => unit === 'Reading'

const whose = (row: Row) => (isReading(row) ? {} : { challenger: row.challenger })

function sides({ counts, challenger, metric }: Row, found: Found) {
  const counted = found.counts.find((each) => each.challenger === challenger)
  const ripe = counted && at(counted.metrics, metric)
  const champion = side(counts.champion, ripe?.champion)
  const judged = side(counts.challenger, ripe?.challenger)
  const { fallbackShare } = counted ?? {}
  return {
    ...(champion && { champion }),
    ...(judged && { counted: judged }),
    ...(fallbackShare !== undefined && { fallbackShare: percentText(fallbackShare) }),
  }
}

type Counts = { readonly [name: string]: number }

/** Where all that came is ripe, nothing is said of ripeness. */
function side(counts: Counts, ripe: Counts | undefined): RowTold['counted'] {
  const isRipe = ripe?.['mature'] === counts['requests'] && !ripe?.['pending'] && !ripe?.['late']
  const known = Object.entries({ ...counts, ...(!isRipe && ripe) }).map(
    ([name, count]) => [name, whole(count)] as const,
  )
  return known.length === 0 ? undefined : Object.fromEntries(known)
}

/** Ends and estimate with the decimals that tell them apart. */
function figuresOf({ estimate, low, high, detectableEffect }: Row) {
  const text = figuresWithin(widthOf(estimate, low, high))
  return {
    ...(estimate !== undefined && { estimate: text(estimate) }),
    ...(low !== undefined && { low: text(low) }),
    ...(high !== undefined && { high: text(high) }),
    ...(detectableEffect !== undefined && { detectableEffect: text(detectableEffect) }),
  }
}

/** From end to end, as far as there are any. */
function widthOf(estimate: number | undefined, ...ends: readonly (number | undefined)[]) {
  if (estimate === undefined) return undefined
  return sum(ends.map((end) => (end === undefined ? 0 : Math.abs(end - estimate))))
}

const p = ({ logP }: Row) => (logP === undefined ? {} : { p: chanceText(logP) })

/** What is open lacks nothing. */
export const closed = ({ gates }: Pick<Row, 'gates'>): readonly Gate[] =>
  gates.filter((gate) => !isOpen([gate])).slice(0, 8)

const gateTold = ({ name, have, need }: Gate) =>
  name === 'Duration'
    ? { name, have: lengthText(have), need: lengthText(need) }
    : { name, have: countText(Math.floor(have)), need: countText(Math.ceil(need)) }
