import type { Json } from '../api/json.ts'
import type { Schema } from '../api/schema.ts'
import { goFloat } from './go-text.ts'
import { kindOf } from './kinds.ts'
import { type Place, type Problem, problem, root } from './problem.ts'

/** A number beyond its bounds. What is no integer where one belongs is told twice, once of no field. */
export function numberProblems(value: Json, schema: Schema, at: Place): readonly Problem[] {
  const kind = kindOf(value)
  if (kind !== 'integer' && kind !== 'number') return []
  const number = value as number | bigint
  return [...rangeProblems(kind, schema, at), ...boundProblems(number, schema, at)]
}

function rangeProblems(kind: string, { type, format }: Schema, at: Place): readonly Problem[] {
  if (type !== 'integer' || kind === 'integer') return []
  const which = format === undefined ? '(default format)' : `with format ${format}`
  const detail = `Checked value must be of type integer ${which} in ${at.field}`
  return [problem(root, 'FieldValueInvalid', { value: '', detail })]
}

function boundProblems(value: number | bigint, { minimum, maximum }: Schema, at: Place) {
  const low = minimum === undefined ? undefined : boundFor(value, minimum)
  const high = maximum === undefined ? undefined : boundFor(value, maximum)
  const found = []
  if (low !== undefined && value < low) found.push(beyond(at, value, 'greater', low))
  if (high !== undefined && value > high) found.push(beyond(at, value, 'less', high))
  return found
}

/** The server cuts the bound of an integer to an integer: 0 is not below 0.5. */
const boundFor = (value: number | bigint, bound: number): number | bigint =>
  kindOf(value) === 'integer' ? BigInt(Math.trunc(bound)) : bound

function beyond(
  at: Place,
  value: number | bigint,
  side: 'greater' | 'less',
  bound: number | bigint,
) {
  const limit = typeof bound === 'bigint' ? String(bound) : goFloat(bound)
  const detail = `${at.field} in body should be ${side} than or equal to ${limit}`
  return problem(at, 'FieldValueInvalid', { value, detail })
}
