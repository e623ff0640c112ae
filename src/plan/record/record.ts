import type { ExperimentRecord } from './schema.ts'

/** The parts of a record, by their names; `schema.ts` says what they mean. */
export type { ExperimentRecord }
export type Champion = ExperimentRecord['champion']
export type Round = ExperimentRecord['round']
export type StageName = Round['stage']
export type RoundClock = Round['clock']
export type Challenger = Round['challengers'][number]
export type Epoch = Round['epochs'][number]
export type Contest = Epoch['contest']
export type Decided = NonNullable<Round['decided']>
export type Ended = ExperimentRecord['history'][number]
export type RoundOutcome = Ended['outcome']
export type Note = ExperimentRecord['notes'][number]
