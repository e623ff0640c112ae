import type { ExperimentSpec } from '../../../../src/api/experiment.ts'

/** What a request is to a model: how hard, and when in the round, in hours. */
export type Asked = { readonly difficulty: number; readonly hour: number }

/** How a model does, whoever asks it. */
export type Model = {
  readonly right: (asked: Asked) => number
  /** How often it fails, and the champion stands in. */
  readonly fails?: (asked: Asked) => number
  /** Median of its latency. */
  readonly ms?: number
}

export type Scenario = {
  readonly spec: ExperimentSpec
  /** By the name of the variant. */
  readonly models: { readonly [name: string]: Model }
  readonly requestsPerLook: number
  readonly lookMs: number
  readonly mostLooks: number
  /** How long a truth takes, by whether the answer was right. */
  readonly delayMs: (isRight: boolean, random: () => number) => number
  /** So many units come back again and again, each with its own difficulty. */
  readonly units?: number
  /** Whom a request counts for that the champion has answered in a challenger's place; `Assigned`, if not said. */
  readonly scoredFor?: 'Assigned' | 'Answering'
  readonly seed: number
}

/** What a model made of one request. */
export type Made = {
  readonly failed: boolean
  readonly isRight: boolean
  readonly latencyMs: number
}

export function madeBy(model: Model | undefined, asked: Asked, random: () => number): Made {
  if (model === undefined) throw new Error('a variant without a model')
  const { right, fails = () => 0, ms = 20 } = model
  const failed = random() < fails(asked)
  const spread = Math.exp(0.8 * (random() + random() + random() - 1.5))
  return {
    failed,
    isRight: random() < right(asked),
    latencyMs: failed ? Number.POSITIVE_INFINITY : ms * spread,
  }
}
