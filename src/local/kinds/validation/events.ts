import { isDeepStrictEqual } from 'node:util'
import { qualifiedName } from '../../../admission/names.ts'
import { child, type Problem, root } from '../../../admission/problem.ts'
import { isJsonObject, type Json, type JsonObject } from '../../../api/json.ts'
import { objectAt } from '../defaults/filling.ts'
import { invalid, invalidAs, isAbsent, missing } from './checks.ts'

const at = (name: string) => child(root, name)

/**
 * An Event of v1. Those of old, which have no `eventTime`, may say what they like; newer ones must say who
 * did what.
 */
export function validateEvent(event: JsonObject): readonly Problem[] {
  const isOld = isAbsent(event['eventTime'])
  return [...namespaceProblems(event), ...(isOld ? [] : saidProblems(event, 'reportingComponent'))]
}

/** An Event of events.k8s.io, in the form of v1, by whose names the server calls most fields. */
export function validateNewEvent(event: JsonObject, old?: JsonObject): readonly Problem[] {
  const said = namespaceProblems(event)
  const isOld = isAbsent(event['eventTime'])
  const saying = isOld ? [] : saidProblems(event, 'reportingController')
  if (old !== undefined) {
    return [...said, ...saying, ...seriesProblems(event), ...changes(event, old)]
  }
  return [
    ...said,
    ...(isOld ? [missing(at('eventTime'))] : []),
    ...saidProblems(event, 'reportingController'),
    ...typeProblems(event),
    ...unwanted(event),
    ...seriesProblems(event),
  ]
}

function namespaceProblems(event: JsonObject): readonly Problem[] {
  const { namespace = 'default' } = objectAt(event, 'metadata')
  const { namespace: of } = objectAt(event, 'involvedObject')
  const isOld = isAbsent(event['eventTime'])
  const homes = isOld ? ['default'] : ['default', 'kube-system']
  const isOurs = of === undefined ? homes.includes(String(namespace)) : !isOld || of === namespace
  const place = child(at('involvedObject'), 'namespace')
  return isOurs ? [] : [invalid(place, of ?? '', 'does not match event.namespace')]
}

const lengths = { action: 128, reason: 128, reportingInstance: 128, message: 1024 }

function saidProblems(event: JsonObject, controller: string): readonly Problem[] {
  const by = String(event['reportingComponent'] ?? '')
  const needed = ['reportingInstance', 'action', 'reason']
  return [
    ...(by === '' ? [missing(at(controller))] : []),
    ...qualifiedName(by).map((detail) => invalid(at(controller), by, detail)),
    ...needed.flatMap((name) => (event[name] ? [] : [missing(at(name))])),
    ...Object.entries(lengths).flatMap(([name, most]) =>
      String(event[name] ?? '').length > most
        ? [invalid(at(name), '', `can have at most ${most} characters`)]
        : [],
    ),
  ]
}

function typeProblems({ type = '' }: JsonObject): readonly Problem[] {
  const isKnown = type === 'Normal' || type === 'Warning'
  return isKnown ? [] : [invalid(at('type'), '', `has invalid value: ${type}`)]
}

/** What the older version had, and the newer one keeps only to be converted. */
function unwanted(event: JsonObject): readonly Problem[] {
  const isSet = (value: Json | undefined) =>
    isJsonObject(value) ? Object.keys(value).length > 0 : !isAbsent(value) && value !== 0
  const fields = ['firstTimestamp', 'lastTimestamp', 'count', 'source']
  return fields.flatMap((name) =>
    isSet(event[name]) ? [invalid(at(name), '', 'needs to be unset')] : [],
  )
}

function seriesProblems({ series }: JsonObject): readonly Problem[] {
  if (!isJsonObject(series)) return []
  const count = Number(series['count'] ?? 0)
  return [
    ...(count < 2 ? [invalid(child(at('series'), 'count'), '', 'should be at least 2')] : []),
    ...(isAbsent(series['lastObservedTime'])
      ? [missing(child(at('series'), 'lastObservedTime'))]
      : []),
  ]
}

/** Only how often it was seen may change. `reason` is looked at twice. */
const kept = [
  ...['involvedObject', 'reason', 'action', 'message', 'type', 'eventTime', 'reportingComponent'],
  ...['reportingInstance', 'reason', 'related', 'firstTimestamp', 'lastTimestamp', 'count'],
  'source',
]

function changes(event: JsonObject, old: JsonObject): readonly Problem[] {
  return kept.flatMap((name) => {
    const value = event[name] ?? null
    if (isDeepStrictEqual(value, old[name] ?? null)) return []
    const place = at(name === 'reportingComponent' ? 'reportingController' : name)
    const detail = 'field is immutable'
    if (!isJsonObject(value)) return [invalid(place, value, detail)]
    const shown = name === 'source' ? shownSource(value) : shownReference(value)
    return [invalidAs(place, shown, detail)]
  })
}

const shownSource = ({ component = '', host = '' }: JsonObject) =>
  JSON.stringify({ Component: component, Host: host })

function shownReference(reference: JsonObject): string {
  const { kind = '', namespace = '', name = '', uid = '', apiVersion = '' } = reference
  const { resourceVersion = '', fieldPath = '' } = reference
  return JSON.stringify({
    ...{ Kind: kind, Namespace: namespace, Name: name, UID: uid, APIVersion: apiVersion },
    ...{ ResourceVersion: resourceVersion, FieldPath: fieldPath },
  })
}
