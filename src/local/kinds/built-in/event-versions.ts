import type { JsonObject } from '../../../api/json.ts'
import { withEmpties } from '../decoding/empties.ts'
import type { FieldSchema } from '../field-schema.ts'

/** Fields of an Event by their names in v1 and in events.k8s.io/v1. Others are called the same in both. */
const names = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
  ['reportingComponent', 'reportingController'],
] as const

const toNew = new Map<string, string>(names)
const toOld = new Map<string, string>(names.map(([old, now]) => [now, old]))

type Versions = {
  /** What is stored: an Event of v1. */
  readonly toStored: (event: JsonObject) => JsonObject
  readonly fromStored: (event: JsonObject) => JsonObject
}

/** Both versions of Event are one object with two sets of names. */
export function eventVersions(core: FieldSchema, events: FieldSchema): Versions {
  return {
    toStored: (event) => converted(event, toOld, core, 'v1'),
    fromStored: (event) => converted(event, toNew, events, 'events.k8s.io/v1'),
  }
}

function converted(
  event: JsonObject,
  renamed: ReadonlyMap<string, string>,
  schema: FieldSchema,
  apiVersion: string,
): JsonObject {
  const entries = Object.entries(event).map(
    ([name, value]) => [renamed.get(name) ?? name, value] as const,
  )
  // What one version writes though it is empty, the other may leave out.
  const filled = entries.filter(
    ([name, value]) => schema.properties?.[name]?.whenEmpty !== undefined || !isNothing(value),
  )
  return withEmpties({ ...Object.fromEntries(filled), apiVersion }, schema)
}

const isNothing = (value: unknown) => value === null || value === ''
