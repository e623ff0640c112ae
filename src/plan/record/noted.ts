import type { ExperimentRecord, Note } from './record.ts'

/** The same record, which tells one thing more. A note of the same round, epoch and reason is the same Event. */
export function noted(
  record: ExperimentRecord,
  note: Omit<Note, 'round' | 'epoch'>,
): ExperimentRecord {
  const { epoch, round } = record
  const message = note.message.slice(0, longest)
  const notes = [...record.notes, { round: round.number, epoch, ...note, message }]
  return { ...record, notes: notes.slice(-mostNotes) }
}

const mostNotes = 8
const longest = 500
