import { type JsonObject, valueAt } from '../../../api/json.ts'
import type { Column } from '../kind.ts'
import {
  ageColumn,
  labelsText,
  listAt,
  nameColumn,
  none,
  objectsAt,
  shown,
  textAt,
  textOr,
  wide,
} from './cells.ts'

export const serviceColumns: readonly Column[] = [
  nameColumn,
  shown('Type', (object) => textAt(object, ['spec', 'type'])),
  shown('Cluster-IP', (object) => textOr(object, ['spec', 'clusterIPs', 0], none)),
  shown('External-IP', externalText),
  shown(
    'Port(s)',
    (object) => objectsAt(object, ['spec', 'ports']).map(portText).join(',') || none,
  ),
  ageColumn,
  wide('Selector', (object) => labelsText(valueAt(object, ['spec', 'selector']))),
]

function portText({ port, nodePort, protocol }: JsonObject): string {
  return `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`
}

function externalText(object: JsonObject): string {
  const type = textAt(object, ['spec', 'type'])
  if (type === 'ExternalName') return textAt(object, ['spec', 'externalName'])
  const own = listAt(object, ['spec', 'externalIPs']).map(String)
  if (type !== 'LoadBalancer') return own.join(',') || none
  const given = objectsAt(object, ['status', 'loadBalancer', 'ingress'])
  const reached = given.map(({ ip, hostname }) => String(ip ?? hostname ?? ''))
  return [...new Set([...reached, ...own])].join(',') || '<pending>'
}
