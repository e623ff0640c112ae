import { child, type Problem, root } from '../../../admission/problem.ts'
import { isJsonObject, type Json, type JsonObject } from '../../../api/json.ts'
import { objectAt } from '../defaults/filling.ts'
import {
  all,
  type Check,
  fields,
  forbidden,
  invalid,
  invalidAs,
  isAbsent,
  missing,
  notNegative,
  oneOf,
  unsupportedAs,
  whole,
} from './checks.ts'
import { labelSelector, selects, shownSelector } from './label-selectors.ts'
import { podTemplate } from './pods/pods.ts'
import { countOrShare, isZeroShare, notAboveAll } from './shares.ts'

const spec = child(root, 'spec')
const status = child(root, 'status')

export function validateDeployment(object: JsonObject, old?: JsonObject): readonly Problem[] {
  const own = objectAt(object, 'spec')
  return [
    ...numbers(own, spec),
    ...selectorProblems(own),
    ...strategy(own['strategy'], child(spec, 'strategy')),
    ...deadlineProblems(own),
    ...(old === undefined ? [] : selectorChanged(own, objectAt(old, 'spec'))),
    ...statusProblems(objectAt(object, 'status')),
  ]
}

const numbers = fields({
  replicas: notNegative,
  minReadySeconds: notNegative,
  revisionHistoryLimit: notNegative,
  progressDeadlineSeconds: notNegative,
})

function selectorProblems({ selector, template }: JsonObject): readonly Problem[] {
  const at = child(spec, 'selector')
  const own = labelSelector(selector, at)
  if (own.length > 0)
    return [...own, invalidAs(at, shownSelector(selector), 'invalid label selector')]
  const isEmpty = isJsonObject(selector) && Object.keys(selector).length === 0
  return [
    ...(isAbsent(selector) ? [missing(at)] : []),
    ...(isEmpty ? [invalid(at, {}, 'empty selector is invalid for deployment')] : []),
    ...templateProblems(template, isEmpty ? undefined : selector, isEmpty),
  ]
}

function templateProblems(
  template: Json | undefined,
  selector: Json | undefined,
  selectsAll: boolean,
) {
  const at = child(spec, 'template')
  const { metadata, spec: pods } = isJsonObject(template) ? template : {}
  const labels = isJsonObject(metadata) ? (metadata['labels'] ?? null) : null
  const place = child(child(at, 'metadata'), 'labels')
  const detail = '`selector` does not match template `labels`'
  const { restartPolicy, activeDeadlineSeconds } = isJsonObject(pods) ? pods : {}
  return [
    ...(selectsAll || selects(selector, labels) ? [] : [invalid(place, labels, detail)]),
    ...podTemplate(template, at),
    ...oneOf('Always')(restartPolicy, child(child(at, 'spec'), 'restartPolicy')),
    ...(activeDeadlineSeconds === undefined
      ? []
      : [forbidden(child(child(at, 'spec'), 'activeDeadlineSeconds'), noDeadline)]),
  ]
}

const noDeadline = 'activeDeadlineSeconds in ReplicaSet is not Supported'

const rollingUpdate: Check = all(
  fields({
    maxUnavailable: all(countOrShare, notAboveAll),
    maxSurge: countOrShare,
  }),
  whole(({ maxUnavailable = 0, maxSurge = 0 }, at) =>
    isZeroShare(maxUnavailable) && isZeroShare(maxSurge)
      ? [invalid(child(at, 'maxUnavailable'), maxUnavailable, 'may not be 0 when `maxSurge` is 0')]
      : [],
  ),
)

const strategy: Check = whole((object, at) => {
  const { type = '', rollingUpdate: rolling } = object
  const place = child(at, 'rollingUpdate')
  if (type === 'RollingUpdate') return rollingUpdate(rolling, place)
  if (type === 'Recreate') {
    const detail = "may not be specified when strategy `type` is 'Recreate'"
    return rolling === undefined ? [] : [forbidden(place, detail)]
  }
  const { maxUnavailable = 0, maxSurge = 0 } = Object(rolling)
  const parts = { MaxUnavailable: maxUnavailable, MaxSurge: maxSurge }
  const shown = JSON.stringify({ Type: type, RollingUpdate: rolling === undefined ? null : parts })
  return [unsupportedAs(at, shown, ['Recreate', 'RollingUpdate'])]
})

function deadlineProblems({ progressDeadlineSeconds, minReadySeconds }: JsonObject) {
  const deadline = Number(progressDeadlineSeconds ?? Number.POSITIVE_INFINITY)
  return deadline > Number(minReadySeconds ?? 0)
    ? []
    : [
        invalid(
          child(spec, 'progressDeadlineSeconds'),
          deadline,
          'must be greater than minReadySeconds',
        ),
      ]
}

function selectorChanged({ selector }: JsonObject, { selector: old }: JsonObject) {
  const [now, before] = [shownSelector(selector), shownSelector(old)]
  return now === before ? [] : [invalidAs(child(spec, 'selector'), now, 'field is immutable')]
}

const counts = [
  ...['observedGeneration', 'replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas'],
  ...['unavailableReplicas', 'terminatingReplicas', 'collisionCount'],
]

/** Never more of some than of all. */
const bounds: readonly (readonly [string, string, string])[] = [
  ...['updatedReplicas', 'readyReplicas', 'availableReplicas'].map(
    (some) => [some, 'replicas', 'cannot be greater than status.replicas'] as const,
  ),
  ['availableReplicas', 'readyReplicas', 'cannot be greater than readyReplicas'],
]

function statusProblems(object: JsonObject): readonly Problem[] {
  const count = (name: string) => Number(object[name] ?? 0)
  return [
    ...fields(Object.fromEntries(counts.map((name) => [name, notNegative])))(object, status),
    ...bounds.flatMap(([some, of, detail]) =>
      count(some) > count(of) ? [invalid(child(status, some), count(some), detail)] : [],
    ),
  ]
}
