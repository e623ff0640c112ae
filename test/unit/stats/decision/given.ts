import type { Look } from '../../../../src/stats/decision/look.ts'
import type { Question, Trial } from '../../../../src/stats/decision/question.ts'
import type { Row } from '../../../../src/stats/decision/row.ts'
import type { Quality } from '../../../../src/stats/quality/quality.ts'
import { rates } from '../effects/given.ts'

export const hourMs = 3_600_000

/** A round of a day to a week with one challenger, two days after it opened; a test names only what matters to it. */
export function aLook(given: Partial<Look> = {}): Look {
  return {
    method: 'AlwaysValid',
    alpha: 0.05,
    harmAlpha: 0.05,
    elapsedMs: 48 * hourMs,
    minimumMs: 24 * hourMs,
    maximumMs: 168 * hourMs,
    plannedN: 10_000,
    entered: 1,
    trials: [aTrial()],
    quality: noDoubt,
    ...given,
  }
}

/** First try of a challenger of which nothing is known yet. */
export const aTrial = (given: Partial<Trial> = {}): Trial => ({
  challenger: 'new',
  attempt: 1,
  questions: [accuracy(), errors()],
  ...given,
})

/** Right answers: more is better. */
export const accuracy = (given: Partial<Question> = {}): Question => ({
  metric: 'accuracy',
  meaning: 'share of right labels',
  role: 'Objective',
  goal: 'Increase',
  observed: rates([0, 0], [0, 0]),
  ...given,
})

/** Half a percentage point more is acceptable. */
export const errors = (given: Partial<Question> = {}): Question => ({
  metric: 'errors',
  meaning: 'share of requests that failed',
  role: 'Guardrail',
  goal: 'Decrease',
  margin: { absolute: 0.005 },
  observed: rates([0, 0], [0, 0]),
  ...given,
})

export const noDoubt: Quality = {
  units: { isSample: false, seen: { level: 0, epochs: [] } },
  missing: [],
  tallies: { lost: 0, all: 1000 },
  pairs: undefined,
}

/** Evidence of which the claims are obvious. */
export const clearly = {
  better: rates([10_000, 7000], [10_000, 7600]),
  worse: rates([10_000, 7000], [10_000, 6400]),
  alike: rates([10_000, 7000], [10_000, 7000]),
  safe: rates([10_000, 20], [10_000, 20]),
  beyond: rates([10_000, 100], [10_000, 300]),
  /** Proven worse, and within a margin of .005 as far as one can tell. */
  damaged: rates([10_000, 50], [10_000, 99]),
  open: rates([1000, 10], [1000, 10]),
} as const

/** An open objective behind no gate. */
export function aRow(given: Partial<Row>): Row {
  return {
    challenger: 'new',
    metric: 'accuracy',
    role: 'Objective',
    goal: 'Increase',
    bound: 'Effect',
    boundary: 0,
    alphas: { promotion: 0.05, harm: 0.05 },
    corrections: [],
    estimand: 'share of right labels: challenger minus champion',
    unit: 'Request',
    independence: 'requests, at a given time',
    finding: 'Open',
    method: 'ConfidenceSequence',
    counts: { champion: {}, challenger: {} },
    estimate: 0.01,
    low: 0.005,
    high: 0.015,
    logP: -4,
    gates: [],
    detectableEffect: 0.005,
    unknown: undefined,
    ...given,
  }
}
