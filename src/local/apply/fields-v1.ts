import { isJsonObject, type Json, type JsonObject } from '../../api/json.ts'
import { type FieldSet, fieldSet, isEmpty } from './field-set.ts'
import { bySteps, readStep, type Step } from './steps.ts'

/** A set as `fieldsV1` has it, in the server's order; `.` says that a place with others below is meant too. */
export const toFieldsV1 = ({ below }: FieldSet): JsonObject =>
  Object.fromEntries(
    [...below]
      .toSorted(([a], [b]) => bySteps(a, b))
      .map(([step, set]) => [
        step,
        { ...(set.isMember && set.below.size > 0 ? self : {}), ...toFieldsV1(set) },
      ]),
  )

const self: JsonObject = { '.': {} }

/** `undefined` where it cannot be read. */
export function fromFieldsV1(fields: Json): FieldSet | undefined {
  const read = readPlace(fields)
  return read && { isMember: false, below: read.below }
}

/** A place below which nothing is known is itself what is meant. */
function readPlace(fields: Json): FieldSet | undefined {
  if (fields !== null && !isJsonObject(fields)) return undefined
  const places = Object.entries(fields ?? {}).filter(([text]) => text !== '.')
  const below = places.flatMap(([text, inner]) => readBelow(text, inner))
  if (below.includes('invalid')) return undefined
  const isMember = Object.hasOwn(fields ?? {}, '.')
  const set = fieldSet(
    isMember,
    below.filter((place) => place !== 'invalid'),
  )
  return isEmpty(set) ? { ...set, isMember: true } : set
}

/** Nothing of a step that nobody knows yet. */
function readBelow(text: string, inner: Json): readonly (readonly [Step, FieldSet] | 'invalid')[] {
  const step = readStep(text)
  if (step === undefined) return []
  const set = step === 'invalid' ? undefined : readPlace(inner)
  return step === 'invalid' || set === undefined ? ['invalid'] : [[step, set]]
}
