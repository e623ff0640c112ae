import type { ExperimentRecord } from './record.ts'

/** How often a challenger has tried at a champion, both by what they are. */
export function triesAt({ tries }: ExperimentRecord, champion: string, challenger: string): number {
  return (
    tries.find((each) => each.champion === champion && each.challenger === challenger)?.tries ?? 0
  )
}

/** The same record after one try more. Edits and renames don't reset it: alpha belongs to the question. */
export function withTry(
  record: ExperimentRecord,
  champion: string,
  challenger: string,
): ExperimentRecord {
  const tries = triesAt(record, champion, challenger) + 1
  const others = record.tries.filter(
    (each) => each.champion !== champion || each.challenger !== challenger,
  )
  return { ...record, tries: [...others, { champion, challenger, tries }].slice(-mostTries) }
}

const mostTries = 64
