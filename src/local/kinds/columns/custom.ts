import { type Json, type JsonObject, type JsonPath, valueAt } from '../../../api/json.ts'
import type { Column } from '../kind.ts'
import { since } from './ages.ts'
import { nameColumn } from './cells.ts'

/** A column as a CRD declares it. */
export type PrinterColumn = {
  readonly name: string
  readonly type: 'string' | 'integer' | 'date'
  /** Of plain fields, as ours are: `.status.summary.stage`. */
  readonly jsonPath: string
}

export const customColumns = (printed: readonly PrinterColumn[]): readonly Column[] => [
  nameColumn,
  ...printed.map(columnOf),
]

function columnOf({ name, type, jsonPath }: PrinterColumn): Column {
  const path = stepsOf(jsonPath)
  const description = `Custom resource definition column (in JSONPath format): ${jsonPath}`
  return {
    ...{ name, type, description, priority: 0 },
    cell: (object, nowMs) => cellOf(valueAt(object, path), type, nowMs),
  }
}

function stepsOf(jsonPath: string): JsonPath {
  if (!/^(\.[A-Za-z]\w*)+$/.test(jsonPath)) throw new Error(`no path of plain fields: ${jsonPath}`)
  return jsonPath.slice(1).split('.')
}

/** A value that is not there, or not of its column's type, leaves the cell empty. */
function cellOf(value: Json | undefined, type: PrinterColumn['type'], nowMs: number) {
  if (value === undefined || value === null) return null
  if (type === 'date') return since(value, nowMs)
  if (type === 'integer') return typeof value === 'number' ? Math.trunc(value) : null
  return textOf(value)
}

const textOf = (value: Json): string =>
  typeof value === 'object' ? JSON.stringify(value as JsonObject) : String(value)
