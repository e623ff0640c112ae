import type { ExperimentStatus } from '../../api/status.ts'
import { effectOf } from '../round/deciding.ts'
import { endOf, type Facts, toldOfRound } from './facts.ts'
import { percentText, whole } from './figures.ts'
import { leading, leadingRow } from './leading.ts'
import { cut } from './texts.ts'
import { partOf } from './variants.ts'

type Summary = NonNullable<ExperimentStatus['summary']>

/** The line that `kubectl get` prints. The share is what the champion of the line does not have. */
export function summaryOf(facts: Facts, decision: ExperimentStatus['decision']): Summary {
  const { record } = facts
  const { key } = record.champion.variant
  const challenger = leading(facts)
  const verdict = endOf(facts)?.outcome ?? decision?.verdict
  return {
    ...{ stage: record.round.stage, champion: key },
    ...(challenger !== undefined && { challenger }),
    share: percentText(1 - partOf(facts, key)),
    ...(facts.found === undefined ? figuresBefore(facts) : figuresNow(facts)),
    ...(verdict !== undefined && { verdict }),
  }
}

type Figures = Pick<Summary, 'n' | 'effect'>

function figuresNow(facts: Facts): Figures {
  const row = leadingRow(facts)
  if (row === undefined) return {}
  const { champion, challenger } = row.counts
  const effect = effectOf([row], row.challenger)
  return {
    n: whole((champion.requests ?? 0) + (challenger.requests ?? 0)),
    ...(effect !== undefined && { effect: cut(effect, 128) }),
  }
}

/** Where this pass has not looked, what was told last of the round; where nothing was, what the record knows. */
function figuresBefore(facts: Facts): Figures {
  const { n, effect = facts.record.round.decided?.effect } = toldOfRound(facts)?.summary ?? {}
  return {
    ...(n !== undefined && { n }),
    ...(effect !== undefined && { effect: cut(effect, 128) }),
  }
}
