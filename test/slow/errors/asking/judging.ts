import { judge, type Memory, noMemory } from '../../../../src/stats/decision/judge.ts'
import type { DecisionMethod, Look as Judged } from '../../../../src/stats/decision/look.ts'
import type { Question as Asked, Trial } from '../../../../src/stats/decision/question.ts'
import type { Verdict } from '../../../../src/stats/decision/verdict.ts'
import type { Live, Look } from '../../../../src/stats/simulation/look.ts'
import type { Expectation, Question } from '../cell.ts'
import { requestsAt } from './arrivals.ts'
import { meanOf, type Observe, rateOf, type Sight } from './observed.ts'

/** A round: who challenges, what is asked, for how long, and how shares rise. */
export type Round = {
  readonly method?: DecisionMethod
  readonly challengers: readonly string[]
  readonly questions: readonly Posed[]
  readonly maximumMs: number
  readonly attempt?: number
  /** To be shared: .05, unless somebody forgets to share. */
  readonly alpha?: number
  /** Of each challenger, step by step; each at least so long. The scenario begins with the first. */
  readonly steps?: { readonly shares: readonly number[]; readonly leastMs: number }
}

export type Posed = Omit<Asked, 'observed' | 'meaning'> & { readonly figure: 'Rate' | 'Mean' }

/** What is watched for: that a round ends so, for one of these. */
export type Ending = {
  readonly name: string
  readonly says: Verdict['says']
  readonly challengers?: readonly string[]
  readonly expected: readonly Expectation[]
}

/** A whole round by the rules in use: who is rolled back goes home, and the round goes on without. */
export const judging = (round: Round, endings: readonly Ending[]): Question => ({
  claims: endings.map(({ name, expected }) => ({ name, expected })),
  begin: (live) => {
    const decide = createRound(round, live)
    return (look) => {
      const verdicts = decide(look)
      return endings.map(({ says, challengers }) =>
        verdicts.some(
          (verdict) =>
            verdict.says === says &&
            (challengers === undefined || challengers.includes(verdict.challenger ?? '')),
        ),
      )
    }
  },
})

function createRound(round: Round, live: Live) {
  const { challengers, steps = { shares: [], leastMs: 0 }, maximumMs } = round
  let memory: Memory = noMemory
  let staying = challengers
  let step = 0
  let stepMs = 0
  let isOver = false

  /** The verdicts of one look: several, where challengers are sent home one after the other. */
  function decide(look: Look): readonly Verdict[] {
    const verdicts: Verdict[] = []
    while (!isOver) {
      const { verdict, memory: next } = judge(facts(look), memory)
      memory = next
      verdicts.push(verdict)
      if (verdict.says !== 'RollBack') {
        follow(verdict, look.nowMs)
        break
      }
      staying = staying.filter((name) => name !== verdict.challenger)
      change()
    }
    return verdicts
  }

  function follow({ says }: Verdict, nowMs: number): void {
    isOver = says === 'Promote' || says === 'Retain' || says === 'Inconclusive'
    const mayRise = says === 'Continue' && nowMs - stepMs >= steps.leastMs
    if (!mayRise || step + 1 >= steps.shares.length) return
    step++
    stepMs = nowMs
    change()
  }

  function change(): void {
    const share = steps.shares[step]
    if (share !== undefined)
      live.change(challengers.map((name) => (staying.includes(name) ? share : 0)))
  }

  const facts = (look: Look): Judged => ({
    method: round.method ?? 'AlwaysValid',
    alpha: round.alpha ?? 0.05,
    harmAlpha: 0.05,
    elapsedMs: look.nowMs,
    minimumMs: 0,
    maximumMs,
    plannedN: 5000,
    entered: challengers.length,
    trials: staying.map((challenger) => trialOf(look, challenger, round)),
    quality: {
      units: requestsAt(look),
      missing: [],
      tallies: { lost: 0, all: 1 },
      pairs: undefined,
    },
  })

  return decide
}

const trialOf = (
  look: Look,
  challenger: string,
  { questions, attempt = 1 }: Pick<Round, 'questions' | 'attempt'>,
): Trial => ({
  challenger,
  attempt,
  questions: questions.map(({ figure, ...posed }) => ({
    ...posed,
    meaning: posed.metric,
    observed: observing[figure]({ metric: posed.metric, challenger })(look),
  })),
})

const observing: { readonly [F in Posed['figure']]: (sight: Sight) => Observe } = {
  Rate: rateOf,
  Mean: meanOf,
}
