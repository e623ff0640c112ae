import type { Json } from '../api/json.ts'
import type { Schema } from '../api/schema.ts'
import { isDateTime } from './dates.ts'
import { quoted } from './go-text.ts'
import { type Place, type Problem, problem } from './problem.ts'
import { re2 } from './re2.ts'

/** The first of length and pattern that a text breaks, and its format. Lengths are code points. */
export function textProblems(value: Json, schema: Schema, at: Place): readonly Problem[] {
  if (typeof value !== 'string') return []
  const first = lengthProblem(value, schema, at) ?? patternProblem(value, schema, at)
  const format = formatProblem(value, schema, at)
  return [first, format].filter((found) => found !== undefined)
}

const invalid = (at: Place, value: string, sentence: string) =>
  problem(at, 'FieldValueInvalid', { value, detail: `${at.field} in body should ${sentence}` })

function lengthProblem(text: string, { minLength, maxLength }: Schema, at: Place) {
  const length = [...text].length
  if (maxLength !== undefined && length > maxLength) return tooLong(at, maxLength)
  return minLength !== undefined && length < minLength
    ? invalid(at, text, `be at least ${minLength} chars long`)
    : undefined
}

/** The server counts letters and says bytes. */
export function tooLong(at: Place, bound: number): Problem {
  const detail = `may not be more than ${bound} byte${bound === 1 ? '' : 's'}`
  return problem(at, 'FieldValueTooLong', { detail })
}

const patternProblem = (text: string, { pattern }: Schema, at: Place) =>
  pattern === undefined || re2(pattern).test(text)
    ? undefined
    : invalid(at, text, `match '${pattern}'`)

function formatProblem(value: string, { format }: Schema, at: Place) {
  if (format !== 'date-time' || isDateTime(value)) return undefined
  const detail = `${at.field} in body must be of type date-time: ${quoted(value)}`
  return problem(at, 'FieldValueTypeInvalid', { value, detail })
}
