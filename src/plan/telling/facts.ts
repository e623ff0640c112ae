import type { ExperimentStatus } from '../../api/status.ts'
import { type CountsOfChallenger, countsIn } from '../looking/counts.ts'
import { type ObservedShares, observedShares } from '../looking/observed-shares.ts'
import type { Observation } from '../observation.ts'
import type { ExperimentRecord } from '../record/record.ts'
import type { Looked, Waiting } from '../stages/rule.ts'
import type { Understood } from '../understood.ts'

/** What a pass knows in the end. */
export type Telling = {
  readonly o: Observation
  /** After the pass. */
  readonly record: ExperimentRecord
  readonly u: Understood
  /** What the stage waits for; nothing, where it has just changed. */
  readonly waiting: Waiting | undefined
  readonly looked: Looked | undefined
}

/** All that `status` may speak of. */
export type Facts = Omit<Telling, 'looked'> & {
  readonly found: Found | undefined
}

/** A look, and what people want to know beside it. */
export type Found = {
  readonly looked: Looked
  readonly counts: readonly CountsOfChallenger[]
  readonly observed: ObservedShares | undefined
}

/** Costs about as much as the look itself. */
export function factsOf({ looked, ...rest }: Telling): Facts {
  const { tallies } = rest.o.evidence
  const found = looked && {
    looked,
    counts: countsIn(looked.case, tallies),
    observed: observedShares(looked.case, tallies),
  }
  return { ...rest, found }
}

/** What was told last, as far as it is about this round. */
export function toldOfRound({ o, record }: Facts): ExperimentStatus | undefined {
  return o.status?.round?.number === record.round.number ? o.status : undefined
}

/** Between two steps: the stage is what it was, and what it waits for only the next pass will say, at once. */
export const isBetween = (facts: Facts): boolean =>
  facts.waiting === undefined && toldOfRound(facts)?.stage === facts.record.round.stage

/**
 * The generation that is spoken of: the present one once a pass over it has come to rest. Sooner somebody who waits for
 * `Settled` could take the end of the last round for that of a round which the edit is about to open.
 */
export const generationTold = ({ o, waiting }: Facts): number | undefined =>
  waiting === undefined ? o.status?.observedGeneration : o.experiment.generation

/** How the present round has ended, if it has. */
export const endOf = ({ record: { round, history } }: Facts) =>
  round.stage === 'Settled' && history[0]?.round === round.number ? history[0] : undefined
