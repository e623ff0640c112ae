import type { JsonObject } from '../../../api/json.ts'
import type { Column } from '../kind.ts'
import { named } from '../named.ts'
import { since } from './ages.ts'
import { ageColumn, nameColumn, none, objectsAt, shown, textAt, textOr, wide } from './cells.ts'
import { summaryOf } from './pod-summary.ts'

export const podColumns: readonly Column[] = [
  nameColumn,
  shown('Ready', (pod) => {
    const { ready, total } = summaryOf(pod)
    return `${ready}/${total}`
  }),
  shown('Status', (pod) => summaryOf(pod).reason),
  shown('Restarts', restartsText),
  ageColumn,
  wide(
    'IP',
    (pod) => textAt(pod, ['status', 'podIPs', 0, 'ip']) || textOr(pod, ['status', 'podIP'], none),
  ),
  wide('Node', (pod) => textOr(pod, ['spec', 'nodeName'], none)),
  wide('Nominated Node', (pod) => textOr(pod, ['status', 'nominatedNodeName'], none)),
  wide('Readiness Gates', gatesText),
]

function restartsText(pod: JsonObject, nowMs: number): string {
  const { restarts, lastRestart } = summaryOf(pod)
  return restarts === 0 || lastRestart === undefined
    ? String(restarts)
    : `${restarts} (${since(lastRestart, nowMs)} ago)`
}

function gatesText(pod: JsonObject): string {
  const gates = objectsAt(pod, ['spec', 'readinessGates'])
  const conditions = objectsAt(pod, ['status', 'conditions'])
  const open = gates.filter(({ conditionType }) =>
    conditions.some(({ type, status }) => type === conditionType && status === 'True'),
  )
  return gates.length === 0 ? none : `${open.length}/${gates.length}`
}

const ends: { readonly [phase: string]: string } = {
  Succeeded: 'The pod has completed successfully.',
  Failed: 'The pod failed.',
}

/** That a Pod is over: `kubectl` once hid such rows. */
export function podRowConditions(pod: JsonObject): readonly JsonObject[] {
  const phase = textAt(pod, ['status', 'phase'])
  const message = named(ends, phase)
  if (message === undefined) return []
  return [{ type: 'Completed', status: 'True', reason: phase, message }]
}
