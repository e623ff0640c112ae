import { doubtAlpha } from '../../../stats/quality/doubts.ts'
import { sum } from '../../../stats/special/sum.ts'
import type { Facts } from '../facts.ts'
import { chanceText, whole } from '../figures.ts'
import { outOfSight } from './out-of-sight.ts'
import { no, type Said, unsure, yes } from './said.ts'

/** The interlock: what is judged must have come in the ratio that was configured, over all epochs of the contest. */
export function sampleRatioOk(facts: Facts): Said | undefined {
  const away = outOfSight(facts)
  if (away !== undefined) return away
  if (facts.found === undefined) return undefined
  const { logP, observed, expected } = facts.found.looked.judgement.sampleRatio
  const units = whole(sum(Object.values(observed)))
  if (units === 0) return unsure('NobodyYet', 'no unit has come in this contest yet')
  const p = `p ${chanceText(logP)}`
  if (logP > Math.log(doubtAlpha))
    return yes('AsConfigured', `${units} units came as their shares say, ${p}`)
  const counts = Object.keys(expected).map(
    (key) => `${key} ${whole(observed[key] ?? 0)}, expected ${whole(expected[key] ?? 0)}`,
  )
  return no('SampleRatioMismatch', `nothing is judged in this round: ${p}; ${counts.join('; ')}`)
}
