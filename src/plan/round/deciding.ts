import type { Row } from '../../stats/decision/row.ts'
import type { Decided, ExperimentRecord } from '../record/record.ts'
import type { Looked } from '../stages/rule.ts'

/** A verdict of a look, as the record keeps it. */
export function decidedBy({ judgement, digest }: Looked, nowMs: number): Decided {
  const { says, rule, reason, challenger } = judgement.verdict
  const effect = effectOf(judgement.rows, challenger)
  return {
    ...{ says, rule, reason, atMs: nowMs, evidenceDigest: digest },
    ...(challenger === undefined ? {} : { challenger }),
    ...(effect === undefined ? {} : { effect }),
  }
}

/** What a person has decided; no evidence stands behind it. */
export const decidedByPerson = (
  record: ExperimentRecord,
  {
    verb,
    challenger,
    by,
    nowMs,
  }: {
    readonly verb: string
    readonly challenger: string
    readonly by: string
    readonly nowMs: number
  },
): Decided => ({
  says: 'Promote',
  rule: 'Requested',
  reason: `${by} asked to ${verb} ${challenger} in round ${record.round.number}`,
  ...{ challenger, atMs: nowMs, by },
})

/** The interval of the objective: `+0.0042 … +0.019`. */
export function effectOf(rows: readonly Row[], challenger: string | undefined): string | undefined {
  const row = rows.find((each) => each.role === 'Objective' && each.challenger === challenger)
  if (row === undefined || (row.low === undefined && row.high === undefined)) return undefined
  return `${signed(row.low, '-∞')} … ${signed(row.high, '+∞')}`
}

function signed(x: number | undefined, unbounded: string): string {
  if (x === undefined) return unbounded
  const digits = Number(x.toPrecision(3))
  return digits > 0 ? `+${digits}` : `${digits}`
}
