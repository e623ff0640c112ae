import { deploymentColumns } from '../columns/deployments.ts'
import { disruptionBudgetColumns, leaseColumns, networkPolicyColumns } from '../columns/others.ts'
import { autoscalerColumns } from '../columns/scaling.ts'
import { endpointSliceColumns } from '../columns/slices.ts'
import { deployment } from '../defaults/deployments.ts'
import { endpointSlice } from '../defaults/others.ts'
import { horizontalPodAutoscaler, networkPolicy } from '../defaults/policies.ts'
import { uncoordinated } from '../preparation/leases.ts'
import { isMetadataChanged, isSpecChanged, preparation } from '../preparation/preparation.ts'
import { isSliceChanged, withoutTopology } from '../preparation/slices.ts'
import { validateScaler } from '../validation/autoscalers.ts'
import { validateDeployment } from '../validation/deployments.ts'
import { validateBudget } from '../validation/disruption-budgets.ts'
import { validateLease } from '../validation/leases.ts'
import { pathSegment } from '../validation/names.ts'
import { validateNetworkPolicy } from '../validation/network-policies.ts'
import { validateSlice } from '../validation/slices.ts'
import { deploymentWarnings } from '../warnings/pods.ts'
import type { BuiltIn } from './built-in.ts'

const v1 = { version: 'v1' }

/** The kinds that came later, each in a group. */
export const groupedKinds: readonly BuiltIn[] = [
  {
    ...{ ...v1, group: 'apps', kind: 'Deployment', plural: 'deployments' },
    ...{ definition: 'apps.v1.Deployment', shortNames: ['deploy'], categories: ['all'] },
    ...{ subresources: ['scale', 'status'], defaults: deployment, columns: deploymentColumns },
    ...{ validate: validateDeployment, warnings: deploymentWarnings },
    unwritable: ['spec', 'metadata.labels'],
    prepare: preparation({
      hasStatus: true,
      keptByStatus: ['labels'],
      isNewGeneration: (object, old) =>
        isSpecChanged(object, old) || isMetadataChanged('annotations')(object, old),
    }),
  },
  {
    ...{ ...v1, group: 'coordination.k8s.io', kind: 'Lease', plural: 'leases' },
    ...{ definition: 'coordination.v1.Lease', columns: leaseColumns },
    ...{ isMadeByUpdate: true, isUpdatedBlindly: false, validate: validateLease },
    prepare: preparation({ hasStatus: false, create: uncoordinated, update: uncoordinated }),
  },
  {
    ...{ ...v1, group: 'discovery.k8s.io', kind: 'EndpointSlice', plural: 'endpointslices' },
    ...{ definition: 'discovery.v1.EndpointSlice', defaults: endpointSlice },
    ...{ columns: endpointSliceColumns, validate: validateSlice },
    prepare: preparation({
      ...{ hasStatus: false, isNewGeneration: isSliceChanged },
      ...{ create: withoutTopology, update: withoutTopology },
    }),
  },
  {
    ...{ ...v1, group: 'networking.k8s.io', kind: 'NetworkPolicy', plural: 'networkpolicies' },
    ...{ definition: 'networking.v1.NetworkPolicy', shortNames: ['netpol'] },
    ...{ defaults: networkPolicy, columns: networkPolicyColumns },
    validate: validateNetworkPolicy,
    prepare: preparation({ hasStatus: false, isNewGeneration: isSpecChanged }),
    inert:
      'a NetworkPolicy is stored, and nothing here holds back traffic: all processes share the network of this machine',
  },
  {
    ...{ ...v1, group: 'policy', kind: 'PodDisruptionBudget', plural: 'poddisruptionbudgets' },
    ...{ definition: 'policy.v1.PodDisruptionBudget', shortNames: ['pdb'] },
    ...{ subresources: ['status'], columns: disruptionBudgetColumns, isUpdatedBlindly: false },
    name: pathSegment,
    validate: validateBudget,
    prepare: preparation({ hasStatus: true, isNewGeneration: isSpecChanged }),
    inert: 'a PodDisruptionBudget is stored, and nothing here asks it: nobody drains this machine',
  },
  {
    ...{ group: 'autoscaling', version: 'v2', kind: 'HorizontalPodAutoscaler' },
    ...{ plural: 'horizontalpodautoscalers', definition: 'autoscaling.v2.HorizontalPodAutoscaler' },
    ...{ shortNames: ['hpa'], categories: ['all'], subresources: ['status'] },
    ...{ defaults: horizontalPodAutoscaler, columns: autoscalerColumns },
    validate: validateScaler,
    prepare: preparation({ hasStatus: true }),
    inert: 'a HorizontalPodAutoscaler is stored, and nothing here measures or scales by it',
  },
]
