import type { Asked } from '../../../../src/stats/decision/asked.ts'
import { inferenceOf } from '../../../../src/stats/decision/inference-of.ts'
import { type Latch, remembered } from '../../../../src/stats/decision/latch.ts'
import type { Bound } from '../../../../src/stats/decision/question.ts'
import type { Observed } from '../../../../src/stats/effects/observed.ts'
import { isOpen } from '../../../../src/stats/sequential/gate.ts'
import type { Inference } from '../../../../src/stats/sequential/inference.ts'
import type { Look } from '../../../../src/stats/simulation/look.ts'
import { isUnknown, type Unknown } from '../../../../src/stats/unknown.ts'
import { type Claim, type Expectation, holds, type Question } from '../cell.ts'
import type { Observe } from './observed.ts'

export type Asking = {
  readonly observe: Observe
  readonly bound: Bound
  readonly boundary: number
  /** Whether the boundary is a difference that matters. */
  readonly isMargin?: boolean
  readonly tunedFor?: number
}

/**
 * What can be claimed of an inference against a boundary. `bounds…` is the same claim by the interval
 * instead of the p value; `unsafe` is an interval that claims what the p value doesn't; `opens` claims
 * nothing, but that all gates are open.
 */
type Side = 'more' | 'less' | 'boundsMore' | 'boundsLess' | 'unsafe' | 'opens'

export type Sided = {
  readonly side: Side
  readonly alpha: number
  readonly expected: readonly Expectation[]
}

export const sided = (side: Side, expected: readonly Expectation[], alpha = 0.05): Sided => ({
  side,
  alpha,
  expected,
})

/** At the boundary neither claim is true. */
export const neither = (alpha = 0.05): readonly Sided[] => [
  sided('more', holds(alpha), alpha),
  sided('less', holds(alpha), alpha),
]

/** The same, by the interval too. */
export const neitherByBounds: readonly Sided[] = [
  ...neither(),
  sided('boundsMore', holds()),
  sided('boundsLess', holds()),
  sided('unsafe', holds(0)),
]

/** Every question tells whether there was any judgement at all. */
const withGates = (sides: readonly Sided[]) => [...sides, sided('opens', [{ kind: 'Opens' }])]

/** By the method that the engine chooses. */
export function asking(name: string, asking: Asking, wanted: readonly Sided[]): Question {
  const sides = withGates(wanted)
  const { observe, bound, boundary, isMargin, tunedFor = 5000 } = asking
  const margin = isMargin ? boundary : undefined
  return {
    claims: claimsOf(name, sides),
    begin: () => {
      let latch: Latch = {}
      return (look) => {
        const asked = askedOf(asking, observe(look))
        latch = remembered(latch, asked.question.observed, { bound, margin, plannedN: tunedFor })
        return claimed(inferenceOf(asked, latch, tunedFor), boundary, sides)
      }
    },
  }
}

/** By a method that is given; the boundary may move with time. */
export const askingOf = (
  name: string,
  inferenceAt: (look: Look) => Inference | Unknown,
  boundary: number | ((look: Look) => number),
  wanted: readonly Sided[],
): Question => {
  const sides = withGates(wanted)
  const boundaryAt = (look: Look) => (typeof boundary === 'number' ? boundary : boundary(look))
  return {
    claims: claimsOf(name, sides),
    begin: () => (look) => claimed(inferenceAt(look), boundaryAt(look), sides),
  }
}

function askedOf({ bound, boundary, isMargin }: Asking, observed: Observed): Asked {
  const role = isMargin ? 'Guardrail' : 'Objective'
  const question = { metric: '', meaning: '', role, goal: 'Decrease', observed } as const
  const alphas = { promotion: 0.05, harm: 0.05 } // Not used: a claim has an alpha of its own.
  return { challenger: 'new', question, bound, boundary, alphas, corrections: [] }
}

const claimsOf = (name: string, sides: readonly Sided[]): readonly Claim[] =>
  sides.map(({ side, alpha, expected }) => ({
    name: `${name}: ${side}${alpha === 0.05 ? '' : ` at ${alpha.toPrecision(2)}`}`,
    expected,
  }))

function claimed(
  inference: Inference | Unknown,
  boundary: number,
  sides: readonly Sided[],
): readonly boolean[] {
  if (isUnknown(inference) || !isOpen(inference.gates)) return sides.map(() => false)
  return sides.map(({ side, alpha }) => says(inference, side, boundary, alpha))
}

function says(inference: Inference, side: Side, boundary: number, alpha: number): boolean {
  const { logPMore, logPLess, low, high } = inference
  const [isMore, isLess] = [logPMore, logPLess].map(
    (logP) => logP(boundary, alpha) <= Math.log(alpha),
  )
  switch (side) {
    case 'opens':
      return true
    case 'more':
      return isMore === true
    case 'less':
      return isLess === true
    case 'boundsMore':
      return low(alpha) > boundary
    case 'boundsLess':
      return high(alpha) < boundary
    case 'unsafe':
      return (low(alpha) > boundary && !isMore) || (high(alpha) < boundary && !isLess)
  }
}
