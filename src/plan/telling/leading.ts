import type { Row } from '../../stats/decision/row.ts'
import { contenders } from '../shares/shares.ts'
import { endOf, type Facts, toldOfRound } from './facts.ts'

/** Who stands beside the champion in one line: of several challengers the one that is nearest to winning. */
export function leading(facts: Facts): string | undefined {
  const { record, found } = facts
  const { stage } = record.round
  if (stage === 'Settled') return recommended(facts)
  if (stage === 'Promoting' || stage === 'Validating') return record.former?.variant.key
  const keys = contenders(record).map(({ key }) => key)
  const named = record.round.decided?.challenger ?? found?.looked.judgement.verdict.challenger
  return named !== undefined && keys.includes(named) ? named : nearest(facts, keys)
}

/** Whoever was told last stays, until somebody else is twice as near: two that are close would take turns at every look. */
function nearest(facts: Facts, keys: readonly string[]): string | undefined {
  const rows = facts.found?.looked.judgement.rows ?? []
  const logPOf = (key: string | undefined) =>
    rows.find(({ role, challenger }) => role === 'Objective' && challenger === key)?.logP ?? 0
  const [best] = keys.toSorted((a, b) => logPOf(a) - logPOf(b))
  const before = toldOfRound(facts)?.summary?.challenger
  const stays = keys.find((key) => key === before)
  return stays !== undefined && logPOf(best) > logPOf(stays) - Math.LN2 ? stays : best
}

/** Who has won, and waits for somebody to promote it. */
function recommended(facts: Facts): string | undefined {
  const end = endOf(facts)
  return end?.outcome === 'Recommended' ? end.winner : undefined
}

/** The objective of whoever is judged beside the champion; once it has won, of the new champion beside the former one. */
export function leadingRow(facts: Facts): Row | undefined {
  const { found, record } = facts
  if (found === undefined) return undefined
  const { stage } = record.round
  const hasWon = stage === 'Promoting' || stage === 'Validating'
  const judged = hasWon ? record.champion.variant.key : leading(facts)
  return found.looked.judgement.rows.find(
    ({ role, challenger }) => role === 'Objective' && challenger === judged,
  )
}
