import { logEvidenceOfMismatch } from '../../../stats/quality/sample-ratio.ts'
import { logSumExp } from '../../../stats/special/log-sum-exp.ts'
import { sum } from '../../../stats/special/sum.ts'
import { at } from '../../../stats/sums/keyed.ts'
import type { ObservedShares } from '../../looking/observed-shares.ts'
import { presentEpoch } from '../../round/epochs.ts'
import type { Facts } from '../facts.ts'
import { percentText } from '../figures.ts'
import { outOfSight } from './out-of-sight.ts'
import { no, type Said, unsure, yes } from './said.ts'

/**
 * Whether the present epoch's traffic is divided as it was configured. The bound of 99.9 % holds at all looks of an epoch
 * together: a binomial one of that size is crossed by chance in every twentieth epoch that is watched long enough.
 */
export function trafficVerified(facts: Facts): Said | undefined {
  const away = outOfSight(facts)
  if (away !== undefined) return away
  const { champion, shares } = presentEpoch(facts.record)
  if (shares.length === 0)
    return unsure('NothingDivided', `nobody but ${champion} has a share at present`)
  if (facts.found === undefined) return undefined
  const { observed } = facts.found
  return observed === undefined ? unsure('NobodyYet', nobody) : compared(observed)
}

type Part = { readonly key: string; readonly came: number; readonly wanted: number }

function compared({ came, configured }: ObservedShares): Said {
  const parts = Object.entries(configured)
    .filter(([, wanted]) => wanted > 0)
    .map(([key, wanted]): Part => ({ key, wanted, came: at(came, key) ?? 0 }))
  const all = sum(Object.values(came))
  const strays = all - sum(parts.map((part) => part.came))
  const words = parts.map(
    (part) => `${part.key} ${percentText(part.came / all)} of ${percentText(part.wanted)}`,
  )
  const told = `of ${all} units: ${words.join(', ')}`
  if (strays > tolerable * all)
    return no('StrayTraffic', `${strays} came to variants without a share; ${told}`)
  if (logEvidence(parts) >= enough) return no('SharesDiffer', told)
  const need = Math.ceil(fewest / Math.min(1, ...parts.map(({ wanted }) => wanted)))
  return all < need
    ? unsure('TooFew', `${all} of ${need} units have come in this epoch`)
    : yes('AsConfigured', told)
}

/** Half of the stake bets on a large mismatch, which is found at once, and half on a small one. */
function logEvidence(parts: readonly Part[]): number {
  const counts = parts.map(({ came }) => came)
  const wanted = parts.map((part) => part.wanted)
  const bets = concentrations.map((each) => logEvidenceOfMismatch(counts, wanted, each))
  const known = bets.filter((logE) => typeof logE === 'number')
  return known.length === 0 ? 0 : logSumExp(known) - Math.log(concentrations.length)
}

const concentrations = [50, 1000]
const nobody = 'no unit has come in this epoch yet'
/** ln 1/.001. */
const enough = Math.log(1000)
/** So many are expected of the smallest share before anything is called verified: where none of them came, it is known by then. */
const fewest = 20
/** Accidents; more is a rule. */
const tolerable = 0.001
