import type { UnitRow, UnitSample } from '../../stats/sums/unit-sample.ts'
import { type Columns, columnsOf, valuesIn } from './columns.ts'

/** A sample of units, as it is written. */
export type WrittenUnits = {
  readonly level: number
  readonly count: number
  readonly rows: Columns
}

/** Each row in one form, whether or not it has all fields. */
type Uniform = Omit<UnitRow, 'firstEvent' | 'conflict'> & {
  readonly events: readonly (readonly [metric: string, slice: number])[]
  readonly conflict: 0 | 1
}

export function writtenUnits({ level, rows }: UnitSample): WrittenUnits {
  const uniform = rows.map(({ firstEvent, conflict, ...row }): Uniform => {
    const events = Object.entries(firstEvent)
    return { ...row, events, conflict: conflict === true ? 1 : 0 }
  })
  return { level, count: rows.length, rows: columnsOf(uniform) }
}

export function unitsIn({ level, count, rows }: WrittenUnits): UnitSample {
  const all = valuesIn<Uniform>(rows, count).map(
    ({ events, conflict, ...row }): UnitRow => ({
      ...row,
      firstEvent: Object.fromEntries(events),
      ...(conflict === 1 && { conflict: true }),
    }),
  )
  return { level, rows: all }
}
