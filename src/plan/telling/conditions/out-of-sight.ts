import { presentEpoch } from '../../round/epochs.ts'
import type { Facts } from '../facts.ts'
import { type Said, unsure } from './said.ts'

/** Why nothing can be said of how the traffic is divided. */
export function outOfSight({ o, record }: Facts): Said | undefined {
  const { contest, champion } = presentEpoch(record)
  if (contest === 'Serving') return unsure('NothingDivided', `all traffic is that of ${champion}`)
  if (contest === 'Shadowing')
    return unsure('NothingDivided', `copies alone are compared: all traffic is that of ${champion}`)
  return o.evidence.awaySinceMs === undefined
    ? undefined
    : unsure('EvidenceUnavailable', 'the routers’ tallies are not known lately')
}
