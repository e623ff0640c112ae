import { fieldsOfKinds, isOneOf, kindNames, kindsWhere, roles } from './metric-kinds.ts'
import { isAboveZero, isNumber, isShare } from './quantities.ts'
import type { CelRule } from './schema.ts'

/** «only A can» or «B cannot», whichever is shorter. */
function whoCan(able: readonly string[], can: string, cannot: string): string {
  const others = kindNames.filter((name) => !able.includes(name))
  return others.length < able.length
    ? `${others.join(', ')} ${cannot}`
    : `only ${able.join(', ')} ${can}`
}

const neededRule = (field: string, needing: readonly string[]): CelRule => ({
  rule: `has(self.${field}) || !(${isOneOf('self.kind', needing)})`,
  message: `give ${field}, which ${needing.join(', ')} cannot do without`,
  fieldPath: `.${field}`,
})

const fieldRules = fieldsOfKinds.flatMap(({ field, needing, having }): CelRule[] => [
  ...(needing.length > 0 ? [neededRule(field, needing)] : []),
  {
    rule: `!has(self.${field}) || ${isOneOf('self.kind', having)}`,
    message: `remove ${field}: ${whoCan(having, 'can have it', 'cannot have it')}`,
    fieldPath: `.${field}`,
  },
])

const roleRules = roles.flatMap((role): CelRule[] => {
  const refusing = kindsWhere((kind) => !kind.roles.includes(role))
  if (refusing.length === 0) return []
  return [
    {
      rule: `self.role != '${role}' || !(${isOneOf('self.kind', refusing)})`,
      message: `choose another role: ${refusing.join(', ')} cannot be ${role === 'Objective' ? 'the Objective' : role}`,
      fieldPath: '.role',
    },
  ]
})

/** The fields that hold a value in the metric's own unit, or a factor on it. */
const absolute = { field: 'margin.absolute', has: 'has(self.margin) && has(self.margin.absolute)' }
const ratio = { field: 'margin.ratio', has: 'has(self.margin) && has(self.margin.ratio)' }
const limit = { field: 'limit', has: 'has(self.limit)' }
const effect = { field: 'minimumEffect', has: 'has(self.minimumEffect)' }

type Value = typeof limit

const when = ({ field, has }: Value, kinds: readonly string[], rule: (of: string) => string) =>
  `!(${has}) || !(${isOneOf('self.kind', kinds)}) || ${rule(`self.${field}`)}`

const boundRules = [
  { value: absolute, way: 'absolute', instead: '' },
  { value: ratio, way: 'ratio', instead: '' },
  {
    value: limit,
    way: 'limit',
    instead: '; «p95 below 500ms» is LatencyAbove with latencyThreshold: 500ms and limit: "0.05"',
  },
].map(({ value, way, instead }): CelRule => {
  const able = kindsWhere(({ holdsBy }) => holdsBy.some((by) => by === way))
  return {
    rule: `!(${value.has}) || ${isOneOf('self.kind', able)}`,
    message: `remove ${value.field}: ${whoCan(able, 'can use it', 'cannot use it')}${instead}`,
    fieldPath: `.${value.field}`,
  }
})

const shares = kindsWhere(({ range }) => range === 'Share')
const positives = kindsWhere(({ range }) => range === 'Positive')
const others = kindNames.filter((name) => !shares.includes(name))

const rangeRules: readonly CelRule[] = [
  ...[absolute, limit, effect].flatMap((value): CelRule[] => [
    {
      rule: when(value, shares, isShare),
      message: `give a share between 0 and 1 for ${value.field}: 20 percent is "0.2" or "20%"`,
      fieldPath: `.${value.field}`,
    },
    {
      rule: when(value, others, (text) => `!${text}.endsWith('%')`),
      message: `give ${value.field} in the metric’s own unit, without a percent sign: it is no share`,
      fieldPath: `.${value.field}`,
    },
  ]),
  {
    rule: when(limit, positives, isAboveZero),
    message: `give a limit above zero: ${positives.join(', ')} are never below`,
    fieldPath: '.limit',
  },
]

/**
 * Where what is counted has ends, a rule about a value between them. Only where all are numbers: else that is told, and
 * this would be an error.
 */
const within =
  (hasEnds: string) =>
  ({ field, has }: Value, rule: string, message: string): CelRule => ({
    rule: `!(${hasEnds}) || !(${has}) || !${isNumber(`self.${field}`)} || ${rule}`,
    message,
    fieldPath: `.${field}`,
  })

const withinClip = within(
  `self.kind == 'Value' && has(self.clip) && self.clip.size() == 2 && self.clip.all(end, ${isNumber('end')})`,
)
const width = 'double(self.clip[1]) - double(self.clip[0])'

const clipRules: readonly CelRule[] = [
  withinClip(
    limit,
    'double(self.clip[0]) < double(self.limit) && double(self.limit) < double(self.clip[1])',
    'give a limit within clip: no value beyond it is ever counted',
  ),
  ...[absolute, effect].map((value) =>
    withinClip(
      value,
      `double(self.${value.field}) < ${width}`,
      `give a ${value.field} below the width of clip: no two means can differ by more`,
    ),
  ),
]

/** Those that lie between zero and the largest error. R2 has no unit. */
const errors = kindsWhere(
  ({ takes, range }) => takes.includes('largestError') && range === 'Positive',
)
const withinErrors = within(
  `${isOneOf('self.kind', errors)} && has(self.largestError) && ${isNumber('self.largestError')}`,
)

const errorRules = [
  { value: limit, why: 'no error beyond it is ever counted' },
  { value: absolute, why: 'no two models can differ by more' },
  { value: effect, why: 'no two models can differ by more' },
].map(({ value, why }) =>
  withinErrors(
    value,
    `double(self.${value.field}) < double(self.largestError)`,
    `give a ${value.field} below largestError: ${why}`,
  ),
)

/** What one metric must keep to; nearly all of it follows from the table of kinds. */
export const metricRules: readonly CelRule[] = [
  ...fieldRules,
  ...roleRules,
  {
    rule: "self.role != 'Guardrail' || has(self.margin) || has(self.limit)",
    message: 'give a guardrail a margin (against the champion), a limit (absolute), or both',
  },
  {
    rule: "self.role == 'Guardrail' || !(has(self.margin) || has(self.limit))",
    message: 'remove margin and limit, or make it a Guardrail: only guardrails hold by them',
  },
  {
    rule: "self.role == 'Objective' || !has(self.minimumEffect)",
    message: 'remove minimumEffect: only the Objective has one',
    fieldPath: '.minimumEffect',
  },
  ...boundRules,
  ...rangeRules,
  ...clipRules,
  ...errorRules,
  {
    rule: "!self.name.startsWith('default-')",
    message: 'choose another name: Contender’s own guardrails are called default-…',
    fieldPath: '.name',
  },
]
