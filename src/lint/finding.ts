import type { ExperimentSpec } from '../api/experiment.ts'
import type { JsonPath } from '../api/json.ts'

/** One line of lint: a problem is refused by an API server, a warning is legal but unwise. */
export type Finding = {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly level: 'problem' | 'warning'
  /** `spec.variants[0].name`; empty where the text or the whole object is at fault. */
  readonly path: string
  readonly message: string
  readonly hint?: string
}

/** A finding that doesn't know its file and line yet. */
export type Remark = Omit<Finding, 'file' | 'line' | 'column'> & { readonly at: JsonPath }

/** An experiment without a problem, as the API server would store it: defaults are filled in. */
export type Sound = { readonly name: string; readonly spec: ExperimentSpec }

/** `file:line:column: path: problem; hint`. */
export function lineOf({ file, line, column, level, path, message, hint }: Finding): string {
  const where = [`${file}:${line}:${column}`, ...(path === '' ? [] : [path])].join(': ')
  const what = level === 'warning' ? `warning: ${message}` : message
  return `${where}: ${what}${hint === undefined ? '' : `; ${hint}`}`
}
