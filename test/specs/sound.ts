import type { Json, JsonObject } from '../../src/api/json.ts'
import {
  createDice,
  type Dice,
  dayLevel,
  durationAt,
  durationWithin,
  given,
  highestLevel,
  twoDayLevel,
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
  const maximum = dice.pick([undefined, dice.between(1, highestLevel)])
  const acceptFor = dice.pick([undefined, dice.below(highestLevel + 1)])
  const maximumLevel = maximum ?? weekLevel
  const shadow = dice.maybe(() => shadowWithin(dice, maximumLevel))
  const metrics = metricsFor(dice, {
    task,
    isContest: variants.length > 1,
    hasShadow: shadow !== undefined,
    objectiveLevel: Math.min(maximumLevel - 1, acceptFor ?? weekLevel),
    delayLevel: acceptFor ?? weekLevel,
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
      traffic: trafficFor(dice, variants, shadow, maximumLevel),
      metrics,
      outcomes: acceptFor === undefined ? undefined : { acceptFor: durationAt(dice, acceptFor) },
      ...judgement(dice, maximum),
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

function metricsFor(
  dice: Dice,
  given: {
    readonly task: string
    readonly isContest: boolean
    readonly hasShadow: boolean
    readonly objectiveLevel: number
    readonly delayLevel: number
  },
): Json | undefined {
  const named = (i: number) => dice.pick([`m${i}`, `${i}`, `m-${i}-${'x'.repeat(15)}`])
  const possible = (role: string) =>
    kindsFor(given.task, role).filter((kind) => kind !== 'Agreement' || given.hasShadow)
  const one = (i: number, role: string, level: number) =>
    aSoundMetric(dice, named(i), dice.pick(possible(role)), role, level)
  const others = dice.times(dice.below(dice.pick([4, 20])), (i) =>
    one(i + 1, dice.pick(['Guardrail', 'Info']), given.delayLevel),
  )
  const objective = given.isContest || dice.maybe(() => true)
  const all = objective ? [one(0, 'Objective', given.objectiveLevel), ...others] : others
  return all.length === 0 ? undefined : all
}

function predictionFor(dice: Dice, variants: readonly JsonObject[]): Json | undefined {
  const all = { label: '/outputs/0/data/0', probability: '/outputs/1/data', value: '/~0/ü' }
  const isKnown = variants.every((variant) => variant['model'] !== undefined)
  return isKnown ? dice.maybe(() => ({ label: all.label })) : all
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

function trafficFor(
  dice: Dice,
  variants: readonly JsonObject[],
  shadow: JsonObject | undefined,
  maximumLevel: number,
): Json | undefined {
  const strategy = dice.pick([
    {},
    { canary: canary(dice, maximumLevel) },
    { split: split(variants) },
  ])
  const traffic = given({
    unit: dice.maybe(() =>
      dice.pick<Json>([{ header: 'x-user-id' }, { cookie: 'uid' }, { pointer: '/a/0' }]),
    ),
    shadow,
    ...strategy,
    fallback: dice.maybe(() => given({ timeout: dice.maybe(() => durationWithin(dice, 1, 2)) })),
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
  const named = variants.slice(-7).map(({ name }) => name as Json)
  const percent = Math.floor(99 / named.length)
  return { challengers: named.map((name) => ({ name, percent })) }
}

function judgement(dice: Dice, maximum: number | undefined) {
  const rollback = dice.pick([undefined, dice.below(highestLevel + 1)])
  const mode = dice.maybe(() => dice.pick(['Automatic', 'Approval', 'Recommend']))
  const isLong = (rollback ?? twoDayLevel) >= twoDayLevel
  const minimumHigh = maximum ?? weekLevel
  const decision = given({
    method: dice.maybe(() => dice.pick(['AlwaysValid', 'FixedHorizon', 'Bayesian'])),
    alpha: dice.maybe(() => dice.pick(['0.05', '1%', '0.10', '00.5'])),
    minimumDuration:
      minimumHigh < dayLevel
        ? durationWithin(dice, 0, minimumHigh)
        : dice.maybe(() => durationWithin(dice, 0, minimumHigh)),
    maximumDuration: maximum === undefined ? undefined : durationAt(dice, maximum),
    whenInconclusive: dice.maybe(() =>
      mode === 'Recommend' ? 'KeepChampion' : dice.pick(['KeepChampion', 'AwaitApproval']),
    ),
  })
  const validation = () =>
    given({
      duration: durationWithin(dice, 0, rollback ?? twoDayLevel),
      holdback: dice.maybe(() => dice.between(1, 50)),
    })
  const promotion = given({
    mode,
    validation: isLong ? dice.maybe(validation) : validation(),
    rollbackWindow: rollback === undefined ? undefined : durationAt(dice, rollback),
  })
  return { decision, promotion }
}
