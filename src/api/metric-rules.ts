import { isOneOf, kindNames, kindsWhere, neededFields } from './metric-kinds.ts'
import { isRate } from './quantities.ts'
import type { CelRule } from './schema.ts'

/** A field that some kinds need is theirs alone; only `goal` is optional for others. */
const ownFields = neededFields
  .filter((field) => field !== 'goal')
  .map((field): CelRule => {
    const owners = kindsWhere(({ needs }) => needs?.includes(field) ?? false)
    return {
      rule: `has(self.${field}) == (${isOneOf('self.kind', owners)})`,
      message: `give ${field} with kind ${owners.join(' or ')}, and with no other kind`,
      fieldPath: `.${field}`,
    }
  })

/** Kinds of which nobody but the user knows which way is better. */
const openGoal = kindsWhere(({ goal }) => goal === undefined)
const goalRule: CelRule = {
  rule: `has(self.goal) ? ${isOneOf('self.kind', openGoal)} : self.kind != 'Value'`,
  message: `give goal with kind Value, optionally with Query; the other kinds have theirs`,
  fieldPath: '.goal',
}

const roleRules = (['Objective', 'Guardrail', 'Info'] as const).flatMap((role): CelRule[] => {
  const refusing = kindsWhere(({ roles }) => roles !== undefined && !roles.includes(role))
  if (refusing.length === 0) return []
  return [
    {
      rule: `self.role != '${role}' || !(${isOneOf('self.kind', refusing)})`,
      message: `choose another role: ${refusing.join(', ')} cannot be ${role === 'Objective' ? 'the Objective' : role}`,
      fieldPath: '.role',
    },
  ]
})

const bounds = [
  {
    field: 'margin.absolute',
    has: 'has(self.margin) && has(self.margin.absolute)',
    way: 'absolute',
  },
  { field: 'margin.ratio', has: 'has(self.margin) && has(self.margin.ratio)', way: 'ratio' },
  { field: 'limit', has: 'has(self.limit)', way: 'limit' },
] as const

const boundRules = bounds.map(({ field, has, way }): CelRule => {
  const holding = kindsWhere(({ holdsBy = ['absolute', 'limit'] }) => holdsBy.includes(way))
  const others = kindNames.filter((name) => !holding.includes(name))
  const shorter =
    others.length < holding.length
      ? `${others.join(', ')} cannot hold by it`
      : `only ${holding.join(', ')} can hold by it`
  return {
    rule: `!(${has}) || ${isOneOf('self.kind', holding)}`,
    message: `remove ${field}: ${shorter}`,
    fieldPath: `.${field}`,
  }
})

/** Kinds whose values lie between 0 and 1. */
const rates = kindsWhere(({ isRate }) => isRate ?? false)
const rateRules = [
  { field: 'margin.absolute', has: 'has(self.margin) && has(self.margin.absolute)' },
  { field: 'limit', has: 'has(self.limit)' },
  { field: 'minimumEffect', has: 'has(self.minimumEffect)' },
].map(
  ({ field, has }): CelRule => ({
    rule: `!(${has}) || !(${isOneOf('self.kind', rates)}) || ${isRate(`self.${field}`)}`,
    message: `give a share between 0 and 1 for ${field}: 20 percent is "0.2" or "20%"`,
    fieldPath: `.${field}`,
  }),
)

/** Kinds that know at once what they count. */
const immediate = kindsWhere(({ fromOutcome }) => fromOutcome !== true)

/** What one metric must keep to; nearly all of it follows from the table of kinds. */
export const metricRules: readonly CelRule[] = [
  ...ownFields,
  goalRule,
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
  {
    rule: `!has(self.outcomeDelay) || !(${isOneOf('self.kind', immediate)})`,
    message: `remove outcomeDelay: ${immediate.join(', ')} wait for no outcome`,
    fieldPath: '.outcomeDelay',
  },
  ...boundRules,
  ...rateRules,
  {
    rule: "!self.name.startsWith('default-')",
    message: 'choose another name: Contender’s own guardrails are called default-…',
    fieldPath: '.name',
  },
]
