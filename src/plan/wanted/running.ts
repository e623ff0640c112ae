import type { ExperimentSpec } from '../../api/experiment.ts'
import type { RoutingPlan } from '../../api/routing-plan.ts'
import type { Experiment, Settings } from '../observation.ts'
import type { SpecVariant, Variant } from '../variants/variant.ts'

/** All that the objects of an experiment follow from. Who is champion is no part of it: no pod may depend on that. */
export type Running = {
  readonly experiment: Pick<Experiment, 'namespace' | 'name'>
  readonly settings: Pick<Settings, 'image' | 'cluster'>
  readonly spec: Pick<ExperimentSpec, 'router'>
  /** All that have pods now or may have a share; a service of the user's may be among them, and gets nothing. */
  readonly variants: readonly RunningVariant[]
  /** Without one there is no ConfigMap that routers begin with, and they wait. */
  readonly plan: RoutingPlan | undefined
  /** Name of the Secret that holds the keys. */
  readonly keysName: string
  /** Of servers, where the round began with another one than is set now. */
  readonly serverImage?: string
  /** Where the Service of the routers' admin ports lies on this machine, once that is known; only on `Embedded`. */
  readonly siblings?: string
  /** Whence the operator asks. Absent: from any namespace. */
  readonly operatorNamespace?: string
}

export type RunningVariant = {
  readonly variant: Variant
  readonly replicas: number | Scaling
  /** What its model was when it was first seen in the round; without one whatever is found is served. */
  readonly pin?: Pin
}

type Scaling = NonNullable<SpecVariant['autoscaling']>

/** `sha256`: it must be that, or is not served. `seen`: it was that; one that runs goes on when its origin changes. */
export type Pin = { readonly sha256: string } | { readonly seen: string }
