import type { Json, JsonObject } from '../../src/api/json.ts'
import { kindRows, type Role } from '../../src/api/metric-kinds.ts'
import {
  createDice,
  type Dice,
  dayLevel,
  durationAt,
  durationWithin,
  given,
  highestLevel,
  weekLevel,
} from './dice.ts'
import { aSoundMetric, kindsFor } from './sound-metric.ts'
import { aSoundVariant, resources } from './sound-variant.ts'

/** A random experiment that keeps every rule of the contract; every property and choice comes up. */
export function aSoundExperiment(random: () => number): JsonObject {
  const dice = createDice(random)
  const task = dice.pick(['Classification', 'Regression', 'Generic'])
  const variants = dice.times(dice.between(1, dice.pick([3, 8])), (i) =>
    aSoundVariant(dice, nameOf(dice, i)),
  )
  const isCompared = variants.length > 1 || dice.pick([true, false])
  const maximum = dice.pick([undefined, dice.between(2, highestLevel)])
  const acceptFor = dice.pick([undefined, dice.between(1, highestLevel)])
  const method = dice.maybe(() => dice.pick(['AlwaysValid', 'FixedHorizon', 'Bayesian']))
  const maximumLevel = maximum ?? weekLevel
  const ways = isCompared ? waysFor(dice, variants, maximumLevel) : {}
  const metrics = metricsFor(dice, {
    task,
    isCompared,
    isBayesian: method === 'Bayesian',
    hasShadow: ways.shadow !== undefined,
    isShadowAlone: ways.shadow !== undefined && !ways.canary && !ways.split,
    judgedLevel: Math.min(maximumLevel - 1, acceptFor ?? weekLevel),
    acceptedLevel: acceptFor ?? weekLevel,
  })
  return {
    apiVersion: 'contender.dev/v1alpha1',
    kind: 'ModelExperiment',
    metadata: metadata(dice),
    spec: given({
      task: task === 'Generic' ? dice.maybe(() => task) : task,
      champion: dice.pick(variants)['name'],
      variants,
      prediction: predictionFor(dice, variants),
      traffic: trafficFor(dice, ways),
      metrics,
      outcomes: acceptFor === undefined ? undefined : { acceptFor: durationAt(dice, acceptFor) },
      ...judgement(dice, { method, maximum, isCompared }),
      router: dice.maybe(() =>
        given({
          replicas: dice.maybe(() => dice.between(1, 100)),
          resources: dice.maybe(() => resources(dice)),
        }),
      ),
      suspend: dice.maybe(() => dice.pick([true, false])),
    }),
  }
}

const nameOf = (dice: Dice, i: number) => dice.pick([`v${i}`, `${i}`, `a-${i}-${'x'.repeat(16)}`])

function metadata(dice: Dice): Json {
  return given({
    name: dice.pick(['signals', 'a', 'b'.repeat(32), 'a1-b2']),
    labels: dice.maybe(() => ({ 'app.kubernetes.io/part-of': 'x', empty: '' })),
    annotations: dice.maybe(() => ({ 'contender.dev/fresh': 'true', 'any.thing': 'ü\n😀' })),
  })
}

type Wanted = {
  readonly task: string
  readonly isCompared: boolean
  readonly isBayesian: boolean
  readonly hasShadow: boolean
  readonly isShadowAlone: boolean
  /** Within which the objective and guardrails must have their outcomes. */
  readonly judgedLevel: number
  readonly acceptedLevel: number
}

function metricsFor(dice: Dice, wanted: Wanted): Json | undefined {
  const named = (i: number) => dice.pick([`m${i}`, `${i}`, `m-${i}-${'x'.repeat(15)}`])
  const possible = (role: Role) =>
    kindsFor(wanted.task, role)
      .filter((kind) => !kindRows[kind].needsShadow || wanted.hasShadow)
      .filter((kind) => !kindRows[kind].sameInShadow || role === 'Info' || !wanted.isShadowAlone)
  const one = (i: number, role: Role) =>
    aSoundMetric(dice, named(i), dice.pick(possible(role)), role, {
      delayLevel: role === 'Info' ? wanted.acceptedLevel : wanted.judgedLevel,
      isEffectNeeded: wanted.isBayesian,
    })
  const otherRoles: readonly Role[] = wanted.isCompared ? ['Guardrail', 'Info'] : ['Info']
  const others = dice.times(dice.below(dice.pick([4, 20])), (i) =>
    one(i + 1, dice.pick(otherRoles)),
  )
  const all = wanted.isCompared ? [one(0, 'Objective'), ...others] : others
  return all.length === 0 ? dice.pick([undefined, []]) : all
}

function predictionFor(dice: Dice, variants: readonly JsonObject[]): Json | undefined {
  const all = { label: '/outputs/0/data/0', probability: '/outputs/1/data', value: '/~0/ü' }
  const isKnown = variants.every((variant) => variant['model'] !== undefined)
  return isKnown ? dice.maybe(() => ({ label: all.label })) : all
}

type Ways = {
  readonly shadow?: JsonObject | undefined
  readonly canary?: Json
  readonly split?: Json
}

/** How challengers get traffic: a shadow or none, and at most one of canary and split. */
function waysFor(dice: Dice, variants: readonly JsonObject[], maximumLevel: number): Ways {
  const shadow = dice.maybe(() => shadowWithin(dice, maximumLevel))
  const way = dice.pick<Ways>([
    {},
    { canary: canary(dice, maximumLevel) },
    { split: split(variants) },
  ])
  return { shadow, ...way }
}

function shadowWithin(dice: Dice, maximumLevel: number): JsonObject {
  const isDefaultTooLong = maximumLevel < 3
  return given({
    percent: dice.maybe(() => dice.between(1, 100)),
    minimumDuration: isDefaultTooLong
      ? durationWithin(dice, 0, maximumLevel)
      : dice.maybe(() => durationWithin(dice, 0, maximumLevel)),
  })
}

function trafficFor(dice: Dice, ways: Ways): Json | undefined {
  const timeout = () => dice.pick(['501ms', '2s', '5m', '299.9s'])
  const traffic = given({
    unit: dice.maybe(() =>
      dice.pick<Json>([{ header: 'x-user-id' }, { cookie: 'uid' }, { pointer: '/a/0' }]),
    ),
    ...ways,
    fallback: dice.maybe(() => given({ timeout: dice.maybe(timeout) })),
    allowOverride: dice.maybe(() => dice.pick([true, false])),
  })
  return Object.keys(traffic).length === 0 ? undefined : traffic
}

function canary(dice: Dice, maximumLevel: number): Json {
  const count = dice.pick([1, 3, 20])
  return {
    steps: dice.times(count, (i) =>
      given({
        percent: i + 1 + (i === count - 1 ? dice.below(60) : 0),
        minimumDuration: dice.maybe(() => durationWithin(dice, 0, maximumLevel)),
      }),
    ),
  }
}

function split(variants: readonly JsonObject[]): Json {
  const named = variants.slice(-8).map(({ name }) => name as Json)
  const percent = Math.floor(99 / named.length)
  return { challengers: named.map((name) => ({ name, percent })) }
}

type Judged = {
  readonly method: string | undefined
  readonly maximum: number | undefined
  readonly isCompared: boolean
}

function judgement(dice: Dice, { method, maximum, isCompared }: Judged) {
  const mode = dice.maybe(() =>
    isCompared ? dice.pick(['Automatic', 'Approval', 'Recommend']) : 'Automatic',
  )
  const highest = maximum ?? weekLevel
  const minimum = () => durationWithin(dice, 0, highest)
  const decision = given({
    method,
    alpha: dice.maybe(() => dice.pick(['0.05', '1%', '0.10', '00.5', '50%'])),
    minimumDuration: highest < dayLevel ? minimum() : dice.maybe(minimum),
    maximumDuration: maximum === undefined ? undefined : durationAt(dice, maximum),
    whenInconclusive: dice.maybe(() =>
      mode === 'Recommend' ? 'KeepChampion' : dice.pick(['KeepChampion', 'AwaitApproval']),
    ),
  })
  const anyDuration = () => durationWithin(dice, 0, highestLevel)
  const promotion = given({
    mode,
    validation: dice.maybe(() =>
      given({
        duration: dice.maybe(anyDuration),
        holdback: dice.maybe(() => dice.between(1, 50)),
      }),
    ),
    rollbackWindow: dice.maybe(anyDuration),
  })
  return { decision, promotion }
}
