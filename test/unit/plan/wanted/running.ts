import { variantsOf } from '../../../../src/plan/variants/variants.ts'
import type { Pin, Running, RunningVariant } from '../../../../src/plan/wanted/running.ts'
import { createDice, type Dice } from '../../../specs/dice.ts'
import { aPlan } from '../../routing/plans.ts'
import { anExperiment } from '../experiments.ts'

/** What is to run of a random experiment. */
export function aRunning(random: () => number, edits: Partial<Running> = {}): Running {
  const dice = createDice(random)
  const { name, spec } = anExperiment(random)
  const siblings = dice.maybe(() => '127.0.0.1:31000')
  return {
    experiment: { namespace: 'trading', name },
    settings: { image: 'contender:1', cluster: dice.pick(['Kubernetes', 'Embedded']) },
    spec,
    variants: variantsOf(spec).map((variant) => running(dice, variant)),
    plan: dice.maybe(() => aPlan()),
    keysName: `${name}-keys`,
    ...(siblings !== undefined && { siblings }),
    ...edits,
  }
}

function running(dice: Dice, variant: RunningVariant['variant']): RunningVariant {
  const { replicas = 2, autoscaling } = variant.spec
  const pin = dice.maybe(() => pinOf(dice))
  return { variant, replicas: autoscaling ?? replicas, ...(pin !== undefined && { pin }) }
}

export const pinOf = (dice: Dice): Pin => {
  const digest = dice.pick(['ab', 'cd']).repeat(32)
  return dice.pick([{ sha256: digest }, { seen: digest }])
}

/** Of a wanted object, what a test looks into. */
export type Pod = {
  readonly containers: readonly Container[]
  readonly volumes?: readonly { readonly name: string; readonly [source: string]: unknown }[]
  readonly [field: string]: unknown
}

export type Container = {
  readonly name: string
  readonly image: string
  readonly args?: readonly string[]
  readonly env?: readonly { readonly name: string }[]
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[]
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[]
  readonly [field: string]: unknown
}

type Labels = { readonly [name: string]: string }

export type DeploymentSpec = {
  readonly replicas?: number
  readonly selector: { readonly matchLabels: Labels }
  readonly template: { readonly metadata: { readonly labels: Labels }; readonly spec: Pod }
}
