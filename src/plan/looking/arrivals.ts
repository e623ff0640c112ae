import { requestCells } from '../../evidence/cells/requests.ts'
import type { Arrivals, ByVariant } from '../../stats/quality/quality.ts'
import { isEvidence } from '../../stats/strata/tally-key.ts'
import { conflictsOf } from '../../stats/sums/cohorts.ts'
import type { Gathered } from './gathered.ts'

/**
 * Who came, epoch by epoch, beside what was configured: units at first exposure where they come back, since requests of one
 * are no chance of their own; else all requests that chance has assigned. O(rows).
 */
export function arrivalsOf(from: Gathered): Arrivals {
  return from.asked.hasUnit ? sampledUnits(from) : allRequests(from)
}

function sampledUnits({ asked, evidence: { units } }: Gathered): Arrivals {
  const contest = new Set(asked.epochs.map(({ epoch }) => epoch))
  const rows = units.rows.filter(({ epoch }) => contest.has(epoch))
  const came = rows.map(({ epoch, variant }) => ({ epoch, variant, n: 1 }))
  const epochs = byEpoch(asked, came)
  const conflicts = conflictsOf({ ...units, rows })
  return { isSample: true, seen: { level: units.level, epochs }, conflicts }
}

function allRequests({ asked, evidence }: Gathered): Arrivals {
  const came = requestCells(evidence, 'Live')
    .filter(({ key }) => isEvidence(key))
    .map(({ key: { epoch, variant }, statistic: { requests } }) => ({
      epoch,
      variant,
      n: requests,
    }))
  return { isSample: false, seen: { level: 0, epochs: byEpoch(asked, came) } }
}

type Came = { readonly epoch: number; readonly variant: string; readonly n: number }

/** Everybody who has a name in the epoch, and whoever came without one. */
function byEpoch({ epochs }: Gathered['asked'], came: readonly Came[]) {
  const inEpoch = Map.groupBy(came, ({ epoch }) => epoch)
  return epochs.map(({ epoch, shares }) => {
    const nobody = Object.fromEntries(Object.keys(shares).map((variant) => [variant, 0]))
    return { shares, units: summed(nobody, inEpoch.get(epoch) ?? []) }
  })
}

function summed(nobody: ByVariant, came: readonly Came[]): ByVariant {
  const units = new Map(Object.entries(nobody))
  for (const { variant, n } of came) units.set(variant, (units.get(variant) ?? 0) + n)
  return Object.fromEntries(units)
}
