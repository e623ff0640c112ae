import type { StageRule } from '../stages/rule.ts'
import { setStanding } from './clock.ts'

/** The clock of the round stands while nothing could be decided anyway: no time is lost to an outage. */
export const standing: StageRule = {
  name: 'Clock',
  sentence:
    'The clock of the round stands while evidence is away, or somebody has paused or suspended it.',
  speak: ({ o, record }) => {
    const { round } = record
    const isJudged = judgedStages.includes(round.stage)
    const stands =
      o.spec.suspend ||
      round.paused !== undefined ||
      (isJudged && o.evidence.awaySinceMs !== undefined)
    const clock = setStanding(round.clock, stands, o.nowMs)
    return clock === round.clock ? undefined : { next: { ...record, round: { ...round, clock } } }
  },
}

const judgedStages: readonly string[] = ['Shadowing', 'Comparing', 'Validating']
