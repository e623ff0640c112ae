import { type Address, child, type Problem, root } from '../../../admission/problem.ts'
import { isJsonObject, type JsonObject } from '../../../api/json.ts'
import { objectAt } from '../defaults/filling.ts'
import {
  all,
  type Check,
  each,
  fields,
  forbidden,
  invalid,
  missing,
  number,
  objectsIn,
  oneOf,
  required,
  whole,
} from './checks.ts'

const spec = child(root, 'spec')

const metricTypes = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource']

const metric: Check = whole((object, at) => {
  const { type = '' } = object
  const known = metricTypes.includes(String(type))
  const field = `${String(type).slice(0, 1).toLowerCase()}${String(type).slice(1)}`
  const detail = 'must populate information for the given metric source'
  if (!known) return oneOf(...metricTypes)(type, child(at, 'type'))
  return isJsonObject(object[field])
    ? metricTarget(objectAt(object, field), child(at, field))
    : [missing(child(at, field), detail)]
})

function metricTarget(source: JsonObject, at: Address): readonly Problem[] {
  const { averageUtilization, averageValue, value, type = '' } = objectAt(source, 'target')
  const place = child(at, 'target')
  return [
    ...(type === '' ? [missing(child(place, 'type'), 'must specify a metric target type')] : []),
    ...(['Utilization', 'Value', 'AverageValue'].includes(String(type))
      ? []
      : [
          invalid(child(place, 'type'), type, 'must be either Utilization, Value, or AverageValue'),
        ]),
    ...number((value) => value > 0, 'must be greater than 0')(
      averageUtilization,
      child(place, 'averageUtilization'),
    ),
    ...(averageUtilization === undefined && averageValue === undefined && value === undefined
      ? [missing(child(place, 'averageUtilization'), oneTarget)]
      : []),
  ]
}

/** Only what is as old as Kubernetes is in no group, and there is one such kind to scale. */
function groupless({ apiVersion = '', kind }: JsonObject, at: Address): readonly Problem[] {
  const isInGroup = String(apiVersion).includes('/')
  return isInGroup || kind === 'ReplicationController'
    ? []
    : [invalid(child(at, 'apiVersion'), apiVersion, 'apiVersion must specify API group')]
}

const oneTarget = 'must set either a target raw value or a target utilization'

/** How fast one way, in each of so many seconds. */
const way = fields({
  type: oneOf('Percent', 'Pods'),
  value: number((value) => value > 0, 'must be greater than zero'),
  periodSeconds: all(
    number((value) => value > 0, 'must be greater than zero'),
    number((value) => value <= 1800, 'must be less than or equal to 1800'),
  ),
})

const ways: Check = fields({
  stabilizationWindowSeconds: all(
    number((value) => value >= 0, 'must be greater than or equal to zero'),
    number((value) => value <= 3600, 'must be less than or equal to 3600'),
  ),
  selectPolicy: oneOf('Disabled', 'Max', 'Min'),
  policies: required(each(way), 'must specify at least one Policy'),
})

const ofScaler = fields({
  minReplicas: number((value) => value >= 1, 'must be greater than or equal to 1'),
  scaleTargetRef: all(fields({ kind: required(), name: required() }), whole(groupless)),
  metrics: each(metric),
  behavior: fields({ scaleUp: ways, scaleDown: ways }),
})

export function validateScaler(object: JsonObject): readonly Problem[] {
  const own = objectAt(object, 'spec')
  const [most, least] = [Number(own['maxReplicas'] ?? 0), Number(own['minReplicas'] ?? 1)]
  const at = child(spec, 'maxReplicas')
  return [
    ...(most < 1 ? [missing(at, 'must be set and greater than 0')] : []),
    ...(most < least ? [invalid(at, most, 'must be greater than or equal to `minReplicas`')] : []),
    ...ofScaler(own, spec),
    ...(own['minReplicas'] === 0 ? downToNothing(own) : []),
  ]
}

/** Where nothing runs, only what lies outside can tell that something is wanted. */
function downToNothing({ metrics }: JsonObject): readonly Problem[] {
  const hasOutside = objectsIn(metrics).some(({ type }) => type === 'Object' || type === 'External')
  const detail =
    'must specify at least one Object or External metric to support scaling to zero replicas'
  return hasOutside ? [] : [forbidden(child(spec, 'metrics'), detail)]
}
