import type { RoutingPlan } from '../api/routing-plan.ts'
import { ContenderError } from '../errors.ts'

/** Of a plan, what decides whether it takes another's place. */
export type PlanStamp = Pick<RoutingPlan, 'experiment' | 'planRevision'> & {
  readonly digest: string
}

/**
 * Whether a plan takes the place of the present one; false where it is the very same. Refused is one of another
 * experiment (`PlanForeign`), a lower revision (`PlanStale`), and the same revision with other contents
 * (`PlanConflict`): then two have written it, of which one no longer leads.
 *
 * So whatever the order in which plans arrive, and however often, the highest revision holds in the end.
 */
export function isNews(next: PlanStamp, present: PlanStamp | undefined): boolean {
  requireSameExperiment(next, present)
  if (present === undefined) return true
  if (next.planRevision < present.planRevision) {
    const detail = `revision ${next.planRevision} is older than ${present.planRevision}, which holds`
    throw new ContenderError('PlanStale', detail)
  }
  if (next.planRevision > present.planRevision) return true
  if (next.digest === present.digest) return false
  const detail = `revision ${next.planRevision} holds with other contents: ${present.digest}, not ${next.digest}`
  throw new ContenderError('PlanConflict', detail)
}

type Named = Pick<RoutingPlan, 'experiment'>

export function requireSameExperiment(next: Named, present: Named | undefined, why = ''): void {
  if (present === undefined) return
  const [is, was] = [nameOf(next), nameOf(present)]
  if (is !== was)
    throw new ContenderError('PlanForeign', `it is a plan of ${is}, not of ${was}${why}`)
}

const nameOf = ({ experiment: { namespace, name, uid } }: Named) => `${namespace}/${name} (${uid})`
