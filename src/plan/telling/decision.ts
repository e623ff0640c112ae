import type { ExperimentStatus } from '../../api/status.ts'
import type { Decided, StageName } from '../record/record.ts'
import { expectedAt } from './expected.ts'
import { type Facts, toldOfRound } from './facts.ts'
import { leading } from './leading.ts'
import { lossesTold, sampleRatioTold } from './quality.ts'
import { rowsTold } from './rows.ts'
import { cut, timeText } from './texts.ts'

type Decision = NonNullable<ExperimentStatus['decision']>
type Verdict = Pick<Decision, 'verdict' | 'challenger' | 'rule' | 'reason' | 'evidenceDigest'>

/** What was said last in this round, and what it rests on. A pass that has not looked changes nothing of it. */
export function decisionOf(facts: Facts): Decision | undefined {
  const verdict = verdictOf(facts)
  if (verdict === undefined) return undefined
  return {
    ...{ ...verdict, ...lookedAt(facts), ...restsOn(facts) },
    ...{ losses: lossesTold(facts), ...expectedAt(facts) },
  }
}

function lookedAt(facts: Facts): Pick<Decision, 'lookedAt'> {
  if (facts.found !== undefined) return { lookedAt: timeText(facts.o.nowMs) }
  const before = toldOfRound(facts)?.decision?.lookedAt
  if (before !== undefined) return { lookedAt: before }
  const { decided } = facts.record.round
  return decided === undefined ? {} : { lookedAt: timeText(decided.atMs) }
}

function restsOn(facts: Facts): Pick<Decision, 'rows' | 'rowsOmitted' | 'sampleRatio'> {
  const { found } = facts
  if (found !== undefined)
    return { ...rowsTold(found, leading(facts)), sampleRatio: sampleRatioTold(found) }
  const { rows, rowsOmitted, sampleRatio } = toldOfRound(facts)?.decision ?? {}
  return {
    ...(rows !== undefined && { rows }),
    ...(rowsOmitted !== undefined && { rowsOmitted }),
    ...(sampleRatio !== undefined && { sampleRatio }),
  }
}

/** A stage that acts on a decision tells that one; all others, what they see now. */
function verdictOf(facts: Facts): Verdict | undefined {
  const { stage, decided } = facts.record.round
  if (decided !== undefined && acting.includes(stage)) return verdictDecided(decided)
  return verdictSeen(facts) ?? verdictBefore(facts) ?? (decided && verdictDecided(decided))
}

const acting: readonly StageName[] = ['AwaitingApproval', 'Promoting', 'Settled']

function verdictDecided({ says, rule, reason, challenger, evidenceDigest }: Decided): Verdict {
  return {
    ...said({ says, rule, reason, challenger }),
    ...(evidenceDigest !== undefined && { evidenceDigest: cut(evidenceDigest, 128) }),
  }
}

/** Evidence is kept, and so can be named, where something was decided. */
const verdictSeen = ({ found }: Facts): Verdict | undefined =>
  found && said(found.looked.judgement.verdict)

function verdictBefore(facts: Facts): Verdict | undefined {
  const before = toldOfRound(facts)?.decision
  if (before === undefined) return undefined
  const { verdict: says, rule, reason, challenger, evidenceDigest } = before
  return {
    ...said({ says, rule, reason, challenger }),
    ...(evidenceDigest !== undefined && { evidenceDigest }),
  }
}

type Opinion = { readonly [field in 'says' | 'rule' | 'reason']: string } & {
  readonly challenger?: string | undefined
}

const said = ({ says, rule, reason, challenger }: Opinion): Verdict => ({
  ...{ verdict: cut(says, 128), rule: cut(rule, 128), reason: cut(reason, longest) },
  ...(challenger !== undefined && { challenger: challenger.slice(0, 32) }),
})

const longest = 512
