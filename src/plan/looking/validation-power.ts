import { requestCells } from '../../evidence/cells/requests.ts'
import type { Tally } from '../../evidence/tally.ts'
import { countsOf } from '../../stats/decision/counts-of.ts'
import { boundsOf, type Question } from '../../stats/decision/question.ts'
import type { Observed } from '../../stats/effects/observed.ts'
import { detectableHarm, type Validation } from '../../stats/planning/detectable-harm.ts'
import type { Source } from '../../stats/planning/plan.ts'
import { isUnknown } from '../../stats/unknown.ts'
import type { Case } from './case.ts'
import { figureOf } from './figure-of.ts'
import { type Gathered, gathered } from './gathered.ts'
import { trialsOf } from './questions.ts'

/** What a validation would see of harm, at one guardrail that has a margin. */
export type GuardrailPower = {
  readonly metric: string
  /** A harm twice as large as its margin would too often go unseen. */
  readonly isUnderpowered: boolean
  readonly sentence: string
}

/** Who is watched, for how long, and which part of the traffic stays with the former champion. */
export type Watch = Pick<Validation, 'durationMs' | 'holdback'> & { readonly winner: string }

/**
 * Whether a validation could see harm, as far as the contest that was won can tell: by the traffic of its round, and by how it
 * was with the champion. Some tenths of a second: to be asked once, when there is a winner.
 */
export function validationPower(
  asked: Case,
  tallies: readonly Tally[],
  watch: Watch,
): readonly GuardrailPower[] {
  const from = gathered(asked, tallies)
  const trial = trialsOf(from).find(({ challenger }) => challenger === watch.winner)
  const guardrails = (trial?.questions ?? []).filter(({ role }) => role === 'Guardrail')
  const alpha = asked.decision.harmAlpha / Math.max(1, guardrails.flatMap(boundsOf).length)
  const { durationMs, holdback } = watch
  const traffic = { durationMs, holdback, requestsPerSecond: paceOf(from) }
  return guardrails
    .filter(({ margin }) => margin !== undefined)
    .map((question) => {
      const delayMs = delayOf(asked, question)
      const { isUnderpowered, sentence } = powerOf(question, { ...traffic, delayMs }, [
        alpha,
        asked.plannedN,
      ])
      return {
        metric: question.metric,
        isUnderpowered,
        sentence: `${question.metric}: ${sentence}`,
      }
    })
}

/** How well it would be seen that the new champion is beyond the margin. */
function powerOf(
  question: Question,
  validation: Validation,
  [alpha, plannedN]: readonly [alpha: number, plannedN: number],
): Pick<GuardrailPower, 'isUnderpowered' | 'sentence'> {
  const [margin] = boundsOf(question)
  const figure = figureOf(question.observed)
  if (margin === undefined || figure === undefined)
    return { isUnderpowered: true, sentence: 'too little was seen to say what would be found' }
  const side = question.goal === 'Increase' ? 'Less' : 'More'
  const source = sourceOf(question.observed)
  const claim = { ...margin, figure, side, source, alpha, plannedN, method: 'AlwaysValid' } as const
  const found = detectableHarm(claim, validation)
  return isUnknown(found) ? { isUnderpowered: true, sentence: found.sentence } : found
}

/** As if all requests of a unit ended alike. Of a shadow nobody knows how often units would come back. */
function sourceOf(observed: Observed): Source {
  const units = 'units' in observed ? observed.units?.champion : undefined
  const { requests = 0 } = countsOf(observed).champion
  if (units === undefined || !(units.effective > 0) || !(requests > 0)) return { of: 'Requests' }
  const requestsPerUnit = Math.max(1, requests / units.units)
  const designEffect = Math.max(requestsPerUnit, requests / units.effective)
  return { of: 'Units', requestsPerUnit, designEffect }
}

/** Requests of all variants in a second, since the round opened. */
function paceOf({ asked, evidence }: Gathered): number {
  const requests = requestCells(evidence, 'Live').map(({ statistic }) => statistic.requests)
  const all = requests.reduce((sum, each) => sum + each, 0)
  return asked.elapsedMs > 0 ? (1000 * all) / asked.elapsedMs : 0
}

const delayOf = ({ metrics }: Case, { metric }: Question): number =>
  metrics.find(({ name }) => name === metric)?.counted?.delayMs ?? 0
