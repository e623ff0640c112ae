import type { ExperimentRecord } from './record.ts'

/** Whether a variant has lost to the present champion: then it opens no round by itself. */
export function isSettled({ champion, settled }: ExperimentRecord, challenger: string): boolean {
  return settled.some(
    (each) => each.champion === champion.variant.key && each.challenger === challenger,
  )
}

/** The same record, which knows that these have lost to that champion. */
export function withSettled(
  record: ExperimentRecord,
  champion: string,
  challengers: readonly string[],
): ExperimentRecord {
  const isNew = (challenger: string) =>
    !record.settled.some((each) => each.champion === champion && each.challenger === challenger)
  const fresh = challengers.filter(isNew).map((challenger) => ({ champion, challenger }))
  return { ...record, settled: [...record.settled, ...fresh].slice(-mostSettled) }
}

const mostSettled = 64
