import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'
import { Malformed } from './malformed.ts'
import { momentOf } from './moments.ts'

/**
 * Messages that JSON has in another form: a text, a number, or an object that was JSON all along.
 * Null where they say nothing.
 */
export const notations: { readonly [type: string]: (message: JsonObject) => Json } = {
  Time: (message) => momentOf(message, ''),
  MicroTime: (message) => momentOf(message, 'micros'),
  Quantity: ({ string = '0' }) => string,
  IntOrString: intOrString,
  FieldsV1: ({ Raw = '' }) => ownedFields(Buffer.from(`${Raw}`, 'base64').toString('utf8')),
}

function intOrString({ type = 0, intVal = 0, strVal = '' }: JsonObject): Json {
  if (type === 0) return intVal
  if (type === 1) return strVal
  throw new Malformed(`what is a number or a text is said to be neither, but ${type}`)
}

function ownedFields(text: string): Json {
  if (text === '') return null
  const fields = jsonIn(text)
  if (fields && !isDeeper(fields, deepest)) return fields
  throw new Malformed('the fields that somebody owns are not as JSON has them')
}

function jsonIn(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** No object of any kind is as deep, and whoever walks through the fields must come back. */
const deepest = 100

function isDeeper(value: Json, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return depth === 0 || Object.values(value).some((inner) => isDeeper(inner, depth - 1))
}
