import { plannedN } from '../looking/planned.ts'
import type { Observation } from '../observation.ts'
import { newRound } from '../round/opening.ts'
import { understoodFirst } from '../understood.ts'
import { variantsOf } from '../variants/variants.ts'
import type { ExperimentRecord } from './record.ts'
import { recordFormat } from './schema.ts'

/** The record of an experiment that has none: the champion of the spec serves, everybody else challenges it. */
export function begun({ experiment, spec, term, nowMs }: Observation): ExperimentRecord {
  const variants = variantsOf(spec)
  const champion = variants.find(({ name }) => name === spec.champion) ?? variants[0]
  if (champion === undefined) throw new Error('a spec without variants, which the CRD refuses')
  const challengers = variants.filter(({ key }) => key !== champion.key)
  const u = understoodFirst(spec, variants, challengers)
  const cause = 'the experiment was created'
  const round = newRound(u, { challengers, cause, plannedN: plannedN(spec), nowMs })
  const first = {
    epoch: 1,
    atMs: nowMs,
    sinceMs: 0,
    contest: 'Serving',
    champion: champion.key,
    shares: [],
  } as const
  return {
    ...{ format: recordFormat, uid: experiment.uid, presentUid: experiment.uid, term },
    champion: { variant: champion, sinceMs: nowMs },
    round: { ...round, number: 1, epochs: [first] },
    ...{ epoch: 1, plan: { revision: 0, digest: '' }, requests: { last: 0 } },
    ...{ settled: [], tries: [], departed: [], history: [] },
    notes: [
      {
        round: 1,
        epoch: 1,
        type: 'Normal',
        reason: 'RoundOpened',
        action: 'OpenRound',
        message: `round 1: ${cause}`,
        atMs: nowMs,
      },
    ],
  }
}
