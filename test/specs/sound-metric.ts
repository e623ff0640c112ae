import type { Json, JsonObject } from '../../src/api/json.ts'
import { kindNames, kindRows, type MetricKindName, type Role } from '../../src/api/metric-kinds.ts'
import { type Dice, durationAt, durationWithin, given } from './dice.ts'

type MetricKind = (typeof kindRows)[MetricKindName]

/** The kinds that a task allows for a role. */
export function kindsFor(task: string, role: Role): readonly MetricKindName[] {
  return kindNames.filter((name) => {
    const row = kindRows[name]
    return (row.task ?? task) === task && row.roles.includes(role)
  })
}

type Needs = {
  /** Its outcomes come within this level. */
  readonly delayLevel: number
  readonly isEffectNeeded?: boolean
}

/** A sound metric of a kind in a role. */
export function aSoundMetric(
  dice: Dice,
  name: string,
  kind: MetricKindName,
  role: Role,
  { delayLevel, isEffectNeeded = false }: Needs,
): JsonObject {
  const row = kindRows[kind]
  const own = (field: string) => [field, ownField(dice, field, delayLevel)]
  const needs = row.needs.map(own)
  const takes = row.takes.flatMap((field) => dice.maybe(() => [own(field)]) ?? [])
  return given({
    name,
    kind,
    role,
    ...Object.fromEntries([...needs, ...takes]),
    minimumEffect:
      role === 'Objective' && (isEffectNeeded || dice.maybe(() => true))
        ? size(dice, row)
        : undefined,
    ...(role === 'Guardrail' ? hold(dice, row) : {}),
  })
}

/** Sizes that fit the narrowest clip and the smallest largestError below; shares may be percentages. */
const size = (dice: Dice, { range }: MetricKind): string =>
  dice.pick(
    range === 'Share' ? ['0.01', '5%', '0.5', '99.9%', '000.2'] : ['0.0001', '0.5', '00.25'],
  )

function ownField(dice: Dice, field: string, delayLevel: number): Json {
  const values: { readonly [field: string]: () => Json } = {
    latencyThreshold: () => durationAt(dice, 1),
    outcomeDelay: () => durationWithin(dice, 1, delayLevel),
    quantile: () => dice.pick(['0.95', '0.999', '50%', '99.9%']),
    field: () => dice.pick(['/pnl', '/a/b~1c', '/ü', '/𝒳/0']),
    goal: () => dice.pick(['Increase', 'Decrease']),
    clip: () =>
      dice.pick([
        ['-50', '50'],
        ['0', '0.9'],
        ['-2.5', '1'],
      ]),
    largestError: () => dice.pick(['12.5', '0100', '999999999999999999999999']),
    positiveLabel: () => dice.pick(['1', 'yes', '😀'.repeat(16), ' ']),
    prometheus: () => ({
      address: dice.pick(['http://prometheus:9090', 'https://a.example/prom?x=1']),
      query: dice.pick(['up', 'sum(rate(x[5m]))\n/ 2', 'é'.repeat(4096)]),
    }),
  }
  return values[field]?.() ?? null
}

/** 0.4 lies within every clip above, 12 below every largestError. */
const limits = {
  Share: ['0.0001', '99%', '0.2'],
  Positive: ['0.9', '12'],
  Any: ['-3', '0.9', '12'],
  Clipped: ['0.4'],
} as const

function hold(dice: Dice, row: MetricKind) {
  const { holdsBy } = row
  const way = dice.pick(holdsBy)
  const limit = dice.pick(limits[row.needs.includes('clip') ? 'Clipped' : (row.range ?? 'Any')])
  const also = way !== 'limit' && holdsBy.includes('limit') ? dice.maybe(() => limit) : undefined
  return way === 'limit'
    ? { limit }
    : {
        margin: { [way]: way === 'ratio' ? dice.pick(['1.1', '2']) : size(dice, row) },
        limit: also,
      }
}
