import { isJsonObject, type Json } from '../api/json.ts'
import { kindOf } from './kinds.ts'

/** A value as Go prints it in front of a message: texts quoted, lists and objects as JSON. */
export function shown(value: Json): string {
  if (typeof value === 'string') return quoted(value)
  if (kindOf(value) === 'number') return goFloat(Number(value))
  return typeof value === 'object' ? goJson(value) : String(value)
}

/** Go's `%q`: what nobody can print is escaped, and so is any blank but a space. */
export function quoted(text: string): string {
  const inner = text.replace(/["\\]|(?! )[\p{C}\p{Z}]/gu, (letter) => {
    const code = letter.codePointAt(0) ?? 0
    return short[letter] ?? `\\${code < 0x80 ? hex('x', 2, code) : wide(code)}`
  })
  return `"${inner}"`
}

const short: { readonly [letter: string]: string } = {
  '"': '\\"',
  '\\': '\\\\',
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}

const hex = (prefix: string, digits: number, code: number) =>
  prefix + code.toString(16).padStart(digits, '0')
const wide = (code: number) => (code < 0x10000 ? hex('u', 4, code) : hex('U', 8, code))

/** Go's `%v` of a float64, with an exponent below 1e-4 and from 1e6 on. */
export function goFloat(value: number): string {
  const [digits = '', exponent = ''] = value.toExponential().split('e')
  const power = Number(exponent)
  if (power >= -4 && power < 6) return String(value)
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

/** Go's `json.Marshal`: keys in order, and what means something in HTML escaped. */
export function goJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`
  if (isJsonObject(value)) {
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, v]) => `${goJson(key)}:${goJson(v)}`).join(',')}}`
  }
  if (typeof value === 'bigint') return String(value)
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escaped)
}

const escaped = (letter: string) => `\\${hex('u', 4, letter.charCodeAt(0))}`

export const byteLength = (text: string): number => new TextEncoder().encode(text).length
