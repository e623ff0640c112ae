import type { Row } from '../../stats/decision/row.ts'
import type { Found } from './facts.ts'
import { closed, isReading, type RowTold, rowTold } from './row.ts'

/** The rows that status has room for, and how many it has not. */
export function rowsTold(
  found: Found,
  leader: string | undefined,
): { readonly rows: readonly RowTold[]; readonly rowsOmitted: number } {
  const all = once(found.looked.judgement.rows)
  const chosen = all.toSorted((a, b) => placeOf(a, leader) - placeOf(b, leader)).slice(0, most)
  return { rows: chosen.map((row) => rowTold(row, found)), rowsOmitted: all.length - chosen.length }
}

const most = 12

/** What is read for all challengers stands here once. */
function once(rows: readonly Row[]): readonly Row[] {
  const first = (row: Row) =>
    rows.find(({ metric, bound }) => metric === row.metric && bound === row.bound)
  return rows.filter((row) => !isReading(row) || first(row) === row)
}

/**
 * Objectives come first, the leader's before all. Then what has shown damage; then what is open, by how many times the
 * evidence so far it still needs, the nearest first; then what is proven safe; in the end what is only shown.
 */
function placeOf(row: Row, leader: string | undefined): number {
  const { role, finding, challenger } = row
  const part = Math.min(1 - step, 1 - 1 / evidenceNeeded(row))
  if (role === 'Objective') return (challenger === leader ? 0 : 1) + part
  if (role === 'Info') return 5 + part
  if (finding === 'Harmful' || finding === 'Damaged') return 2 + part
  return (finding === 'Safe' ? 4 : 3) + part
}

const step = 1e-6

/**
 * How many times the evidence so far this row needs to be decided, either way: of a gate what it lacks, of an interval the
 * square of how far it reaches beyond its boundary, since it shrinks with the root of the evidence. Infinity where nothing
 * is known.
 */
function evidenceNeeded(row: Row): number {
  const { estimate, detectableEffect, unknown, bound, boundary } = row
  if (unknown !== undefined) return Number.POSITIVE_INFINITY
  const lacks = closed(row).map(({ have, need }) => need / have)
  if (lacks.length > 0) return Math.max(1, ...lacks)
  if (estimate === undefined || detectableEffect === undefined) return Number.POSITIVE_INFINITY
  const [has, needs] =
    bound === 'Ratio'
      ? [Math.abs(Math.log(estimate / boundary)), Math.log(detectableEffect)]
      : [Math.abs(estimate - boundary), detectableEffect]
  const times = (needs / has) ** 2
  return Number.isNaN(times) ? Number.POSITIVE_INFINITY : Math.max(1, times)
}
