import type { Judgement } from '../../stats/decision/judge.ts'
import type { Row } from '../../stats/decision/row.ts'
import { saidOf } from '../../stats/decision/said.ts'
import { isOpen } from '../../stats/sequential/gate.ts'
import { at } from '../../stats/sums/keyed.ts'
import type { Case } from './case.ts'

/**
 * Why shares must not rise by what is known, in a sentence; nothing, where they may. Every guardrail that waits for no outcome
 * has something to say, a query a number, and none has shown damage. O(rows).
 */
export function riseWaitsFor(asked: Case, { rows, verdict }: Judgement): string | undefined {
  if (verdict.says !== 'Continue') return verdict.reason
  const prompt = new Set(
    asked.metrics
      .filter(({ role, counted }) => role === 'Guardrail' && (counted?.delayMs ?? 0) === 0)
      .map(({ name }) => name),
  )
  const waiting = rows.find((row) => prompt.has(row.metric) && !isQuiet(row))
  if (waiting === undefined) return undefined
  const answer = at(asked.queries, waiting.metric)
  return answer !== undefined && 'unknown' in answer
    ? `${waiting.metric}: ${answer.unknown}`
    : saidOf(waiting)
}

const isQuiet = ({ unknown, gates, finding }: Row) =>
  unknown === undefined && isOpen(gates) && (finding === 'Open' || finding === 'Safe')
