import type { ExperimentSpec } from '../../api/experiment.ts'
import { apiVersion } from '../../api/names.ts'
import { milliseconds } from '../../api/quantities.ts'
import type { PlannedVariant, RoutingPlan } from '../../api/routing-plan.ts'
import type { Workload } from '../observation.ts'
import type { Epoch, Round } from '../record/record.ts'
import type { Variant } from '../variants/variant.ts'
import { settledDepartures } from './departures.ts'
import { durationText } from './duration-text.ts'
import { countedIn } from './plan-metrics.ts'

/** What a plan says, but for its number. */
export type PlanContents = Omit<RoutingPlan, 'planRevision'>

/** All that it follows from. */
export type Routed = {
  /** With the uid of the record: receipts and places outlive a re-creation. */
  readonly experiment: RoutingPlan['experiment']
  readonly round: Pick<Round, 'number' | 'slices' | 'acceptForMs'>
  readonly epoch: Pick<Epoch, 'epoch' | 'champion' | 'shares' | 'shadow'>
  /** The champion, all who have a share or answer copies, and whoever may yet be asked for. */
  readonly variants: readonly RoutedVariant[]
  readonly spec: ExperimentSpec
  readonly departed: readonly { readonly instance: string; readonly heir: string }[]
  readonly keys: RoutingPlan['keys']
  /** The one that routers were told last, where it is known. */
  readonly before: RoutingPlan | undefined
}

export type RoutedVariant = {
  readonly variant: Variant
  /** Absent: nothing of it runs. */
  readonly at: Pick<Workload, 'endpoints' | 'service'> | undefined
}

/**
 * What routers are to obey. No default is left to them, so that its digest is that of the plan as they understand it. Within a
 * round it goes on from the plan before: what is counted, who is drawn, and how long outcomes are accepted.
 */
export function planContents(routed: Routed): PlanContents {
  const { round, epoch, variants, spec, departed } = routed
  const { namespace, name, uid } = routed.experiment
  const { sign, accept } = routed.keys
  const before = routed.before?.round === round.number ? routed.before : undefined
  const unit = before === undefined ? spec.traffic.unit : before.unit
  const gone = settledDepartures(departed)
  return {
    ...{ apiVersion, kind: 'RoutingPlan', experiment: { namespace, name, uid } },
    ...{ round: round.number, epoch: epoch.epoch, salt: `${uid}/${round.number}` },
    slices: {
      start: new Date(round.slices.startMs).toISOString(),
      length: durationText(round.slices.lengthMs),
    },
    champion: epoch.champion,
    variants: variants.map((each) => planned(each, spec)),
    ...divided(epoch),
    ...(unit !== undefined && { unit }),
    timeout: spec.traffic.fallback.timeout,
    retry: retryFor(routed),
    allowOverride: spec.traffic.allowOverride,
    ...countedIn(spec, before),
    acceptFor: longest(spec.outcomes.acceptFor, round.acceptForMs, before),
    ...(gone.length > 0 && { departed: gone }),
    keys: { sign, accept },
  }
}

function divided({ shares, shadow }: Routed['epoch']): Pick<PlanContents, 'segments' | 'shadow'> {
  const parts = shares.map(({ variant, from, to }) => ({ variant, from, to }))
  const segments = [{ segment: 0, shares: parts }]
  if (shadow === undefined || shadow.variants.length === 0) return { segments }
  return { segments, shadow: { percent: shadow.percent, variants: shadow.variants } }
}

function planned({ variant, at }: RoutedVariant, { prediction }: ExperimentSpec): PlannedVariant {
  const { model, service } = variant.spec
  // Our own servers say with each answer what it predicts; of others only the user can know where it stands.
  const isRead = model === undefined && prediction !== undefined
  return {
    name: variant.key,
    endpoints: (at?.endpoints ?? []).slice(0, mostEndpoints),
    ...(at?.service !== undefined && { service: at.service }),
    ...(service?.path !== undefined && { path: service.path }),
    ...(isRead && { prediction }),
  }
}

/** The rest is behind the Service. */
const mostEndpoints = 1000

/** To ask once more changes nothing where a model is all that there is; what a server of somebody else does, nobody knows. */
function retryFor({ epoch, variants }: Routed): RoutingPlan['retry'] {
  const champion = variants.find(({ variant }) => variant.key === epoch.champion)
  return champion?.variant.spec.model === undefined ? 'Never' : 'Once'
}

/** Receipts that were given keep their promise. */
function longest(given: string, promisedMs: number, before: RoutingPlan | undefined): string {
  const beforeMs = before === undefined ? 0 : milliseconds(before.acceptFor)
  return durationText(Math.max(milliseconds(given), promisedMs, beforeMs))
}
