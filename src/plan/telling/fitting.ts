import type { ExperimentStatus } from '../../api/status.ts'
import { briefly } from './row.ts'
import { cut } from './texts.ts'

/** What Contender promises of a status, as JSON. */
export const mostBytes = 16 * 2 ** 10

export const sizeOf = (status: ExperimentStatus): number =>
  Buffer.byteLength(JSON.stringify(status))

/** The status, as much of it as there is room for: what a person misses least goes first. */
export function fitted(status: ExperimentStatus): ExperimentStatus {
  let present = status
  for (const trim of trims) {
    for (;;) {
      if (sizeOf(present) <= mostBytes) return present
      const next = trim(present)
      if (next === undefined) break
      present = next
    }
  }
  return present
}

/** One cut; nothing, where there is nothing left to cut. */
type Trim = (status: ExperimentStatus) => ExperimentStatus | undefined

const trims: readonly Trim[] = [
  briefRow,
  shortHistory,
  fewerRows,
  shortMessages,
  youngHistory,
  bare,
]

/** From the last row to the second: the first keeps everything. */
function briefRow(status: ExperimentStatus): ExperimentStatus | undefined {
  const { decision } = status
  const { rows = [] } = decision ?? {}
  const last = rows.findLastIndex(({ estimand }) => estimand !== undefined)
  if (decision === undefined || last < 1) return undefined
  const shorter = rows.map((row, i) => (i === last ? briefly(row) : row))
  return { ...status, decision: { ...decision, rows: shorter } }
}

/** Of the last three rounds the reasons stay. */
function shortHistory(status: ExperimentStatus): ExperimentStatus | undefined {
  const { history = [] } = status
  if (!history.some(({ reason }, i) => i >= 3 && reason !== undefined)) return undefined
  const shorter = history.map((end, i) => {
    const { reason: _, challengers: __, ...rest } = end
    return i < 3 ? end : rest
  })
  return { ...status, history: shorter }
}

function fewerRows(status: ExperimentStatus): ExperimentStatus | undefined {
  const { decision } = status
  const { rows = [], rowsOmitted = 0 } = decision ?? {}
  if (decision === undefined || rows.length <= 1) return undefined
  const fewer = { rows: rows.slice(0, -1), rowsOmitted: rowsOmitted + 1 }
  return { ...status, decision: { ...decision, ...fewer } }
}

function shortMessages(status: ExperimentStatus): ExperimentStatus | undefined {
  const { conditions = [] } = status
  const shorter = conditions.map((each) => ({ ...each, message: cut(each.message, 128) }))
  return conditions.every(({ message }, i) => message === shorter[i]?.message)
    ? undefined
    : { ...status, conditions: shorter }
}

function youngHistory(status: ExperimentStatus): ExperimentStatus | undefined {
  const { history = [] } = status
  return history.length > 3 ? { ...status, history: history.slice(0, 3) } : undefined
}

/** In the end how the metrics were understood, which the spec says, too. */
function bare({ effective, ...status }: ExperimentStatus): ExperimentStatus | undefined {
  if (effective?.metrics === undefined) return undefined
  const { metrics: _, ...rest } = effective
  return { ...status, effective: rest }
}
