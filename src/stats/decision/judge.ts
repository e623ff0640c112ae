import { doubtsOf, noQualityLatch, type QualityLatch } from '../quality/doubts.ts'
import type { SampleRatio } from '../quality/sample-ratio-watch.ts'
import { expectedMs } from './expected-time.ts'
import { judged } from './judged.ts'
import type { Latches } from './latch.ts'
import type { Look } from './look.ts'
import type { Row } from './row.ts'
import { verdictOf } from './rules.ts'
import type { Verdict } from './verdict.ts'

/** All that is remembered between looks. Plain JSON. */
export type Memory = { readonly rows: Latches; readonly quality: QualityLatch }

/** Before the first look. */
export const noMemory: Memory = { rows: {}, quality: noQualityLatch }

/** All that a look yields: for the operator, for `status`, and for the next look. */
export type Judgement = {
  readonly verdict: Verdict
  /** Every bound of every metric of every challenger. */
  readonly rows: readonly Row[]
  readonly sampleRatio: SampleRatio
  /** When a promotion is to be expected, counted as `elapsedMs` is; at the latest the maximum. */
  readonly expectedMs: number
  readonly memory: Memory
}

/**
 * One look. P(promoting any challenger that is not better) ≤ alpha, P(promoting one that is beyond any margin)
 * ≤ alpha, P(rolling any back that is within all bounds) ≤ harmAlpha: over all looks of a round and all its
 * challengers, however often one looks and whenever one stops. A pure function of the look and of what
 * earlier looks left: the same bytes give the same verdict.
 *
 * Requires that each look knows all that earlier ones knew: evidence grows.
 */
export function judge(look: Look, past: Memory): Judgement {
  const { rows, latches } = judged(look, past.rows)
  const { doubts, sampleRatio, latch } = doubtsOf(look.quality, past.quality)
  const inquiry = { ...look, rows, doubts }
  return {
    verdict: verdictOf(inquiry),
    rows,
    sampleRatio,
    expectedMs: expectedMs(inquiry),
    memory: { rows: latches, quality: latch },
  }
}
