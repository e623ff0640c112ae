import { isUnknown, type Unknown, unknownBecause } from '../unknown.ts'
import type { Start } from './cases.ts'
import type { Curve } from './curve.ts'
import { enoughFor, growthOf } from './growth.ts'
import type { Comparison } from './plan.ts'
import { type Flow, flowsOf, outcomesBy, type Schedule, stretchesOf, timeOf } from './schedule.ts'
import type { Stretch } from './stretches.ts'
import type { Walk } from './walk.ts'
import { walkOf } from './walk-of.ts'

/** A claim that a decision waits for. */
export type Awaited = Comparison & {
  /** Outcomes count so long after their requests; where they count by slices, half a slice later. */
  readonly delayMs: number
  /** Of a round that runs: then the truth is the present estimate. */
  readonly soFar?: SoFar
}

/** What is known by now. */
type SoFar = {
  /** The outcomes that count, by epoch. */
  readonly stretches: readonly Stretch[]
  /** The standard error of the present estimate; of a ratio, of its logarithm. */
  readonly error: number
  /** Outcomes whose delay isn't over. */
  readonly pending: number
}

/** How the chance that a claim is proven grows with time. */
export type Prospect = {
  readonly looks: Walk['looks']
  readonly chanceBy: (ms: number) => number
  /** After this nothing changes that matters. */
  readonly lastMs: number
}

/** `claims`: how many are waited for together, this one among them. */
export function prospectOf(claim: Awaited, schedule: Schedule, claims: number): Prospect | Unknown {
  const { delayMs, soFar = nothing } = claim
  if (!isSound(claim)) return unknownBecause('OutOfRange')
  const coming = flowsOf(schedule, claim.source.of)
  const flows = [pendingFlow(coming, soFar, delayMs), ...coming]
  const ahead = stretchesOf(flows)
  if (ahead.length === 0) return unknownBecause('NeverReached')
  const walk = walkOf({ ...claim, stretches: [...soFar.stretches, ...ahead] })
  if (isUnknown(walk)) return walk

  const n = soFar.stretches.reduce((sum, { outcomes }) => sum + outcomes, 0)
  const inTime = n + outcomesBy(flows, schedule.maximumMs)
  const { curve, last } = curveFor(walk, { n, error: soFar.error }, { claims, inTime })
  return {
    looks: walk.looks,
    chanceBy: (ms) => curve.chanceBy(n + outcomesBy(flows, ms)),
    lastMs: Math.min(longestMs, timeOf(flows, last - n)),
  }
}

const nothing: SoFar = { stretches: [], error: 0, pending: 0 }

/** Longer than anybody waits. */
const longestMs = 1e18

/** While the delay lasts, only what is pending comes. */
const pendingFlow = ([next]: readonly Flow[], { pending }: SoFar, delayMs: number): Flow => ({
  chance: next?.chance ?? 0,
  perMs: delayMs > 0 ? pending / delayMs : 0,
  durationMs: delayMs,
})

/** As far as it takes until the claim is as good as proven, or else as far as it matters. */
function curveFor(
  walk: Walk,
  start: Start,
  { claims, inTime }: { readonly claims: number; readonly inTime: number },
): { readonly curve: Curve; readonly last: number } {
  const enough =
    enoughFor(walk, 1 - 0.001 / claims, start) ?? enoughFor(walk, 1 - 0.1 / claims, start)
  if (enough !== undefined) return { curve: growthOf(walk, enough, start), last: enough }
  const last = Math.max(inTime, enoughFor(walk, 0.5, start) ?? 0)
  return { curve: growthOf(walk, last, start, 1e4), last }
}

const isSound = ({ delayMs, soFar = nothing }: Awaited) =>
  [delayMs, soFar.error, soFar.pending].every((x) => x >= 0 && x < Number.POSITIVE_INFINITY)
