import { labelValue, qualifiedName } from '../../../../admission/names.ts'
import { type Address, child, type Problem, problem } from '../../../../admission/problem.ts'
import type { JsonObject } from '../../../../api/json.ts'
import { named } from '../../named.ts'
import {
  all,
  type Check,
  each,
  fields,
  forbidden,
  ifThere,
  invalid,
  missing,
  number,
  objectsIn,
  oneOf,
  required,
  text,
  unsupported,
  whole,
} from '../checks.ts'
import { labelSelector } from '../label-selectors.ts'
import { label1123 } from '../names.ts'

const qualified = text(qualifiedName)

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

export const tolerations: Check = each(
  all(
    fields({ key: ifThere(qualified) }),
    whole(tolerationProblems),
    fields({ effect: ifThere(oneOf(...effects)) }),
  ),
)

function tolerationProblems(toleration: JsonObject, at: Address): readonly Problem[] {
  const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration
  const place = child(at, 'operator')
  const isEqual = operator === '' || operator === 'Equal'
  const isForever = tolerationSeconds === undefined || effect === 'NoExecute'
  return [
    ...(key === '' && operator !== 'Exists' ? [invalid(place, operator, mustExist)] : []),
    ...(isForever ? [] : [invalid(child(at, 'effect'), effect, whenTimed)]),
    ...(isEqual ? labelValue(String(value)).map((detail) => invalid(place, value, detail)) : []),
    ...(operator === 'Exists' && value !== '' ? [invalid(place, value, mustBeEmpty)] : []),
    ...(['', 'Equal', 'Exists'].includes(String(operator))
      ? []
      : [unsupported(place, operator, ['Equal', 'Exists'])]),
  ]
}

const mustExist =
  'operator must be Exists when `key` is empty, which means "match all values and all keys"'
const whenTimed = "effect must be 'NoExecute' when `tolerationSeconds` is set"
const mustBeEmpty = "value must be empty when `operator` is 'Exists'"

const one = "must be specified single value when `operator` is 'Lt' or 'Gt'"
const some = "must be specified when `operator` is 'In' or 'NotIn'"
const noneAtAll = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"

type OfCount = {
  readonly isFine: (count: number) => boolean
  readonly refuse: (at: Address) => Problem
}

const inSome: OfCount = { isFine: (count) => count > 0, refuse: (at) => missing(at, some) }
const inNone: OfCount = { isFine: (count) => count === 0, refuse: (at) => forbidden(at, noneAtAll) }
const inOne: OfCount = { isFine: (count) => count === 1, refuse: (at) => missing(at, one) }

/** How many values an operator takes. */
const operators: { readonly [operator: string]: OfCount } = {
  ...{ In: inSome, NotIn: inSome, Exists: inNone, DoesNotExist: inNone, Gt: inOne, Lt: inOne },
}

const nodeRequirement = all(
  whole(({ operator = '', values }, at) => {
    const known = named(operators, String(operator))
    const detail = 'not a valid selector operator'
    if (known === undefined) return [invalid(child(at, 'operator'), operator, detail)]
    const count = Array.isArray(values) ? values.length : 0
    return known.isFine(count) ? [] : [known.refuse(child(at, 'values'))]
  }),
  fields({ key: qualified }),
)

const nodeTerm = fields({ matchExpressions: each(nodeRequirement) })

const weight = number((value) => 1 <= value && value <= 100, 'must be in the range 1-100')

const nodeAffinity = fields({
  requiredDuringSchedulingIgnoredDuringExecution: ifThere(
    fields({
      nodeSelectorTerms: required(each(nodeTerm), 'must have at least one node selector term'),
    }),
  ),
  preferredDuringSchedulingIgnoredDuringExecution: each(
    fields({ weight: (value, at) => weight(value ?? 0, at), preference: nodeTerm }),
  ),
})

const singular = ({ path, field }: Address) => ({ path, field: field.replace(/s$/, '') })

const podTerm = fields({
  labelSelector,
  // Each is called by the singular, and none by its place.
  namespaces: (value, at) =>
    (Array.isArray(value) ? value : []).flatMap((name) => text(label1123)(name, singular(at))),
  topologyKey: (value, at) => [
    ...required(undefined, 'can not be empty')(value, at),
    ...qualified(value, at),
  ],
})

const podAffinity = fields({
  requiredDuringSchedulingIgnoredDuringExecution: each(podTerm),
  preferredDuringSchedulingIgnoredDuringExecution: each(
    fields({ weight: (value, at) => weight(value ?? 0, at), podAffinityTerm: podTerm }),
  ),
})

export const affinity: Check = fields({ nodeAffinity, podAffinity, podAntiAffinity: podAffinity })

const spread = fields({
  maxSkew: (value, at) => number((skew) => skew > 0, 'must be greater than zero')(value ?? 0, at),
  topologyKey: required(undefined, 'can not be empty'),
  whenUnsatisfiable: oneOf('DoNotSchedule', 'ScheduleAnyway'),
  labelSelector,
  nodeAffinityPolicy: ifThere(oneOf('Honor', 'Ignore')),
  nodeTaintsPolicy: ifThere(oneOf('Honor', 'Ignore')),
})

export const topologySpread: Check = all(each(spread), (value, at) =>
  spreadTwice(objectsIn(value), at),
)

/** Two constraints of one sort, said at the first of them. */
function spreadTwice(list: readonly JsonObject[], at: Address): readonly Problem[] {
  const sorts = list.map(({ topologyKey = '', whenUnsatisfiable = '' }) => {
    return `{${topologyKey}, ${whenUnsatisfiable}}`
  })
  return sorts.flatMap((value, i) => {
    const place = { path: at.path, field: `${at.field}[${i}].{topologyKey, whenUnsatisfiable}` }
    return sorts.indexOf(value, i + 1) < 0 ? [] : [problem(place, 'FieldValueDuplicate', { value })]
  })
}
