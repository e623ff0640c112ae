import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'
import { isEmpty } from '../kinds/decoding/empties.ts'
import { type MessageField, messages } from './messages.ts'
import { notations } from './notations.ts'
import { bytesOf, packedItems, scalarReader } from './scalars.ts'
import { fieldsIn, type WireField } from './wire.ts'

type Value = WireField['value']

/**
 * A message as JSON has it. Go writes what is empty too, where nothing points to it: that is left out, for
 * to Go's JSON it is the same as absent. Fields that the table lacks are of a later version, and dropped.
 */
export function readMessage(type: string, bytes: Uint8Array): JsonObject {
  return Object.fromEntries(
    fieldsOf(type, bytes).flatMap(({ field, value }): Entry[] => {
      const [name] = field
      if (name === '') return isJsonObject(value) ? Object.entries(value) : []
      return isAbsent(field, value) ? [] : [[name, value]]
    }),
  )
}

type Entry = readonly [string, Json]

/** What has a form of its own is never empty: where a number or a text may stand, 0 is not the same as ''. */
function isAbsent([, type, how]: MessageField, value: Json): boolean {
  return value === null || (how !== 'pointer' && notationOf(type) === undefined && isEmpty(value))
}

type Read = { readonly field: MessageField; readonly value: Json }

function fieldsOf(type: string, bytes: Uint8Array): readonly Read[] {
  const table = messages[type] ?? {}
  const found = Map.groupBy(fieldsIn(bytes), ({ number }) => number)
  return [...found].flatMap(([number, same]) => {
    const field = table[number]
    const values = same.map(({ value }) => value)
    return field === undefined ? [] : [{ field, value: jsonOf(field, values) }]
  })
}

function jsonOf([, type, how]: MessageField, sent: readonly Value[]): Json {
  if (how === 'map') return Object.fromEntries(sent.map((entry) => entryOf(type, entry)))
  if (how === 'list') return sent.flatMap((value) => itemsOf(type, value))
  return oneOf(type, sent)
}

const itemsOf = (type: string, sent: Value) => packedItems(type, sent) ?? [oneOf(type, [sent])]

/** Of a value that was sent more than once the last holds; messages are merged, which is to put them together. */
function oneOf(type: string, sent: readonly Value[]): Json {
  const scalar = scalarReader(type)
  if (scalar) return sent.map(scalar).at(-1) ?? null
  const parts = sent.map(bytesOf)
  return objectOf(type, parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts))
}

function objectOf(type: string, bytes: Uint8Array): Json {
  const notation = notationOf(type)
  if (notation === undefined) return readMessage(type, bytes)
  const parts = fieldsOf(type, bytes).map(({ field: [name], value }) => [name, value] as const)
  return notation(Object.fromEntries(parts))
}

const notationOf = (type: string) => (Object.hasOwn(notations, type) ? notations[type] : undefined)

/** Of a map: the key is the first field, always a text, and the value the second. */
function entryOf(type: string, sent: Value): readonly [string, Json] {
  const fields = fieldsIn(bytesOf(sent))
  const keys = fields.filter(({ number }) => number === 1).map(({ value }) => value)
  const values = fields.filter(({ number }) => number === 2).map(({ value }) => value)
  const key = keys.length === 0 ? '' : oneOf('string', keys)
  return [`${key}`, values.length === 0 ? emptyOf(type) : oneOf(type, values)]
}

const emptyOf = (type: string): Json => (scalarReader(type) ? '' : objectOf(type, new Uint8Array()))
