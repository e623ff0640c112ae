import type { AnswersKind, PairKind } from './counting/pairs.ts'
import type { Kind } from './counting/statistics.ts'
import type { Delay } from './delays.ts'
import type { AnswersModel } from './outcomes/answers.ts'
import type { Model } from './outcomes/model.ts'
import type { PairModel } from './outcomes/pairs.ts'
import type { Layout } from './routing.ts'
import type { Traffic } from './traffic.ts'
import type { Units } from './units.ts'

/**
 * An experiment, as data: all that decides what happens in it but chance. Plain JSON, so that it can be
 * written down, changed in one place, and run again. `README.md` has an example, and what it comes to.
 */
export type Scenario = {
  /** The champion first; wherever figures are given by variant, they are in this order. */
  readonly variants: readonly string[]
  readonly layout: Layout
  /** The shares of the challengers, and when they begin. The first at 0. */
  readonly steps: readonly Step[]
  readonly traffic: Traffic
  readonly units: Units
  /** The length of a slice of exposure time, above 0; longer than the experiment for a single one. */
  readonly sliceMs: number
  readonly metrics: readonly Metric[]
  /** The part of requests that are hard, for every variant. */
  readonly hard?: number
  /**
   * By variant, the chance that a hard request is not answered in time, and that the champion answers in
   * its place; the champion's own is ignored.
   */
  readonly timeouts?: readonly number[]
  readonly shadow?: Shadow
  readonly faults?: Faults
}

type Step = { readonly fromMs: number; readonly shares: readonly number[] }

/** One thing that is measured: how it comes about, as what it is counted, and when it is known. */
export type Metric = {
  readonly model: Model
  /** As what its outcomes are counted, each under a name of its own; `edgeMs` of latencies. */
  readonly counted: readonly {
    readonly name: string
    readonly as: Kind
    readonly edgeMs?: number
  }[]
  /** When outcomes become known; at once, if not given. */
  readonly arrival?: Arrival
  /** By variant, the part of outcomes that never come. */
  readonly missing?: readonly number[]
}

/** When outcomes become known. */
export type Arrival = {
  /** The event's news, and all others', may travel differently. */
  readonly event: Delay
  readonly other: Delay
  /** Outcomes later than this after their prediction are late, and not counted. */
  readonly limitMs: number
}

/** Copies of requests that challengers answer for nobody. */
export type Shadow = {
  /** The part of requests that are copied, to each challenger. */
  readonly part: number
  readonly metrics: readonly (PairMetric | AnswersMetric)[]
  /** By challenger, the part of copies that come to nothing: incomplete pairs. */
  readonly lost?: readonly number[]
}

/** One thing that is measured of both variants at each request. */
export type PairMetric = {
  readonly name: string
  readonly model: PairModel
  readonly as: PairKind
}

/** The same of what two models answer, where each answer is judged by itself. */
export type AnswersMetric = {
  readonly name: string
  readonly model: AnswersModel
  readonly as: AnswersKind
}

/** What goes wrong around the experiment. */
export type Faults = {
  /** By variant, the part of units of which nothing is ever seen: a sample ratio mismatch. */
  readonly lostUnits?: readonly number[]
  readonly bots?: readonly Bot[]
}

/** One unit that sends far more than any other. */
type Bot = { readonly perSecond: number; readonly fromMs: number; readonly toMs: number }
