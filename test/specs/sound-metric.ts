import type { Json, JsonObject } from '../../src/api/json.ts'
import { metricKinds } from '../../src/api/metric-kinds.ts'
import { type Dice, durationWithin, given } from './dice.ts'

type Kind = keyof typeof metricKinds
type Row = {
  readonly task?: string
  readonly roles?: readonly string[]
  readonly needs?: readonly string[]
  readonly holdsBy?: readonly string[]
  readonly isRate?: true
  readonly fromOutcome?: true
}

const kinds: { readonly [kind: string]: Row } = metricKinds

/** The kinds that a task allows for a role. */
export function kindsFor(task: Json | undefined, role: string): readonly Kind[] {
  return (Object.keys(metricKinds) as Kind[]).filter((name) => {
    const row = kinds[name] ?? {}
    return (row.task ?? task) === task && (row.roles ?? [role]).includes(role)
  })
}

/** A sound metric of a kind in a role; its outcomes come within `delayLevel`. */
export function aSoundMetric(
  dice: Dice,
  name: string,
  kind: Kind,
  role: string,
  delayLevel: number,
): JsonObject {
  const row = kinds[kind] ?? {}
  const needs = Object.fromEntries((row.needs ?? []).map((field) => [field, ownField(dice, field)]))
  return given({
    name,
    kind,
    role,
    ...needs,
    goal: kind === 'Query' ? dice.maybe(() => 'Increase') : (needs['goal'] as Json | undefined),
    outcomeDelay: row.fromOutcome && dice.maybe(() => durationWithin(dice, 0, delayLevel)),
    minimumEffect: role === 'Objective' ? dice.maybe(() => size(dice, row)) : undefined,
    ...(role === 'Guardrail' ? hold(dice, row) : {}),
  })
}

const rateSizes = ['0.01', '5%', '0.5', '99%', '1', '000.2'] as const
const freeSizes = [...rateSizes, '12', '3.5', '250%'] as const

const size = (dice: Dice, { isRate }: Row): string =>
  isRate ? dice.pick(rateSizes) : dice.pick(freeSizes)

function ownField(dice: Dice, field: string): Json {
  const values: { readonly [field: string]: () => Json } = {
    latencyThreshold: () => durationWithin(dice, 1, 3),
    quantile: () => dice.pick(['0.95', '0.999', '50%', '99.9%']),
    field: () => dice.pick(['/pnl', '/a/b~1c', '/ü', '/𝒳/0']),
    goal: () => dice.pick(['Increase', 'Decrease']),
    clip: () =>
      dice.pick([
        ['-50', '50'],
        ['0', '0.001'],
        ['-2', '-1'],
      ]),
    positiveLabel: () => dice.pick(['1', 'yes', '😀'.repeat(128), ' ']),
    prometheus: () => ({
      address: dice.pick(['http://prometheus:9090', 'https://a.example/prom?x=1']),
      query: dice.pick(['up', 'sum(rate(x[5m]))\n/ 2', 'é'.repeat(4096)]),
    }),
  }
  return values[field]?.() ?? null
}

function hold(dice: Dice, row: Row) {
  const { holdsBy = ['absolute', 'limit'] } = row
  const way = dice.pick(holdsBy)
  const limit = row.isRate ? dice.pick(['0', '100%', '0.2']) : dice.pick(['-3', '0.9', '12'])
  const also = way !== 'limit' && holdsBy.includes('limit') ? dice.maybe(() => limit) : undefined
  return way === 'limit'
    ? { limit }
    : {
        margin: { [way]: way === 'ratio' ? dice.pick(['1.1', '2']) : size(dice, row) },
        limit: also,
      }
}
