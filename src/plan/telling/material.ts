import type { ExperimentStatus } from '../../api/status.ts'
import { canonicalJson } from '../../routing/canonical-json.ts'

/**
 * The status to write: the former one, byte by byte, where nothing that matters has changed. A stage, a verdict, a share,
 * the status or reason of a condition and their like matter at once; how many outcomes there are and when the round
 * should end, once they have moved, and at most once a minute. Words and figures beside them go along.
 */
export function worthTelling(
  former: ExperimentStatus | undefined,
  next: ExperimentStatus,
  nowMs: number,
): ExperimentStatus {
  if (former === undefined) return next
  if (canonicalJson(gist(former)) !== canonicalJson(gist(next))) return next
  return isDue(former, nowMs) && hasMoved(former, next, nowMs) ? next : former
}

/** What matters at once. */
function gist(status: ExperimentStatus) {
  const { observedGeneration, url, stage, round, champion, summary, effective } = status
  const { conditions = [], variants = [], decision, history = [], lastHandledRequest } = status
  const { n: _, effect: __, ...line } = summary ?? {}
  const { metrics: ___, ...strategy } = effective ?? {}
  const [end] = history
  return [
    { observedGeneration, url, stage, round, champion, line, strategy, lastHandledRequest },
    conditions.map(({ type, status, reason, observedGeneration: of }) => [
      type,
      status,
      reason,
      of ?? 0,
    ]),
    variants.map(({ name, revision, role, attempt, share, ready = 0, replicas = 0 }) => ({
      ...{ name, revision, role, attempt, replicas, configured: share?.configured },
      ...{ isUp: ready > 0, isWhole: ready >= replicas },
    })),
    [decision?.verdict, decision?.rule, decision?.challenger, decision?.losses?.lostIntervals].map(
      (each) => each ?? '',
    ),
    { round: end?.round, outcome: end?.outcome, after: end?.effectAfterPromotion },
  ]
}

/** Figures were told with the last look that was told. */
function isDue({ decision }: ExperimentStatus, nowMs: number): boolean {
  const told = Date.parse(decision?.lookedAt ?? '')
  return Number.isNaN(told) || nowMs - told >= minuteMs
}

function hasMoved(former: ExperimentStatus, next: ExperimentStatus, nowMs: number): boolean {
  const [before, now] = [former.summary?.n ?? 0, next.summary?.n ?? 0]
  return Math.abs(now - before) > before / 10 || hasShifted(former, next, nowMs)
}

/** By a fifth of what is left, or a twentieth of what has passed: an end that is near moves with every look. */
function hasShifted(former: ExperimentStatus, next: ExperimentStatus, nowMs: number): boolean {
  const [before, now] = [former, next].map(({ decision }) => Date.parse(decision?.expectedAt ?? ''))
  if (before === undefined || now === undefined) return false
  if (Number.isNaN(before) || Number.isNaN(now)) return Number.isNaN(before) !== Number.isNaN(now)
  const passed = nowMs - Date.parse(next.round?.startedAt ?? '')
  const scale = Math.max(before - nowMs, now - nowMs, (passed || 0) / 4)
  return Math.abs(now - before) > scale / 5
}

const minuteMs = 60_000
