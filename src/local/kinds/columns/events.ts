import { type JsonObject, valueAt } from '../../../api/json.ts'
import type { Column } from '../kind.ts'
import { since } from './ages.ts'
import { shown, textAt, textOr, wide } from './cells.ts'

/** Of an Event in the form of v1, in which both versions are printed. */
export const eventColumns: readonly Column[] = [
  shown('Last Seen', lastSeen),
  shown('Type', (event) => textAt(event, ['type'])),
  shown('Reason', (event) => textAt(event, ['reason'])),
  shown('Object', (event) => {
    const { kind = '', name = '' } = Object(event['involvedObject'])
    return name === '' ? String(kind).toLowerCase() : `${String(kind).toLowerCase()}/${name}`
  }),
  wide('Subobject', (event) => textAt(event, ['involvedObject', 'fieldPath'])),
  wide('Source', sourceText),
  shown('Message', (event) => textAt(event, ['message']).trim()),
  wide('First Seen', firstSeen),
  wide('Count', (event) =>
    Number(valueAt(event, ['series', 'count']) ?? (Number(event['count'] ?? 0) || 1)),
  ),
  { ...wide('Name', (event) => textAt(event, ['metadata', 'name'])), format: 'name' },
]

function firstSeen(event: JsonObject, nowMs: number): string {
  const first = event['firstTimestamp'] ?? undefined
  return since(first ?? event['eventTime'] ?? undefined, nowMs)
}

function lastSeen(event: JsonObject, nowMs: number): string {
  const observed = valueAt(event, ['series', 'lastObservedTime']) ?? undefined
  const last = event['lastTimestamp'] ?? undefined
  const known = observed ?? last
  return known === undefined ? firstSeen(event, nowMs) : since(known, nowMs)
}

function sourceText(event: JsonObject): string {
  const component = textOr(event, ['source', 'component'], textAt(event, ['reportingComponent']))
  const instance = textOr(event, ['source', 'host'], textAt(event, ['reportingInstance']))
  return instance === '' ? component : `${component}, ${instance}`
}
