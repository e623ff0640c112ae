import { isJsonObject, type JsonObject, valueAt } from '../../../api/json.ts'
import type { Column } from '../kind.ts'
import { named } from '../named.ts'
import { ageColumn, nameColumn, none, objectsAt, shown, textAt, textOr } from './cells.ts'

export const autoscalerColumns: readonly Column[] = [
  nameColumn,
  shown('Reference', (object) => {
    const { kind = '', name = '' } = Object(valueAt(object, ['spec', 'scaleTargetRef']))
    return `${kind}/${name}`
  }),
  shown('Targets', targetsText),
  shown('MinPods', (object) => textOr(object, ['spec', 'minReplicas'], '<unset>')),
  shown('MaxPods', (object) => Number(valueAt(object, ['spec', 'maxReplicas']) ?? 0)),
  shown('Replicas', (object) => Number(valueAt(object, ['status', 'currentReplicas']) ?? 0)),
  ageColumn,
]

/** What is wanted of each measure, and what it is: unknown, where nobody measures. */
function targetsText(object: JsonObject): string {
  const current = objectsAt(object, ['status', 'currentMetrics'])
  const texts = objectsAt(object, ['spec', 'metrics']).map((metric, i) =>
    targetText(metric, current[i]),
  )
  const more = texts.length - 2
  if (texts.length === 0) return none
  return texts.slice(0, 2).join(', ') + (more > 0 ? ` + ${more} more...` : '')
}

const fields: { readonly [type: string]: string } = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
}

function targetText(metric: JsonObject, current: JsonObject | undefined): string {
  const field = named(fields, textAt(metric, ['type'])) ?? ''
  const target = valueAt(metric, [field, 'target'])
  const isOfResource = field.toLowerCase().endsWith('resource')
  const name = isOfResource ? `${textAt(metric, [field, 'name'])}: ` : ''
  if (!isJsonObject(target)) return '<unknown type>'
  const is = valueAt(current ?? {}, [field, 'current'])
  return name + measureText(target, isJsonObject(is) ? is : {}, !isOfResource && field !== 'pods')
}

/** What it is, and what it should be: a share, an average, or an amount. */
function measureText(target: JsonObject, is: JsonObject, isAverageNamed: boolean): string {
  const { averageUtilization: share, averageValue, value = '' } = target
  const unknown = '<unknown>'
  if (share !== undefined) {
    const { averageUtilization: used } = is
    return `${used === undefined ? unknown : `${used}%`}/${share}%`
  }
  if (averageValue === undefined) return `${is['value'] ?? unknown}/${value}`
  return `${is['averageValue'] ?? unknown}/${averageValue}${isAverageNamed ? ' (avg)' : ''}`
}
